"""What becomes of an ISO that a worker held: progress, outcomes, files removed."""

from __future__ import annotations

import pytest
from sqlmodel import col, select

from kisotui.domain.actors import Actor
from kisotui.domain.failures import Problem
from kisotui.domain.states import (
    DownloadStatus,
    EventState,
    EventType,
    IsoState,
    Level,
    Phase,
    Work,
)
from kisotui.store import adding, events, tables, versions, work
from kisotui.store.engine import Store
from kisotui.store.tables import Iso
from tests.support.rows import add_version, add_zone, ask
from tests.support.workers import DIGEST, claim, claim_chores, iso_row, messages, placed, told


def test_progress_shows_in_the_version(store: Store, me: work.Process, version: str) -> None:
    [job] = claim(store, me)
    tick = work.Tick(
        job.iso, job.token, size=1000, received=250, rate=50, rates=(40, 50), connections=2
    )
    with store.write(durable=False) as session:
        work.progress(session, me, [tick])
    with store.read() as session:
        detail = versions.get(session, version)
    assert (detail.version.received, detail.version.size, detail.version.rate) == (250, 1000, 50)
    assert (detail.isos[0].rates, detail.isos[0].connections) == ((40, 50), 2)


# Outcomes


def test_ready(store: Store, me: work.Process, version: str) -> None:
    [job] = claim(store, me)
    with store.write() as session:
        assert work.ready(session, me, job, **placed())
    row = iso_row(store, job)
    assert (row.state, row.status) == (IsoState.READY, DownloadStatus.DOWNLOADED)
    assert (row.work, row.owner, row.path) == (Work.NONE, None, "/x")
    assert (row.size, row.received, row.digest) == (7, 7, str(DIGEST))
    done = told(store)[-1]
    assert (done.message, done.state) == ("event.iso.verified", EventState.COMPLETED)
    assert str(DIGEST) in done.description
    assert done.changes == {"isostate": ("Creating", "Ready")}
    with store.read() as session:
        assert versions.get(session, version).version.isostate is IsoState.READY
        assert not work.is_owed(session)


def test_bypassed(store: Store, me: work.Process, version: str) -> None:
    [job] = claim(store, me)
    with store.write() as session:
        assert work.bypassed(session, me, job, size=None)
    row = iso_row(store, job)
    assert (row.state, row.status) == (IsoState.READY, DownloadStatus.BYPASSED)
    event = told(store)[-1]
    assert event.message == "event.iso.bypassed"
    assert event.changes == {"isostate": ("Creating", "Ready")}


def test_failed_for_good(store: Store, me: work.Process, version: str) -> None:
    [job] = claim(store, me)
    problem = Problem("http-missing", host="h", status=404)
    with store.write() as session:
        assert work.failed(session, me, job, problem)
    row = iso_row(store, job)
    assert (row.state, row.status) == (IsoState.FAILED, DownloadStatus.DOWNLOAD_ERROR)
    assert (row.failure, row.failure_values) == ("http-missing", {"host": "h", "status": 404})
    assert (row.work, row.owner) == (Work.NONE, None)
    event = told(store)[-1]
    assert (event.message, event.level) == ("event.iso.failed", Level.ERROR)
    assert event.values["failure"] == "http-missing"
    assert event.changes == {"isostate": ("Creating", "Failed")}


def test_tried_again_later(store: Store, me: work.Process, version: str) -> None:
    [job] = claim(store, me)
    problem = Problem("connection-lost", host="h")
    with store.write() as session:
        assert work.retry_later(session, me, job, problem, failures=3, delay=20.5)
    row = iso_row(store, job)
    assert (row.state, row.work, row.failures) == (IsoState.CREATING, Work.FETCH, 3)
    event = told(store)[-1]
    assert (event.message, event.level) == ("event.iso.retry", Level.WARN)
    assert event.state is EventState.SCHEDULED
    assert event.values["seconds"] == 21
    with store.read() as session:
        shown = versions.get(session, version).version
    assert (shown.phase, shown.failure, shown.due) == (
        Phase.WAITING,
        "connection-lost",
        row.due,
    )


def test_released_when_the_worker_ends(store: Store, me: work.Process, version: str) -> None:
    [job] = claim(store, me)
    with store.write() as session:
        assert work.release(session, me, job)
    row = iso_row(store, job)
    assert (row.work, row.owner, row.failures) == (Work.FETCH, None, 0)
    assert messages(store)[-1] == "event.iso.released"
    assert [again.iso for again in claim(store, me)] == [job.iso]


def test_a_paused_download_that_was_done_already_is_ready(
    store: Store, me: work.Process, version: str
) -> None:
    [job] = claim(store, me)
    ask(store, job.iso, Work.PAUSED)
    with store.write() as session:
        assert work.ready(session, me, job, **placed(verified=False))
    assert iso_row(store, job).state == IsoState.READY
    assert messages(store)[-1] == "event.iso.ready"


