"""How many downloads run at once, over all workers of the store; which of them come first."""

from __future__ import annotations

from collections import Counter

import pytest
from sqlmodel import select

from kisotui.domain.failures import Problem
from kisotui.domain.states import Work
from kisotui.store import work
from kisotui.store.engine import Store
from kisotui.store.tables import Iso, Throttle
from tests.support.rows import add_version, add_zone, ask
from tests.support.workers import another, claim, enter, owed, pass_by, renew


@pytest.fixture
def other(store: Store) -> work.Process:
    return enter(store, another())


@pytest.fixture
def zones(store: Store) -> list[str]:
    """Two zones, in each four ISOs to fetch, those of the first added before the others."""
    with store.write() as session:
        zones = [add_zone(session, "zone1"), add_zone(session, "zone2")]
        for zone in zones:
            for name in "abcd":
                add_version(session, [zone], name=name)
        return zones


def prioritise(store: Store, zone: str, priority: int) -> None:
    with store.write() as session:
        for iso in session.exec(select(Iso).where(Iso.zone_id == zone)):
            iso.priority = priority


def test_the_oldest_come_first_and_no_more_than_asked(
    store: Store, me: work.Process, zones: list[str]
) -> None:
    assert [job.name for job in claim(store, me, 3)] == ["a", "b", "c"]
    assert [(job.name, job.zone) for job in claim(store, me, 2)] == [
        ("d", zones[0]),
        ("a", zones[1]),
    ]


def test_what_has_priority_comes_before_what_is_older(
    store: Store, me: work.Process, zones: list[str]
) -> None:
    prioritise(store, zones[1], 1)
    assert {job.zone for job in claim(store, me, 4)} == {zones[1]}
    prioritise(store, zones[0], 2)
    assert {job.zone for job in claim(store, me, 4)} == {zones[0]}


def test_what_has_less_priority_comes_last(
    store: Store, me: work.Process, zones: list[str]
) -> None:
    prioritise(store, zones[0], -1)
    assert {job.zone for job in claim(store, me, 4)} == {zones[1]}


def test_the_limit_holds_over_all_workers(
    store: Store, me: work.Process, other: work.Process, zones: list[str]
) -> None:
    three = work.Bounds(downloads=3, zone_downloads=0)
    first = claim(store, me, 2, bounds=three)
    assert len(claim(store, other, 3, bounds=three)) == 1
    assert not owed(store, bounds=three).fetch, "nothing that could be claimed"
    assert claim(store, me, 3, bounds=three) == []
    with store.write() as session:
        work.failed(session, me, first[0], Problem("not-iso"))
    assert owed(store, bounds=three).fetch
    assert len(claim(store, other, 3, bounds=three)) == 1


def test_the_limit_of_a_zone_holds_over_all_workers(
    store: Store, me: work.Process, other: work.Process, zones: list[str]
) -> None:
    two = work.Bounds(downloads=10, zone_downloads=2)
    jobs = claim(store, me, 3, bounds=two) + claim(store, other, 5, bounds=two)
    assert Counter(job.zone for job in jobs) == {zones[0]: 2, zones[1]: 2}
    assert not owed(store, bounds=two).fetch


def test_a_zone_whose_limit_is_reached_holds_up_no_other(
    store: Store, me: work.Process, zones: list[str]
) -> None:
    prioritise(store, zones[0], 5)
    one = work.Bounds(downloads=3, zone_downloads=1)
    assert [job.zone for job in claim(store, me, 3, bounds=one)] == zones


def test_one_that_is_being_paused_still_counts(
    store: Store, me: work.Process, other: work.Process, zones: list[str]
) -> None:
    one = work.Bounds(downloads=1, zone_downloads=0)
    [job] = claim(store, me, bounds=one)
    ask(store, job.iso, Work.PAUSED)
    assert claim(store, other, bounds=one) == []
    with store.write() as session:
        work.release(session, me, job)
    assert len(claim(store, other, bounds=one)) == 1


def test_files_being_removed_do_not_count(store: Store, me: work.Process, zones: list[str]) -> None:
    one = work.Bounds(downloads=1, zone_downloads=0)
    [job] = claim(store, me, bounds=one)
    with store.write() as session:
        work.release(session, me, job)
    ask(store, job.iso, Work.DESTROY)
    with store.write() as session:
        assert len(work.claim_chores(session, me, 3, storage="here")) == 1
    assert len(claim(store, me, bounds=one)) == 1


# Bytes per second


def rate(store: Store, me: work.Process, setting: int = 1000) -> int:
    with store.read() as session:
        return work.share(session, me, setting)


def limit(store: Store, bytes_per_second: int) -> None:
    with store.write() as session:
        session.merge(Throttle(id=1, rate_limit=bytes_per_second))


def test_what_was_changed_while_running_goes_before_the_settings(
    store: Store, me: work.Process
) -> None:
    assert rate(store, me) == 1000
    limit(store, 300)
    assert rate(store, me) == 300
    limit(store, 0)
    assert rate(store, me) == 0, "no limit"


def test_a_hosts_limit_is_shared_by_its_workers_that_have_downloads(
    store: Store, me: work.Process, other: work.Process, zones: list[str]
) -> None:
    beside = enter(store, work.this_process())
    assert rate(store, me) == 1000
    claim(store, me, 1)
    assert rate(store, me) == 1000, "the others have none"
    jobs = claim(store, beside, 2)
    assert (rate(store, me), rate(store, beside)) == (500, 500)
    claim(store, other, 1)
    assert (rate(store, me), rate(store, other)) == (500, 1000), "that one is on another host"
    assert rate(store, me, 0) == 0
    with store.write() as session:
        for job in jobs:
            work.release(session, beside, job)
    assert rate(store, me) == 1000


def test_a_dead_worker_takes_no_share(store: Store, me: work.Process, zones: list[str]) -> None:
    claim(store, enter(store, work.this_process()), 1)
    pass_by(store, 11)
    renew(store, me)
    renew(store, me)
    claim(store, me, 1)
    assert rate(store, me) == 1000


def test_the_limit_of_each_download_is_looked_up_with_it(
    store: Store, me: work.Process, zones: list[str]
) -> None:
    [job] = claim(store, me, 1)
    assert job.rate_limit is None
    with store.write() as session:
        session.get_one(Iso, job.iso).rate_limit = 77
    with store.read() as session:
        assert work.wanted(session, me, {job.iso: job.token}) == {job.iso: 77}
