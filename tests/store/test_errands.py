"""Errands: posted by people, claimed by one worker at a time, forgotten when nobody waits."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

import pytest
from sqlmodel import col, select

from kisotui.domain.actors import Actor
from kisotui.domain.errands import KEPT, Errand, ErrandKind, ErrandState
from kisotui.domain.failures import Problem
from kisotui.store import errands, work
from kisotui.store.engine import Store
from kisotui.store.errand_table import Errand as Row
from kisotui.store.work import ErrandJob
from kisotui.store.work.errands import ATTEMPTS
from tests.support.workers import another, enter, owed

SECRET = "http://kim:hunter2@h/a.iso"
KINDS = (ErrandKind.PREFLIGHT,)


def post(
    store: Store, kind: ErrandKind = ErrandKind.PREFLIGHT, *, storage: str = "", url: str = "u"
) -> str:
    with store.write() as session:
        actor = Actor("kim", "192.0.2.7")
        return errands.post(session, kind, {"url": url}, actor, secret=SECRET, storage=storage)


def claim(
    store: Store,
    me: work.Process,
    kinds: Collection[ErrandKind] = KINDS,
    *,
    storage: str = "here",
) -> ErrandJob | None:
    with store.write() as session:
        return work.claim_errand(session, me, kinds, storage=storage)


def claimed(store: Store, me: work.Process) -> ErrandJob:
    job = claim(store, me)
    assert job is not None
    return job


def look(store: Store, id_: str) -> Errand:
    with store.read() as session:
        found = errands.look(session, id_)
    assert found is not None
    return found


def row(store: Store, id_: str) -> Row:
    with store.read() as session:
        return session.get_one(Row, id_)


def renew(store: Store, me: work.Process, *jobs: ErrandJob) -> None:
    with store.write(durable=False) as session:
        work.renew(session, me, "here", {}, {job.id: job.token for job in jobs})


def lapse(store: Store, seconds: float) -> None:
    """Let all errands' leases be so much older."""
    with store.write() as session:
        for each in session.exec(select(Row).where(col(Row.lease_until).is_not(None))):
            each.lease_until = each.lease_until and each.lease_until - timedelta(seconds=seconds)


def age(store: Store, by: timedelta) -> None:
    with store.write() as session:
        for each in session.exec(select(Row)):
            each.created -= by
            each.finished = each.finished and each.finished - by


def forget(store: Store) -> None:
    with store.write() as session:
        work.forget_errands(session)


def test_from_its_post_to_its_end(store: Store, me: work.Process) -> None:
    posted = post(store)
    assert look(store, posted).state is ErrandState.QUEUED
    job = claimed(store, me)
    assert (job.id, job.request, job.secret) == (posted, {"url": "u"}, SECRET)
    assert look(store, posted).state is ErrandState.RUNNING
    with store.write() as session:
        assert work.report_errand(session, me, job, {"so": "far"})
    assert look(store, posted).report == {"so": "far"}
    with store.write() as session:
        assert work.end_errand(session, me, job, {"all": "of it"})
    ended = look(store, posted)
    assert (ended.state, ended.report, ended.problem) == (ErrandState.DONE, {"all": "of it"}, None)
    assert row(store, posted).secret == ""


def test_one_that_fails_says_why_and_what_was_known(store: Store, me: work.Process) -> None:
    posted = post(store)
    job = claimed(store, me)
    with store.write() as session:
        work.end_errand(session, me, job, {"so": "far"}, Problem("dns", host="h"))
    ended = look(store, posted)
    assert (ended.state, ended.report) == (ErrandState.FAILED, {"so": "far"})
    assert ended.problem is not None
    assert (ended.problem.code, ended.problem.values) == ("dns", {"host": "h"})
    assert row(store, posted).secret == ""


def test_a_failure_of_a_later_release_is_one(store: Store, me: work.Process) -> None:
    posted = post(store)
    with store.write() as session:
        session.get_one(Row, posted).failure = "not-yet-known"
    problem = look(store, posted).problem
    assert problem is not None
    assert problem.code == "unexpected"


def test_the_oldest_comes_first_and_each_once(store: Store, me: work.Process) -> None:
    first, second = post(store), post(store)
    other = enter(store, another())
    assert (claimed(store, me).id, claimed(store, other).id) == (first, second)
    assert claim(store, me) is None


