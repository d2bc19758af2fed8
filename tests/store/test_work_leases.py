"""The leases: who is alive, what is taken over from the others, who may still write."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial

import pytest
from sqlmodel import select

from kisotui.domain.failures import Problem
from kisotui.domain.states import IsoState, Level, Phase, Work
from kisotui.store import versions, work
from kisotui.store.engine import Store
from kisotui.store.tables import Iso, Worker
from kisotui.store.work.process import is_gone
from tests.support.rows import add_version, ask
from tests.support.workers import (
    another,
    claim,
    enter,
    iso_row,
    messages,
    pass_by,
    placed,
    renew,
    told,
    wanted,
)

BIRTH = "from kisotui.store import work; print(work.this_process().born, flush=True)"


def alive(store: Store) -> list[str]:
    with store.read() as session:
        return [status.owner for status in work.workers(session)]


def dead(store: Store) -> work.Process:
    """A worker on this machine whose process has ended."""
    me = enter(store, work.this_process())
    with store.write() as session:
        session.get_one(Worker, me.owner).born += "0"
    return me


# Who is alive


def test_any_number_may_be_there(store: Store, me: work.Process) -> None:
    other = enter(store, another())
    assert alive(store) == [me.owner, other.owner]
    with store.write() as session:
        work.leave(session, me)
    assert alive(store) == [other.owner]


def test_how_many_downloads_each_has(store: Store, me: work.Process, version: str) -> None:
    enter(store, another())
    claim(store, me)
    with store.read() as session:
        assert [status.downloads for status in work.workers(session)] == [1, 0]


def test_one_that_is_silent_for_a_lease_counts_as_dead(store: Store) -> None:
    silent = enter(store, another())
    pass_by(store, 9)
    assert alive(store) == [silent.owner]
    pass_by(store, 2)
    assert alive(store) == []
    renew(store, silent)
    assert alive(store) == [silent.owner]


def test_one_whose_process_has_ended_is_dead_at_once(store: Store) -> None:
    dead(store)
    assert alive(store) == []


def test_the_dead_are_forgotten(store: Store, me: work.Process) -> None:
    enter(store, another())
    dead(store)
    pass_by(store, 11)
    renew(store, me)  # it was away itself
    renew(store, me)
    with store.read() as session:
        assert session.exec(select(Worker.owner)).all() == [me.owner]


def test_a_zombie_counts_as_gone() -> None:
    child = subprocess.Popen([sys.executable, "-c", BIRTH], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    born = child.stdout.read().strip()
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    assert is_gone(child.pid, born)
    child.communicate()


def test_a_pid_used_again_is_not_the_old_process() -> None:
    mine = work.this_process()
    assert not is_gone(mine.pid, mine.born)
    assert is_gone(mine.pid, mine.born + "0")
    assert not is_gone(2**22 + 1, "another-machine/1"), "it cannot be seen from here"


def test_a_worker_retires_only_when_nothing_is_owed(
    store: Store, me: work.Process, version: str
) -> None:
    [job] = claim(store, me)
    with store.write() as session:
        assert not work.retire(session, me, "here")
        work.bypassed(session, me, job, size=1)
        assert work.retire(session, me, "here")
    assert alive(store) == []


# Taking over


def test_what_nobody_renews_is_taken_over(store: Store, version: str) -> None:
    [job] = claim(store, enter(store, another()))
    pass_by(store, 11)
    me = enter(store, work.this_process())
    lost = told(store)[-1]
    assert (lost.message, lost.level) == ("event.iso.lost", Level.WARN)
    assert lost.values["failure"] == "worker-lost"
    assert "ended unexpectedly" in lost.description
    [again] = claim(store, me)
    assert (again.iso, again.attempt, again.failures) == (job.iso, 2, 0)
    assert again.token > job.token
    assert messages(store) == ["event.iso.started", "event.iso.lost", "event.iso.started"]


def test_what_is_renewed_is_not(store: Store, me: work.Process, version: str) -> None:
    other = enter(store, another())
    [job] = claim(store, other)
    for _ in range(3):
        pass_by(store, 4)
        renew(store, other, job)
        renew(store, me)
    assert claim(store, me) == []
    assert wanted(store, other, job) == {job.iso}


def test_a_process_that_ended_loses_what_it_held_at_once(
    store: Store, me: work.Process, version: str
) -> None:
    claim(store, dead(store))
    assert claim(store, me) == []
    renew(store, me)
    assert len(claim(store, me)) == 1


def test_a_pause_that_nobody_lived_to_see_is_one(
    store: Store, me: work.Process, version: str
) -> None:
    [job] = claim(store, dead(store))
    ask(store, job.iso, Work.PAUSED)
    renew(store, me)
    with store.read() as session:
        assert versions.get(session, version).isos[0].phase is Phase.PAUSED
    assert messages(store) == ["event.iso.started"], "nothing that was still wanted was lost"


def test_what_lapsed_and_nobody_took_is_ones_own_again(
    store: Store, me: work.Process, version: str
) -> None:
    [job] = claim(store, me)
    pass_by(store, 60)
    renew(store, me, job)
    assert wanted(store, me, job) == {job.iso}
    enter(store, another())
    assert wanted(store, me, job) == {job.iso}, "the lease is a new one"


def test_who_was_away_waits_for_the_others(store: Store, me: work.Process, version: str) -> None:
    """The store was out of reach for all of them, and one is the first to be back."""
    other = enter(store, another())
    [job] = claim(store, other)
    pass_by(store, 60)
    renew(store, me)
    renew(store, other, job)
    renew(store, me)
    assert wanted(store, other, job) == {job.iso}


def test_a_claim_whose_answer_was_lost_lapses(store: Store, me: work.Process, version: str) -> None:
    claim(store, me)
    pass_by(store, 8)
    renew(store, me)
    pass_by(store, 3)
    renew(store, me)
    assert len(claim(store, me)) == 1


# Writing


def replaced(store: Store) -> tuple[work.Process, work.Job]:
    """A worker whose download another one has taken over, and that download."""
    frozen = enter(store, another())
    [job] = claim(store, frozen)
    pass_by(store, 60)
    claim(store, enter(store, work.this_process()))
    renew(store, frozen, job)
    return frozen, job


LOST = Problem("worker-lost")
WRITES = [
    partial(work.ready, **placed()),
    partial(work.bypassed, size=1),
    partial(work.failed, problem=LOST),
    partial(work.retry_later, problem=LOST, failures=1, delay=1),
    work.release,
]


@pytest.mark.parametrize("write", WRITES)
def test_one_that_was_replaced_writes_no_outcome(
    store: Store, version: str, write: Callable[..., bool]
) -> None:
    frozen, job = replaced(store)
    before = iso_row(store, job).model_dump()
    with store.write() as session:
        assert not write(session, frozen, job)
    assert iso_row(store, job).model_dump() == before
    assert wanted(store, frozen, job) == set()


def test_one_that_was_replaced_writes_no_progress(store: Store, version: str) -> None:
    frozen, job = replaced(store)
    tick = work.Tick(job.iso, job.token, size=9, received=9, rate=9, rates=(), connections=1)
    with store.write() as session:
        work.progress(session, frozen, [tick])
    row = iso_row(store, job)
    assert (row.state, row.work, row.received) == (IsoState.CREATING, Work.FETCH, 0)


def test_renewing_does_not_keep_what_is_anothers(store: Store, version: str) -> None:
    frozen, job = replaced(store)
    before = iso_row(store, job).lease_until
    renew(store, frozen, job)
    assert iso_row(store, job).lease_until == before


def test_one_that_was_replaced_goes_on_with_others(store: Store, version: str) -> None:
    frozen, job = replaced(store)
    assert frozen.owner in alive(store)
    with store.write() as session:
        [zone] = session.exec(select(Iso.zone_id)).all()
        add_version(session, [zone], name="another")
    [other] = claim(store, frozen)
    assert other.iso != job.iso
