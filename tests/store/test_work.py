"""What a worker does to rows: the lease, claims, progress, outcomes."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import col, select

from kisotui.domain.checksums import Checksum
from kisotui.domain.failures import Problem
from kisotui.domain.states import DownloadStatus, EventState, IsoState, Level, Phase, Work, ZoneType
from kisotui.domain.views import Event, EventQuery
from kisotui.store import events, tables, versions, work
from kisotui.store.engine import Store
from kisotui.store.tables import Iso
from kisotui.store.work.process import is_gone
from tests.support.rows import add_version, add_zone, ask

DIGEST = Checksum("SHA-256", "ab" * 32)


@pytest.fixture
def me(store: Store) -> work.Process:
    me = work.this_process()
    with store.write() as session:
        assert work.take(session, me)
    return me


@pytest.fixture
def version(store: Store) -> str:
    """A version with an ISO to fetch in one zone."""
    with store.write() as session:
        return add_version(session, [add_zone(session, "zone1")])


def claim(store: Store, me: work.Process, limit: int = 3, kept: int = 0) -> list[work.Job]:
    with store.write() as session:
        return work.claim(session, me, limit, lambda zone, iso: kept)


def claim_chores(store: Store, me: work.Process) -> list[work.Chore]:
    with store.write() as session:
        return work.claim_chores(session, me, 3)


def iso(store: Store, iso_id: str) -> Iso:
    with store.read() as session:
        return session.get_one(Iso, iso_id)


def told(store: Store) -> list[Event]:
    """All events, oldest first."""
    with store.read() as session:
        return events.page(session, EventQuery())[::-1]


def messages(store: Store) -> list[str]:
    return [event.message for event in told(store) if event.message != "event.zone.created"]


def another() -> work.Process:
    """A worker elsewhere, which this machine cannot look at."""
    return replace(work.this_process(), host="elsewhere", born="elsewhere/1")


# The lease


def test_one_worker_at_a_time(store: Store, me: work.Process) -> None:
    with store.write() as session:
        assert not work.take(session, another())
        status = work.holder(session)
    assert status is not None
    assert status.pid == os.getpid()


def test_a_lease_given_back_can_be_taken(store: Store, me: work.Process) -> None:
    with store.write() as session:
        work.leave(session, me)
        assert work.holder(session) is None
        assert work.take(session, another())
        assert not work.renew(session, me)


def test_leaving_does_not_end_anothers_lease(store: Store, me: work.Process) -> None:
    with store.write() as session:
        work.leave(session, another())
        assert work.holder(session) is not None


def test_a_lease_that_is_not_renewed_ends(store: Store) -> None:
    silent = another()
    with store.write() as session:
        work.take(session, silent)
        row = session.get_one(tables.Worker, 1)
        row.seen -= timedelta(seconds=9)
        session.flush()
        assert not work.take(session, another())
        row.seen -= timedelta(seconds=2)
        session.flush()
        assert work.holder(session) is None
        assert work.take(session, another())


def test_renewing_keeps_the_lease(store: Store, me: work.Process) -> None:
    with store.write() as session:
        row = session.get_one(tables.Worker, 1)
        row.seen -= timedelta(seconds=11)
        session.flush()
        assert work.renew(session, me)
        session.refresh(row)
        assert work.holder(session) is not None


def test_a_process_that_ended_loses_its_lease_at_once(store: Store) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", "from kisotui.store import work; print(work.this_process().born)"],
        stdout=subprocess.PIPE,
        text=True,
    )
    output, _ = child.communicate(timeout=30)
    dead = replace(work.this_process(), pid=child.pid, born=output.strip())
    with store.write() as session:
        work.take(session, dead)
        assert work.holder(session) is None
        assert work.take(session, work.this_process())


def test_a_zombie_counts_as_gone() -> None:
    code = "from kisotui.store import work; print(work.this_process().born, flush=True)"
    child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
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


def test_taking_over_releases_what_the_dead_one_held(store: Store, version: str) -> None:
    dead = another()
    with store.write() as session:
        work.take(session, dead)
    [job] = claim(store, dead)
    with store.write() as session:
        session.get_one(tables.Worker, 1).seen -= timedelta(minutes=1)
    me = work.this_process()
    with store.write() as session:
        assert work.take(session, me)
    lost = told(store)[-1]
    assert (lost.message, lost.level) == ("event.iso.lost", Level.WARN)
    assert lost.values["failure"] == "worker-lost"
    assert "ended unexpectedly" in lost.description
    [again] = claim(store, me)
    assert (again.iso, again.attempt, again.failures) == (job.iso, 2, 0)


def test_a_worker_that_lost_its_lease_writes_nothing_any_more(store: Store, version: str) -> None:
    dead, me = another(), work.this_process()
    with store.write() as session:
        work.take(session, dead)
    [job] = claim(store, dead)
    with store.write() as session:
        session.get_one(tables.Worker, 1).seen -= timedelta(minutes=1)
    with store.write() as session:
        work.take(session, me)
    problem = Problem("worker-lost")
    tick = work.Tick(job.iso, job.token, size=9, received=9, rate=9, rates=())
    with store.write() as session:
        assert not work.ready(session, dead, job, size=1, digest=DIGEST, verified=True, path="/x")
        assert not work.failed(session, dead, job, problem)
        assert not work.retry_later(session, dead, job, problem, failures=1, delay=1)
        assert not work.release(session, dead, job)
        work.progress(session, dead, [tick])
    row = iso(store, job.iso)
    assert (row.state, row.work, row.received) == (IsoState.CREATING, Work.FETCH, 0)


def test_a_worker_retires_only_when_nothing_is_owed(
    store: Store, me: work.Process, version: str
) -> None:
    [job] = claim(store, me)
    with store.write() as session:
        assert not work.retire(session, me)
        work.bypassed(session, me, job, size=1)
        assert work.retire(session, me)
        assert work.holder(session) is None


# Claims


def test_a_claim_starts_an_attempt(store: Store, me: work.Process, version: str) -> None:
    [job] = claim(store, me)
    assert (job.attempt, job.name, job.zonename, job.direct) == (1, "v1.34.1", "zone1", False)
    row = iso(store, job.iso)
    assert (row.state, row.status) == (IsoState.CREATING, DownloadStatus.DOWNLOAD_IN_PROGRESS)
    assert row.started is not None
    with store.read() as session:
        assert versions.get(session, version).version.phase is Phase.RUNNING
    started = told(store)[-1]
    assert (started.message, started.state) == ("event.iso.started", EventState.STARTED)
    assert (started.username, started.origin) == ("kim", "192.0.2.7")
    assert started.changes == {"isostate": ("Allocated", "Creating")}
    assert claim(store, me) == []


def test_an_attempt_goes_on_from_what_was_kept(
    store: Store, me: work.Process, version: str
) -> None:
    [job] = claim(store, me, kept=4096)
    assert job.received == 4096
    started = told(store)[-1]
    assert started.message == "event.iso.resumed"
    assert "4,096 bytes" in started.description


def test_the_oldest_are_claimed_first_and_no_more_than_asked(
    store: Store, me: work.Process
) -> None:
    with store.write() as session:
        zone = add_zone(session, "zone1")
        for name in ("a", "b", "c"):
            add_version(session, [zone], name=name)
    assert [job.name for job in claim(store, me, 2)] == ["a", "b"]
    assert [job.name for job in claim(store, me, 2)] == ["c"]


def test_a_job_carries_what_the_request_needs_and_its_repr_no_secret(
    store: Store, me: work.Process
) -> None:
    with store.write() as session:
        zone = add_zone(session, "edge", ZoneType.EDGE)
        columns = {"credentials": "a%3Ab:p%40ss", "checksum": "{MD5}" + "0" * 32}
        add_version(session, [zone], **columns)
    [job] = claim(store, me)
    assert job.address.credentials == ("a:b", "p@ss")
    assert job.checksum == Checksum("MD5", "0" * 32)
    assert job.direct, "an Edge zone takes direct download only"
    assert "p@ss" not in repr(job)


def test_what_is_owed_and_when(store: Store, me: work.Process, version: str) -> None:
    with store.read() as session:
        assert work.owed(session) == {Work.FETCH: 0}
    [job] = claim(store, me)
    with store.read() as session:
        assert work.owed(session) == {}
        assert work.is_owed(session), "a held ISO is not done"
    problem = Problem("worker-lost")
    with store.write() as session:
        work.retry_later(session, me, job, problem, failures=1, delay=60)
    with store.read() as session:
        assert work.owed(session) == {Work.FETCH: pytest.approx(60, abs=5)}
    assert claim(store, me) == [], "not before it is due"


def test_nothing_is_owed_to_a_paused_one_nobody_holds(
    store: Store, me: work.Process, version: str
) -> None:
    [job] = claim(store, me)
    ask(store, job.iso, Work.PAUSED)
    with store.write() as session:
        assert work.is_owed(session)
        work.release(session, me, job)
        assert not work.is_owed(session)


@pytest.mark.parametrize("asked", [Work.PAUSED, Work.DISCARD, Work.DESTROY])
def test_what_is_wanted_no_longer_is_stopped(
    store: Store, me: work.Process, version: str, asked: Work
) -> None:
    [job] = claim(store, me)
    running = {job.iso: job.token}
    with store.read() as session:
        assert work.stopped(session, me, running) == set()
        assert work.stopped(session, me, {job.iso: job.token - 1}) == {job.iso}
    ask(store, job.iso, asked)
    with store.read() as session:
        assert work.stopped(session, me, running) == {job.iso}


# Progress


def test_progress_shows_in_the_version(store: Store, me: work.Process, version: str) -> None:
    [job] = claim(store, me)
    tick = work.Tick(job.iso, job.token, size=1000, received=250, rate=50, rates=(40, 50))
    with store.write(durable=False) as session:
        work.progress(session, me, [tick])
    with store.read() as session:
        detail = versions.get(session, version)
    assert (detail.version.received, detail.version.size, detail.version.rate) == (250, 1000, 50)
    assert detail.isos[0].rates == (40, 50)


# Outcomes


def test_ready(store: Store, me: work.Process, version: str) -> None:
    [job] = claim(store, me)
    with store.write() as session:
        assert work.ready(session, me, job, size=7, digest=DIGEST, verified=True, path="/x")
    row = iso(store, job.iso)
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
    row = iso(store, job.iso)
    assert (row.state, row.status) == (IsoState.READY, DownloadStatus.BYPASSED)
    event = told(store)[-1]
    assert event.message == "event.iso.bypassed"
    assert event.changes == {"isostate": ("Creating", "Ready")}


def test_failed_for_good(store: Store, me: work.Process, version: str) -> None:
    [job] = claim(store, me)
    problem = Problem("http-missing", host="h", status=404)
    with store.write() as session:
        assert work.failed(session, me, job, problem)
    row = iso(store, job.iso)
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
    row = iso(store, job.iso)
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
    row = iso(store, job.iso)
    assert (row.work, row.owner, row.failures) == (Work.FETCH, None, 0)
    assert messages(store)[-1] == "event.iso.released"
    assert [again.iso for again in claim(store, me)] == [job.iso]


def test_a_paused_download_that_was_done_already_is_ready(
    store: Store, me: work.Process, version: str
) -> None:
    [job] = claim(store, me)
    ask(store, job.iso, Work.PAUSED)
    with store.write() as session:
        assert work.ready(session, me, job, size=7, digest=DIGEST, verified=False, path="/x")
    assert iso(store, job.iso).state == IsoState.READY
    assert messages(store)[-1] == "event.iso.ready"


@pytest.mark.parametrize("asked", [Work.DISCARD, Work.DESTROY])
def test_a_cancelled_or_deleted_one_does_not_become_ready(
    store: Store, me: work.Process, version: str, asked: Work
) -> None:
    [job] = claim(store, me)
    ask(store, job.iso, asked)
    with store.write() as session:
        assert not work.ready(session, me, job, size=7, digest=DIGEST, verified=True, path="/x")
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
    row = iso(store, job.iso)
    assert (row.work, row.owner, row.due) == (Work.PAUSED, None, None)


# Chores


def test_discarded(store: Store, me: work.Process, version: str) -> None:
    [job] = claim(store, me)
    tick = work.Tick(job.iso, job.token, size=1000, received=250, rate=50, rates=(50,))
    with store.write() as session:
        work.progress(session, me, [tick])
    ask(store, job.iso, Work.DISCARD)
    assert claim_chores(store, me) == [], "first the download is stopped"
    with store.write() as session:
        work.release(session, me, job)
    [chore] = claim_chores(store, me)
    with store.write() as session:
        assert work.discarded(session, me, chore)
    row = iso(store, job.iso)
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
    row = iso(store, job.iso)
    assert (row.state, row.work, row.failures) == (IsoState.DESTROYING, Work.DESTROY, 1)
    assert row.due is not None
    assert told(store)[-1].level is Level.WARN
    assert claim_chores(store, me) == []


def test_an_event_of_the_worker_hangs_on_what_the_person_did(
    store: Store, me: work.Process, version: str
) -> None:
    with store.write() as session:
        cause = tables.Event(
            level="INFO",
            type="KUBERNETES.VERSION.ADD",
            state="Completed",
            message="event.version.added",
            description="",
            username="kim",
            origin="",
            resource_type="",
            resource_id=version,
            resource_name="",
            version_id=version,
        )
        session.add(cause)
        session.flush()
        expected = cause.id
    claim(store, me)
    assert told(store)[-1].parent == expected
