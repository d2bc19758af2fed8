"""Claims: which ISO a worker takes next, and what it is given with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from kisotui.domain.checksums import Checksum
from kisotui.domain.failures import Problem
from kisotui.domain.states import DownloadStatus, EventState, IsoState, Phase, Work, ZoneType
from kisotui.store import versions, work
from kisotui.store.engine import Store
from kisotui.store.tables import Iso
from tests.support.rows import add_version, add_zone, ask
from tests.support.workers import claim, iso_row, owed, told, wanted


def test_a_claim_starts_an_attempt(store: Store, me: work.Process, version: str) -> None:
    [job] = claim(store, me)
    assert (job.attempt, job.name, job.zonename, job.direct) == (1, "v1.34.1", "zone1", False)
    row = iso_row(store, job)
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
    assert owed(store) == work.Owed(fetch=True, chores=False, due=None)
    [job] = claim(store, me)
    assert owed(store) == work.Owed(fetch=False, chores=False, due=None)
    with store.read() as session:
        assert work.is_owed(session), "a held ISO is not done"
    problem = Problem("worker-lost")
    with store.write() as session:
        work.retry_later(session, me, job, problem, failures=1, delay=60)
    later = owed(store)
    assert not later.fetch
    assert later.due == pytest.approx(60, abs=5)
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
    assert wanted(store, me, job) == {job.iso}
    assert wanted(store, me, replace(job, token=job.token - 1)) == set()
    ask(store, job.iso, asked)
    assert wanted(store, me, job) == set()


def test_what_is_still_in_hand_is_not_claimed_anew(
    store: Store, me: work.Process, version: str
) -> None:
    [job] = claim(store, me)
    with store.write() as session:
        work.release(session, me, job)
    assert claim(store, me, without=[job.iso]) == []
    assert claim(store, me)[0].iso == job.iso


def test_an_attempt_tells_when_it_began_and_with_how_much(
    store: Store, me: work.Process, version: str
) -> None:
    [job] = claim(store, me, kept=4096)
    row = iso_row(store, job)
    assert row.attempt_received == 4096
    assert row.attempt_started is not None
    assert row.attempt_started == row.started
    assert row.lease_until == row.attempt_started + work.LEASE


# Since when


def since(store: Store, version: str) -> tuple[Phase, datetime]:
    """What is going on with the version's only ISO, and since when."""
    with store.read() as session:
        [iso] = versions.get(session, version).isos
    assert iso.since is not None
    return iso.phase, iso.since


def test_since_when_is_told_anew_whenever_something_else_goes_on(
    store: Store, me: work.Process, version: str
) -> None:
    told = [since(store, version)]
    [job] = claim(store, me)
    told.append(since(store, version))
    with store.write() as session:
        work.retry_later(session, me, job, Problem("worker-lost"), failures=1, delay=60)
    told.append(since(store, version))
    ask(store, job.iso, Work.PAUSED)
    told.append(since(store, version))
    assert [phase for phase, _ in told] == [
        Phase.QUEUED,
        Phase.RUNNING,
        Phase.WAITING,
        Phase.PAUSED,
    ]
    times = [time for _, time in told]
    assert times == sorted(set(times))


def test_what_goes_on_as_before_goes_on_since_then(
    store: Store, me: work.Process, version: str
) -> None:
    [job] = claim(store, me)
    before = since(store, version)
    tick = work.Tick(job.iso, job.token, size=9, received=9, rate=9, rates=(9,), connections=1)
    with store.write() as session:
        work.progress(session, me, [tick])
        session.get_one(Iso, job.iso).priority = 3
    assert since(store, version) == before


def test_what_has_waited_long_enough_is_queued_since_then(
    store: Store, me: work.Process, version: str
) -> None:
    [job] = claim(store, me)
    with store.write() as session:
        work.retry_later(session, me, job, Problem("worker-lost"), failures=1, delay=-5)
    assert since(store, version) == (Phase.QUEUED, iso_row(store, job).due)
