"""Limits that are given, shared and lifted while downloads run."""

from __future__ import annotations

import time
from functools import partial

import pytest

from kisotui.domain.states import Phase
from kisotui.service import downloads
from tests.crash.conftest import House, until

SLOW = 100_000  # bytes per second: half a minute for the ISO
SOON = 12.0  # seconds, in which it would not be there at that rate


def received(house: House, *ids: str) -> int:
    return sum(house.iso(version).received for version in ids)


def rate(house: House, *ids: str) -> float:
    """Bytes per second, over as many bytes as may come in three."""
    first, began = received(house, *ids), time.monotonic()
    until(lambda: received(house, *ids) >= first + 3 * SLOW, "more bytes come")
    return (received(house, *ids) - first) / (time.monotonic() - began)


@pytest.fixture
def slow(house: House) -> House:
    """It is not the server that is slow."""
    house.server.pace = None
    return house


def test_all_together_are_limited_until_that_is_lifted(slow: House) -> None:
    version = slow.add()
    slow.on_duty(rate_limit=SLOW)
    slow.wait_bytes(version)
    assert rate(slow, version) < 1.5 * SLOW  # the store hears of it in steps
    downloads.limit_total(slow.ctx, 0)
    slow.wait_ready(version, SOON)


def test_one_is_limited_until_that_is_lifted(slow: House) -> None:
    version = slow.add()
    slow.on_duty(download_rate_limit=SLOW)
    slow.wait_bytes(version)
    assert rate(slow, version) < 1.5 * SLOW
    downloads.limit(slow.ctx, [version], 0)
    slow.wait_ready(version, SOON)


def test_a_limit_can_be_given_to_one_that_runs(slow: House) -> None:
    slow.server.pace = 4 * SLOW
    version = slow.add()
    slow.on_duty()
    slow.wait_bytes(version)
    downloads.limit(slow.ctx, [version], SLOW // 2)
    until(lambda: slow.iso(version).rate < SLOW, "it is slower")
    assert slow.iso(version).phase is Phase.RUNNING


def test_workers_of_a_host_share_its_limit(slow: House) -> None:
    workers = [slow.on_duty(rate_limit=SLOW, downloads=2) for _ in range(2)]
    ids = [slow.add() for _ in range(2)]
    for version in ids:
        slow.wait_bytes(version)
    assert rate(slow, *ids) < 1.5 * SLOW
    workers[0].kill()
    downloads.limit_total(slow.ctx, 0)
    for version in ids:
        until(partial(slow.is_ready, version), "the ISO is ready")


def test_what_has_priority_is_fetched_first(house: House) -> None:
    ids = [house.add() for _ in range(3)]
    downloads.prioritise(house.ctx, [ids[2]], lambda _: 5)
    house.on_duty(downloads=1)
    until(lambda: house.iso(ids[2]).phase is Phase.RUNNING, "that with priority runs")
    downloads.prioritise(house.ctx, [ids[1]], lambda _: 5)
    house.server.pace = None
    for version in ids:
        until(partial(house.is_ready, version), "the ISO is ready")
    begun = {version: house.iso(version).started for version in ids}
    assert sorted(ids, key=lambda version: str(begun[version])) == [ids[2], ids[1], ids[0]]
