"""A full disk: who waits for room, for how long, and who goes on first."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy import event as engine_event
from sqlmodel import col, update

from kisotui.domain.failures import Problem
from kisotui.domain.states import DownloadStatus, IsoState, Level, Phase, Work
from kisotui.store import versions, work
from kisotui.store.engine import Store
from kisotui.store.tables import Iso
from tests.support.rows import add_version, add_zone, ask
from tests.support.workers import claim, enter, iso_row, told

SIZE = 5_000_000


def full(free: str = "1 MiB") -> Problem:
    return Problem("no-space", path="/isos", needed="21 MiB", free=free, size=SIZE)


@pytest.fixture
def me(store: Store) -> work.Process:
    return enter(store, work.this_process())


@pytest.fixture
def zone(store: Store) -> str:
    with store.write() as session:
        return add_zone(session, "zone1")


def wait(store: Store, me: work.Process, job: work.Job) -> bool:
    """The disk was full, and its next look at it is due."""
    with store.write() as session:
        return work.wait_for_room(session, me, job, full(), delay=0)


def look(store: Store, free: int, storage: str = "here") -> list[tuple[str, int]]:
    """Look at a disk with so many bytes free; what was asked about it."""
    asked = []

    def lacking(spot: work.Spot, size: int, others: int) -> Problem | None:
        asked.append((spot.iso, size))
        return full(f"{free} bytes") if size + others > free else None

    with store.write() as session:
        work.look_for_room(session, storage, lacking)
    return asked


def hasten(store: Store) -> None:
    """Let all that waits be due now."""
    with store.write() as session:
        session.exec(update(Iso).where(col(Iso.due).is_not(None)).values(due=Iso.created))


def test_waiting_is_no_failure_of_the_attempt(store: Store, me: work.Process, zone: str) -> None:
    with store.write() as session:
        version = add_version(session, [zone])
    [job] = claim(store, me)
    assert wait(store, me, job)
    row = iso_row(store, job)
    assert (row.state, row.status) == (IsoState.CREATING, DownloadStatus.DOWNLOAD_IN_PROGRESS)
    assert (row.work, row.owner, row.failures) == (Work.FETCH, None, 0)
    assert row.failure == "no-space"
    event = told(store)[-1]
    assert (event.message, event.level) == ("event.iso.no-room", Level.WARN)
    assert event.values["failure"] == "no-space"
    with store.read() as session:
        detail = versions.get(session, version)
    assert detail.version.phase is Phase.WAITING, "also while the disk is being looked at"
    assert detail.isos[0].phase is Phase.WAITING
    assert detail.version.failure == "no-space"


def test_it_is_not_claimed_while_there_is_no_room(
    store: Store, me: work.Process, zone: str
) -> None:
    with store.write() as session:
        add_version(session, [zone])
    [job] = claim(store, me)
    wait(store, me, job)
    attempts, since = len(told(store)), iso_row(store, job).since
    for _ in range(3):
        hasten(store)
        assert look(store, free=4_000_000) == [(job.iso, SIZE)]
        assert claim(store, me) == []
    assert look(store, free=0) == [], "not before it is due again"
    assert iso_row(store, job).failure_values["free"] == "4000000 bytes", "as it is by now"
    assert len(told(store)) == attempts, "looking is no attempt"
    assert iso_row(store, job).since == since, "it has been waiting all the time"
    hasten(store)
    look(store, free=6_000_000)
    [again] = claim(store, me)
    assert (again.iso, again.attempt, again.failures) == (job.iso, 2, 0)


def test_what_fits_together_goes_on_the_most_urgent_first(
    store: Store, me: work.Process, zone: str
) -> None:
    with store.write() as session:
        for number in range(3):
            add_version(session, [zone], name=f"v{number}")
    jobs = claim(store, me)
    with store.write() as session:
        session.get_one(Iso, jobs[2].iso).priority = 1
    for job in jobs:
        wait(store, me, job)
    asked = look(store, free=6_000_000)
    assert [iso for iso, _ in asked] == [jobs[2].iso, jobs[0].iso, jobs[1].iso]
    assert [job.iso for job in claim(store, me)] == [jobs[2].iso]
    hasten(store)
    look(store, free=11_000_000)
    assert [job.iso for job in claim(store, me)] == [jobs[0].iso, jobs[1].iso]


def test_many_that_wait_are_put_off_at_once(store: Store, me: work.Process, zone: str) -> None:
    """Everybody else's writing waits meanwhile."""
    with store.write() as session:
        for number in range(30):
            add_version(session, [zone], name=f"v{number}")
        waiting = {"failure": "no-space", "failure_values": full().values}
        session.exec(update(Iso).values(due=Iso.created, **waiting))
    statements: list[str] = []

    def note(*given: Any) -> None:
        statements.append(given[2])

    engine_event.listen(Engine, "before_cursor_execute", note)
    try:
        assert len(look(store, free=0)) == 30
    finally:
        engine_event.remove(Engine, "before_cursor_execute", note)
    assert sum(statement.startswith("UPDATE") for statement in statements) == 1


def test_others_do_not_wait_with_it(store: Store, me: work.Process, zone: str) -> None:
    with store.write() as session:
        add_version(session, [zone])
    [job] = claim(store, me)
    wait(store, me, job)
    with store.write() as session:
        add_version(session, [zone], name="small")
    look(store, free=0)
    assert [job.name for job in claim(store, me)] == ["small"]


@pytest.mark.parametrize("wanted", [Work.PAUSED, Work.DISCARD, Work.DESTROY])
def test_what_a_person_stopped_is_not_looked_at(
    store: Store, me: work.Process, zone: str, wanted: Work
) -> None:
    with store.write() as session:
        add_version(session, [zone])
    [job] = claim(store, me)
    wait(store, me, job)
    ask(store, job.iso, wanted)
    assert look(store, free=0) == []


def test_stopped_by_a_person_it_does_not_wait(store: Store, me: work.Process, zone: str) -> None:
    with store.write() as session:
        add_version(session, [zone])
    [job] = claim(store, me)
    ask(store, job.iso, Work.PAUSED)
    assert not wait(store, me, job)
    row = iso_row(store, job)
    assert (row.work, row.owner, row.due) == (Work.PAUSED, None, None)


def test_what_a_person_wants_at_once_is_tried(store: Store, me: work.Process, zone: str) -> None:
    with store.write() as session:
        add_version(session, [zone])
    [job] = claim(store, me)
    wait(store, me, job)
    ask(store, job.iso, Work.FETCH)
    assert look(store, free=0) == []
    assert [job.iso for job in claim(store, me)] == [job.iso]


def test_each_worker_looks_at_its_own_storage(store: Store, me: work.Process, zone: str) -> None:
    with store.write() as session:
        add_version(session, [zone])
    [job] = claim(store, me)
    wait(store, me, job)
    assert look(store, free=0, storage="elsewhere") == []


def test_a_size_that_nobody_told(store: Store, me: work.Process, zone: str) -> None:
    """More than had come when the disk was full."""
    with store.write() as session:
        add_version(session, [zone])
    [job] = claim(store, me)
    with store.write() as session:
        problem = Problem("no-space", path="/", needed="9", free="1", size=777)
        work.wait_for_room(session, me, job, problem, delay=0)
    assert look(store, free=0) == [(job.iso, 777)]