def test_only_of_the_kinds_and_the_storage_that_are_asked_for(
    store: Store, me: work.Process
) -> None:
    post(store, ErrandKind.EXPORT)
    post(store, storage="there")
    assert claim(store, me) is None
    assert claim(store, me, storage="there") is not None
    assert claim(store, me, [ErrandKind.EXPORT]) is not None


def test_one_is_owed_until_its_end(store: Store, me: work.Process) -> None:
    def is_owed(storage: str | None = None) -> bool:
        with store.read() as session:
            return work.is_owed(session, storage)

    assert not is_owed()
    assert not owed(store).errands
    post(store, storage="here")
    assert is_owed()
    assert (is_owed("here"), is_owed("there")) == (True, False)
    assert (owed(store, "here").errands, owed(store, "there").errands) == (True, False)
    job = claimed(store, me)
    assert is_owed("there"), "it may come back"
    assert not owed(store).errands
    with store.write() as session:
        assert not work.retire(session, me, "here")
        work.end_errand(session, me, job, {})
    assert not is_owed()


def test_a_worker_that_stops_gives_it_to_others(store: Store, me: work.Process) -> None:
    posted = post(store)
    job = claimed(store, me)
    with store.write() as session:
        assert work.release_errand(session, me, job)
    assert look(store, posted).state is ErrandState.QUEUED
    assert row(store, posted).secret == SECRET
    assert claimed(store, me).token > job.token


def test_what_a_dead_worker_held_is_taken_over(store: Store, me: work.Process) -> None:
    dead = enter(store, another())
    job = claimed_by(store, dead)
    lapse(store, 11)
    assert look(store, job.id).state is ErrandState.QUEUED, "nobody has it in hand"
    renew(store, me)
    again = claimed(store, me)
    assert (again.id, again.request) == (job.id, job.request)
    with store.write() as session:
        assert not work.report_errand(session, dead, job, {"of": "the dead"})
        assert not work.end_errand(session, dead, job, {"of": "the dead"})
        assert not work.release_errand(session, dead, job)
    assert look(store, job.id).report == {}


def claimed_by(store: Store, worker: work.Process) -> ErrandJob:
    post(store)
    return claimed(store, worker)


def test_what_is_renewed_is_not(store: Store, me: work.Process) -> None:
    other = enter(store, another())
    job = claimed_by(store, other)
    for _ in range(3):
        lapse(store, 4)
        renew(store, other, job)
        renew(store, me)
    assert claim(store, me) is None
    with store.read() as session:
        assert work.wanted_errands(session, other, {job.id: job.token}) == {job.id}


def test_one_that_kills_its_workers_is_given_up(store: Store, me: work.Process) -> None:
    posted = post(store)
    for _ in range(ATTEMPTS):
        claimed(store, enter(store, another()))
        lapse(store, 11)
        renew(store, me)
    ended = look(store, posted)
    assert ended.state is ErrandState.FAILED
    assert ended.problem is not None
    assert ended.problem.code == "errand-given-up"
    assert row(store, posted).secret == ""
    assert claim(store, me) is None


def test_one_that_is_dropped_is_wanted_no_more(store: Store, me: work.Process) -> None:
    job = claimed_by(store, me)
    with store.write() as session:
        errands.drop(session, job.id)
    with store.write() as session:
        assert work.wanted_errands(session, me, {job.id: job.token}) == set()
        assert not work.end_errand(session, me, job, {})
        assert errands.look(session, job.id) is None


@pytest.mark.parametrize("state", ["queued", "running", "ended"])
def test_an_hour_later(store: Store, me: work.Process, state: str) -> None:
    posted = post(store)
    if state != "queued":
        job = claimed(store, me)
    if state == "ended":
        with store.write() as session:
            work.end_errand(session, me, job, {})
    age(store, KEPT - timedelta(minutes=1))
    forget(store)
    look(store, posted)
    age(store, timedelta(minutes=2))
    forget(store)
    with store.read() as session:
        is_there = errands.look(session, posted) is not None
    assert is_there == (state == "running"), "what goes on may take as long as it likes"
