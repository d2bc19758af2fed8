"""URLs that hosts download from, asked by the clock: who asks, and what is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from kisotui.domain.failures import Problem
from kisotui.domain.states import IsoState, Level, Work
from kisotui.domain.usable import Reason, of
from kisotui.store import versions, work
from kisotui.store.engine import Store
from kisotui.store.tables import Iso
from tests.support.rows import add_version, add_zone
from tests.support.workers import another, claim, messages, told

DAY = timedelta(hours=24)
GONE = Problem("http-missing", host="h", status=404)


@pytest.fixture
def direct(store: Store, me: work.Process) -> str:
    """A version that hosts download themselves, and whose URL was good a moment ago."""
    with store.write() as session:
        version = add_version(session, [add_zone(session, "zone1")], directdownload=True)
    [job] = claim(store, me)
    with store.write() as session:
        assert work.bypassed(session, me, job, size=None)
    return version


def age(store: Store, by: timedelta) -> None:
    with store.write() as session:
        for iso in session.exec(select(Iso)):
            iso.url_asked = iso.url_asked and iso.url_asked - by


def due(store: Store, me: work.Process) -> list[work.Look]:
    with store.write() as session:
        return work.due_looks(session, me, every=DAY, limit=4)


def tell(store: Store, me: work.Process, problem: Problem | None) -> bool:
    age(store, DAY)
    [look] = due(store, me)
    with store.write() as session:
        return work.looked(session, me, look, problem)


def test_it_is_asked_again_after_a_day_and_by_one_worker(
    store: Store, me: work.Process, direct: str
) -> None:
    assert due(store, me) == []
    age(store, DAY)
    [look] = due(store, me)
    assert (look.zonename, look.address.url) == ("zone1", "http://127.0.0.1/a.iso")
    assert due(store, another()) == []


def test_what_is_stored_is_not_asked_for(store: Store, me: work.Process, version: str) -> None:
    assert due(store, me) == []


def test_one_that_falls_silent_is_told_of_once(store: Store, me: work.Process, direct: str) -> None:
    assert tell(store, me, GONE)
    assert not tell(store, me, GONE)
    event = told(store)[-1]
    assert (event.message, event.level) == ("event.iso.url-silent", Level.WARN)
    assert messages(store).count("event.iso.url-silent") == 1
    with store.read() as session:
        detail = versions.get(session, direct)
    [iso] = detail.isos
    assert (iso.state, iso.url_failure) == (IsoState.READY, "http-missing")
    assert of(detail).whys[0].reason is Reason.SILENT
    assert detail.version.usable == "no:silent"
    since = iso.url_failed_at
    assert since is not None
    tell(store, me, GONE)
    with store.read() as session:
        assert versions.get(session, direct).isos[0].url_failed_at == since


def test_one_that_answers_again_is_told_of(store: Store, me: work.Process, direct: str) -> None:
    assert not tell(store, me, None), "it did before"
    tell(store, me, GONE)
    assert tell(store, me, None)
    assert told(store)[-1].message == "event.iso.url-answers"
    with store.read() as session:
        detail = versions.get(session, direct)
    assert (detail.isos[0].url_failure, detail.isos[0].url_failed_at) == (None, None)
    assert detail.version.usable == "yes:unchecked"


def test_a_silent_one_is_asked_again_soon(store: Store, me: work.Process, direct: str) -> None:
    tell(store, me, GONE)
    assert due(store, me) == []
    age(store, timedelta(minutes=10))
    assert len(due(store, me)) == 1


def test_what_was_edited_meanwhile_is_not_told_of(
    store: Store, me: work.Process, direct: str
) -> None:
    age(store, DAY)
    [look] = due(store, me)
    with store.write() as session:
        row = session.get_one(Iso, look.iso)
        row.state, row.work, row.generation = IsoState.ALLOCATED.value, Work.FETCH.value, 1
    with store.write() as session:
        assert not work.looked(session, me, look, GONE)