@pytest.mark.parametrize("asked", [Work.DISCARD, Work.DESTROY])
def test_a_cancelled_or_deleted_one_does_not_become_ready(
    store: Store, me: work.Process, version: str, asked: Work
) -> None:
    [job] = claim(store, me)
    ask(store, job.iso, asked)
    with store.write() as session:
        assert not work.ready(session, me, job, **placed())
    [chore] = claim_chores(store, me)
    assert (chore.iso, chore.work) == (job.iso, asked)


def test_a_failed_attempt_leaves_a_paused_one_paused(
    store: Store, me: work.Process, version: str
) -> None:
    [job] = claim(store, me)
    ask(store, job.iso, Work.PAUSED)
    problem = Problem("connection-lost", host="h")
    with store.write() as session:
        assert not work.retry_later(session, me, job, problem, failures=1, delay=1)
    row = iso_row(store, job)
    assert (row.work, row.owner, row.due) == (Work.PAUSED, None, None)


# Chores


def test_discarded(store: Store, me: work.Process, version: str) -> None:
    [job] = claim(store, me)
    tick = work.Tick(
        job.iso, job.token, size=1000, received=250, rate=50, rates=(50,), connections=1
    )
    with store.write() as session:
        work.progress(session, me, [tick])
    ask(store, job.iso, Work.DISCARD)
    assert claim_chores(store, me) == [], "first the download is stopped"
    with store.write() as session:
        work.release(session, me, job)
    [chore] = claim_chores(store, me)
    with store.write() as session:
        assert work.discarded(session, me, chore)
    row = iso_row(store, job)
    assert (row.state, row.status) == (IsoState.FAILED, DownloadStatus.ABANDONED)
    assert (row.work, row.received, row.failure) == (Work.NONE, 0, "cancelled")
    assert messages(store)[-1] == "event.iso.discarded"


def test_retried_while_it_is_discarded(store: Store, me: work.Process, version: str) -> None:
    [job] = claim(store, me)
    ask(store, job.iso, Work.DISCARD)
    with store.write() as session:
        work.release(session, me, job)
    [chore] = claim_chores(store, me)
    ask(store, job.iso, Work.FETCH)
    with store.write() as session:
        work.discarded(session, me, chore)
    [again] = claim(store, me)
    assert (again.iso, again.received) == (job.iso, 0)


def test_the_last_iso_takes_its_version_with_it(store: Store, me: work.Process) -> None:
    with store.write() as session:
        zones = [add_zone(session, "zone1"), add_zone(session, "zone2")]
        version = add_version(session, zones)
        isos = session.exec(select(Iso.id).where(col(Iso.version_id) == version)).all()
    for each in isos:
        ask(store, each, Work.DESTROY)
    first, second = claim_chores(store, me)
    with store.write() as session:
        assert work.destroyed(session, me, first)
    with store.read() as session:
        assert versions.get(session, version).version.removed is None
    with store.write() as session:
        assert work.destroyed(session, me, second)
    with store.read() as session:
        detail = versions.get(session, version)
    assert detail.version.removed is not None
    assert {each.state for each in detail.isos} == {IsoState.DESTROYED}
    assert messages(store)[-3:] == [
        "event.iso.destroyed",
        "event.iso.destroyed",
        "event.version.removed",
    ]
    changes = [event.changes for event in told(store)[-3:]]
    assert changes == [{"isostate": ("Destroying", "Destroyed")}] * 3


def test_files_that_cannot_be_removed_are_tried_again(
    store: Store, me: work.Process, version: str
) -> None:
    [job] = claim(store, me)
    with store.write() as session:
        work.release(session, me, job)
    ask(store, job.iso, Work.DESTROY)
    [chore] = claim_chores(store, me)
    problem = Problem("disk-denied", path="/x")
    with store.write() as session:
        assert work.chore_failed(session, me, chore, problem, delay=5)
    row = iso_row(store, job)
    assert (row.state, row.work, row.failures) == (IsoState.DESTROYING, Work.DESTROY, 1)
    assert row.due is not None
    assert told(store)[-1].level is Level.WARN
    assert claim_chores(store, me) == []


def test_an_event_of_the_worker_hangs_on_what_the_person_did(
    store: Store, me: work.Process, version: str
) -> None:
    with store.write() as session:
        [(iso, zone)] = versions.isos(session, version)
        row = session.get_one(tables.Version, version)
        actor = Actor("kim", "")
        cause = events.record(
            session,
            type=EventType.VERSION_ADD,
            state=EventState.COMPLETED,
            message="event.version.added",
            values={"name": row.name, "semanticversion": "1.34.1", "zones": zone.name},
            actor=actor,
            resource=(events.VERSION, version, row.name),
            version_id=version,
        )
        session.flush()
        adding.tell_queued(session, row, iso, zone.name, actor, cause)
        expected = cause.id
    claim(store, me)
    assert told(store)[-1].parent == expected
