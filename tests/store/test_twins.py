"""The same content is fetched once: who waits for whom, and whose file may be shared."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import col, select

from kisotui.domain.checksums import Checksum
from kisotui.domain.failures import Problem
from kisotui.domain.states import IsoState, Work, ZoneType
from kisotui.store import work
from kisotui.store.engine import Store
from kisotui.store.tables import Iso
from tests.support.rows import add_version, add_zone, ask
from tests.support.workers import (
    DIGEST,
    another,
    claim,
    enter,
    iso_row,
    pass_by,
    placed,
    renew,
    told,
)

OTHER = Checksum("SHA-256", "cd" * 32)


@pytest.fixture
def me(store: Store) -> work.Process:
    return enter(store, work.this_process())


@pytest.fixture
def zones(store: Store) -> list[str]:
    with store.write() as session:
        return [add_zone(session, name) for name in ("zone1", "zone2", "zone3")]


def add(store: Store, *zones: str, **columns: Any) -> list[str]:
    """A version; its ISOs in the order of the zones."""
    with store.write() as session:
        version = add_version(session, zones, **columns)
        isos = session.exec(select(Iso).where(Iso.version_id == version)).all()
        return [next(iso.id for iso in isos if iso.zone_id == zone) for zone in zones]


def fetch(
    store: Store, me: work.Process, job: work.Job, digest: Checksum = DIGEST, **values: Any
) -> None:
    with store.write() as session:
        assert work.ready(session, me, job, **placed(size=9, digests=(digest,)), **values)


def test_one_of_a_versions_isos_is_fetched_and_shared(
    store: Store, me: work.Process, zones: list[str]
) -> None:
    add(store, *zones)
    [first] = claim(store, me)
    assert first.twins == ()
    assert claim(store, me) == [], "the others wait for it"
    fetch(store, me, first)
    second = claim(store, me, 1)[0]
    [twin] = second.twins
    assert (twin.spot, twin.digest) == (first.spot, DIGEST)
    assert (twin.name, twin.zonename) == (first.name, first.zonename)
    fetch(store, me, second, twin=twin)
    [third] = claim(store, me)
    assert {twin.spot.iso for twin in third.twins} == {first.iso, second.iso}
    assert {first.zone, second.zone, third.zone} == set(zones)


def test_that_it_was_shared_is_told(store: Store, me: work.Process, zones: list[str]) -> None:
    add(store, *zones[:2])
    [first] = claim(store, me)
    fetch(store, me, first)
    [second] = claim(store, me)
    fetch(store, me, second, twin=second.twins[0])
    event = told(store)[-1]
    assert event.message == "event.iso.linked"
    assert (event.values["twin"], event.values["twinzone"]) == (first.name, first.zonename)
    shared = iso_row(store, second)
    assert (shared.state, shared.received, shared.attempt_received) == (IsoState.READY, 9, 9)
    assert shared.rate == 0


def test_versions_with_the_same_checksum_share(
    store: Store, me: work.Process, zones: list[str]
) -> None:
    [one] = add(store, zones[0], checksum=str(DIGEST))
    [same] = add(store, zones[1], name="same", checksum=str(DIGEST), url="http://elsewhere/b.iso")
    [other] = add(store, zones[2], name="other", checksum=str(OTHER))
    [unknown] = add(store, zones[2], name="unknown")
    first = claim(store, me)
    assert [job.iso for job in first] == [one, other, unknown]
    assert all(job.twins == () for job in first)
    fetch(store, me, first[0])
    [shared] = claim(store, me)
    assert (shared.iso, [twin.spot.iso for twin in shared.twins]) == (same, [one])
    assert shared.twins[0].name == "v1.34.1"


def test_a_digest_found_without_a_checksum_will_do(
    store: Store, me: work.Process, zones: list[str]
) -> None:
    """It is read again from disk in any case."""
    [one] = add(store, zones[0])
    [job] = claim(store, me)
    fetch(store, me, job)
    add(store, zones[1], name="same", checksum=str(DIGEST))
    add(store, zones[2], name="without")
    same, without = claim(store, me)
    assert [twin.spot.iso for twin in same.twins] == [one]
    assert without.twins == (), "nobody says what it must be; the same URL proves nothing"


@pytest.mark.parametrize("at", ["elsewhere", ""], ids=["elsewhere", "nowhere"])
def test_only_on_the_same_storage(
    store: Store, me: work.Process, zones: list[str], at: str
) -> None:
    add(store, *zones)
    elsewhere = enter(store, another(), "elsewhere")
    [here] = claim(store, me)
    [there] = claim(store, elsewhere, 1, storage=at)
    assert here.iso != there.iso, "another file system: it cannot share, so it need not wait"
    fetch(store, elsewhere, there)
    fetch(store, me, here)
    [last] = claim(store, me)
    assert [twin.spot.iso for twin in last.twins] == [here.iso]


def test_direct_downloads_neither_wait_nor_share(
    store: Store, me: work.Process, zones: list[str]
) -> None:
    with store.write() as session:
        edge = add_zone(session, "edge", ZoneType.EDGE)
    add(store, zones[0], edge, checksum=str(DIGEST))
    add(store, *zones[1:], name="direct", directdownload=True, checksum=str(DIGEST))
    jobs = claim(store, me, 9)
    assert [job.direct for job in jobs].count(True) == 3
    assert len(jobs) == 4
    assert claim(store, me, 9) == []
    assert all(job.twins == () for job in jobs)


@pytest.mark.parametrize("wanted", [Work.DISCARD, Work.PAUSED, Work.DESTROY])
def test_the_next_one_goes_when_a_person_stops_the_one_that_is_fetched(
    store: Store, me: work.Process, zones: list[str], wanted: Work
) -> None:
    first, _ = add(store, *zones[:2])
    [job] = claim(store, me)
    ask(store, job.iso, wanted)
    [other] = claim(store, me)
    assert {job.iso, other.iso} >= {first}
    assert other.iso != job.iso
    assert other.twins == ()


@pytest.mark.parametrize(
    "end",
    [
        lambda session, me, job: work.failed(
            session, me, job, Problem("http-missing", host="h", status=404)
        ),
        lambda session, me, job: work.retry_later(
            session, me, job, Problem("dns", host="h"), failures=1, delay=60
        ),
        lambda session, me, job: work.wait_for_room(
            session, me, job, Problem("no-space", path="/", needed="9", free="1"), delay=60
        ),
    ],
    ids=["failed", "tried-again-later", "no-room"],
)
def test_the_next_one_goes_when_the_one_that_is_fetched_comes_to_nothing(
    store: Store, me: work.Process, zones: list[str], end: Callable[..., bool]
) -> None:
    add(store, *zones[:2])
    [job] = claim(store, me)
    with store.write() as session:
        assert end(session, me, job)
    [other] = claim(store, me)
    assert other.iso != job.iso
    assert other.twins == ()
    assert claim(store, me) == []


def test_nobody_waits_for_a_worker_that_is_gone(
    store: Store, me: work.Process, zones: list[str]
) -> None:
    add(store, *zones[:2])
    gone = enter(store, another())
    [lost] = claim(store, gone)
    assert claim(store, me) == []
    pass_by(store, 11)
    renew(store, me)  # back after a long time, it waits with taking over
    renew(store, me)
    [again] = claim(store, me)
    assert again.iso in {lost.iso, *(iso.id for iso in _waiting(store))}
    assert claim(store, me) == [], "and one is enough again"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda iso: setattr(iso, "work", Work.DESTROY),
        lambda iso: setattr(iso, "state", IsoState.DESTROYED),
        lambda iso: setattr(iso, "digest", ""),
        lambda iso: setattr(iso, "status", "BYPASSED"),
    ],
    ids=["being-deleted", "deleted", "no-digest", "not-stored"],
)
def test_what_is_not_there_is_not_shared(
    store: Store, me: work.Process, zones: list[str], spoil: Callable[[Iso], None]
) -> None:
    add(store, *zones[:2])
    [job] = claim(store, me)
    fetch(store, me, job)
    with store.write() as session:
        spoil(session.get_one(Iso, job.iso))
    [other] = claim(store, me)
    assert other.twins == ()


def test_few_candidates_are_enough(store: Store, me: work.Process) -> None:
    with store.write() as session:
        zones = [add_zone(session, f"zone{number}") for number in range(6)]
    add(store, *zones)
    for _ in range(5):
        [job] = claim(store, me)
        fetch(store, me, job)
    [last] = claim(store, me)
    assert len(last.twins) == 3


def _waiting(store: Store) -> list[Iso]:
    with store.read() as session:
        return list(session.exec(select(Iso).where(col(Iso.owner).is_(None))).all())
