"""How downloads ended, as their events tell it, on both databases."""

from __future__ import annotations

from kisotui.domain.detail_views import Ending
from kisotui.domain.failures import Problem
from kisotui.store import endings, work
from kisotui.store.engine import Store
from tests.support.rows import add_version, add_zone
from tests.support.workers import claim, placed


def since(store: Store, event: int | None) -> tuple[list[Ending], int]:
    with store.read() as session:
        return endings.since(session, event)


def test_what_ended_before_the_first_look_is_not_told(
    store: Store, me: work.Process, version: str
) -> None:
    [job] = claim(store, me)
    with store.write() as session:
        work.ready(session, me, job, **placed())
    ended, newest = since(store, None)
    assert ended == []
    assert newest > 0
    assert since(store, newest) == ([], newest)


def test_each_is_told_once_in_its_order(store: Store, me: work.Process) -> None:
    with store.write() as session:
        zone = add_zone(session, "seoul")
        ids = [
            add_version(session, [zone], name=f"v{number}", semanticversion=f"1.34.{number}")
            for number in range(4)
        ]
    _, before = since(store, None)
    good, taken, direct, bad = claim(store, me, 4)
    with store.write() as session:
        work.ready(session, me, good, **placed())
        work.ready(session, me, taken, **placed(verified=False, path="/y"))
        work.bypassed(session, me, direct, size=None)
        work.failed(session, me, bad, Problem("http-missing", host="h", status=404))
    ended, newest = since(store, before)
    assert [(e.version, e.name, e.semanticversion) for e in ended] == [
        (id_, f"v{number}", f"1.34.{number}") for number, id_ in enumerate(ids)
    ]
    assert [e.verified for e in ended] == [True, False, False, False]
    assert [e.failure for e in ended] == [None, None, None, "http-missing"]
    assert ended[3].failure_values == {"host": "h", "status": 404}
    assert {e.zonename for e in ended} == {"seoul"}
    assert since(store, newest) == ([], newest)


def test_only_what_ended_for_good_is_told(store: Store, me: work.Process, version: str) -> None:
    _, before = since(store, None)
    [job] = claim(store, me)
    with store.write() as session:
        work.retry_later(session, me, job, Problem("dns", host="h"), failures=1, delay=5)
    ended, newest = since(store, before)
    assert ended == []
    assert newest > before
