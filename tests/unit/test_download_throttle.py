"""The limit to the bytes per second, by a clock of the test's own."""

from __future__ import annotations

from threading import Event

import pytest

from kisotui.download.throttle import Throttle


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def read(
    throttles: list[Throttle], clock: Clock, seconds: float, *, got: float = 1.0
) -> list[tuple[float, int]]:
    """Readers that take all that they get, each as soon as it may: when, and how much."""
    end = clock.now + seconds
    free = [clock.now] * len(throttles)
    taken = []
    while (start := min(free)) < end:
        clock.now = max(clock.now, start)
        reader = free.index(start)
        granted, begin = throttles[reader].reserve(1 << 19)
        count = max(1, int(granted * got))
        throttles[reader].give_back(granted - count)
        free[reader] = max(begin, clock.now) + 1e-6
        taken.append((free[reader], count))
    return taken


def total(taken: list[tuple[float, int]]) -> int:
    return sum(count for _, count in taken)


@pytest.mark.parametrize("rate", [5_000, 1_000_000, 50_000_000])
@pytest.mark.parametrize("readers", [1, 4])
@pytest.mark.parametrize("got", [1.0, 0.3])
def test_holds_over_ten_seconds(rate: int, readers: int, got: float) -> None:
    clock = Clock()
    throttle = Throttle(rate, clock=clock)
    taken = read([throttle] * readers, clock, 10.0, got=got)
    assert total(taken) == pytest.approx(10 * rate, rel=0.05)


@pytest.mark.parametrize("readers", [1, 4])
def test_the_bytes_come_evenly(readers: int) -> None:
    clock = Clock()
    taken = read([Throttle(1_000_000, clock=clock)] * readers, clock, 10.0)
    for start in range(10):
        quarter = [count for at, count in taken if 100 + start <= at < 100.25 + start]
        assert 150_000 <= sum(quarter) <= 400_000 + 50_000 * readers


def test_who_did_nothing_for_long_may_not_catch_up() -> None:
    clock = Clock()
    throttle = Throttle(1_000_000, clock=clock)
    read([throttle], clock, 1.0)
    clock.now += 60
    assert total(read([throttle], clock, 1.0)) == pytest.approx(1_000_000, rel=0.2)


def test_the_rate_may_change_meanwhile() -> None:
    clock = Clock()
    throttle = Throttle(10_000_000, clock=clock)
    read([throttle], clock, 1.0)
    throttle.rate = 1_000_000
    clock.now += 0.1
    assert total(read([throttle], clock, 10.0)) == pytest.approx(10_000_000, rel=0.05)
    throttle.rate = None
    assert throttle.reserve(1 << 19) == (1 << 19, 0.0)


def test_the_total_is_shared_and_the_own_limit_holds_too() -> None:
    clock = Clock()
    everything = Throttle(3_000_000, clock=clock)
    slow = Throttle(1_000_000, total=everything, clock=clock)
    free = Throttle(total=everything, clock=clock)
    taken = read([slow, free], clock, 10.0)
    assert total(taken) == pytest.approx(30_000_000, rel=0.05)
    alone = read([Throttle(1_000_000, total=Throttle(clock=clock), clock=clock)], clock, 10.0)
    assert total(alone) == pytest.approx(10_000_000, rel=0.05)


def test_who_is_stopped_does_not_wait() -> None:
    throttle, stopped = Throttle(1), Event()
    stopped.set()
    assert [throttle.take(10, stopped) for _ in range(50)] == [1] * 50
