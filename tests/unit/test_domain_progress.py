"""Progress, rates, time left, delays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kisotui.domain import progress, retry
from kisotui.domain.progress import HISTORY, RateMeter

BYTES = st.integers(min_value=0, max_value=2**50)


@pytest.mark.parametrize(
    ("received", "size", "percent"),
    [
        (0, 100, 0),
        (999, 1000, 99),
        (1000, 1000, 100),
        (2000, 1000, 100),
        (5, None, None),
        (0, 0, None),
    ],
)
def test_percent(received: int, size: int | None, percent: int | None) -> None:
    assert progress.percent(received, size) == percent


@given(BYTES, BYTES)
def test_never_done_before_the_last_byte(received: int, size: int) -> None:
    percent = progress.percent(received, size)
    assert percent is None or 0 <= percent <= 100
    if percent == 100:
        assert received >= size


@pytest.mark.parametrize(
    ("received", "size", "rate", "left"),
    [
        (0, 100, 10, 10),
        (1, 100, 10, 10),
        (100, 100, 10, None),
        (0, 100, 0, None),
        (0, None, 9, None),
    ],
)
def test_time_left(received: int, size: int | None, rate: int, left: int | None) -> None:
    assert progress.time_left(received, size, rate) == left


def test_a_steady_rate() -> None:
    meter = RateMeter(0, 0.0)
    for tick in range(1, 41):
        meter.update(tick * 250, tick * 0.25)
    assert meter.rate == 1000
    assert set(meter.history) == {1000}
    assert len(meter.history) == 10


def test_what_was_there_before_is_no_rate() -> None:
    meter = RateMeter(10**9, 100.0)
    assert meter.rate == 0
    meter.update(10**9, 101.0)
    assert meter.rate == 0


def test_a_rate_forgets() -> None:
    meter = RateMeter(0, 0.0)
    meter.update(10**9, 1.0)
    for second in range(2, 20):
        meter.update(10**9, float(second))
    assert meter.rate == 0


def test_starting_over_is_no_negative_rate() -> None:
    meter = RateMeter(10**6, 0.0)
    meter.update(0, 2.0)
    assert meter.rate == 0
    assert meter.history == (0,)


def test_history_is_bounded() -> None:
    meter = RateMeter(0, 0.0)
    for second in range(1, 500):
        meter.update(second, float(second))
    assert len(meter.history) == HISTORY


@given(st.lists(st.tuples(BYTES, st.just(0.0) | st.floats(1e-6, 10)), max_size=50))
def test_any_updates_give_rates(steps: list[tuple[int, float]]) -> None:
    meter, now = RateMeter(0, 0.0), 0.0
    for received, pause in steps:
        now += pause
        meter.update(received, now)
        assert meter.rate >= 0
    assert all(sample >= 0 for sample in meter.history)


def none() -> float:
    return 0.0


def test_delays_double_up_to_ten_minutes() -> None:
    delays = [retry.delay(failures, none) for failures in range(1, 10)]
    assert delays == [5, 10, 20, 40, 80, 160, 320, 600, 600]
    assert retry.delay(10**6, none) == 600


@given(st.integers(1, 100), st.floats(0, 1), st.none() | st.floats(0, 10**6))
def test_a_delay_is_never_shorter_than_asked(
    failures: int, jitter: float, asked: float | None
) -> None:
    delay = retry.delay(failures, lambda: jitter, asked)
    assert delay >= min(asked or 0, 3600)
    assert 5 <= delay <= 3600


def test_it_is_over_some_time() -> None:
    assert not retry.is_over(1)
    assert retry.is_over(retry.ATTEMPTS)
