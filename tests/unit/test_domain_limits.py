"""Rates and priorities, as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kisotui.domain import limits
from kisotui.domain.failures import Problem


def refused(text: str) -> str:
    with pytest.raises(Problem) as caught:
        limits.parse_rate(text)
    return caught.value.code


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("500K", 500 << 10),
        (" 1.5 MiB/s ", 3 << 19),
        ("0", 0),
        ("none", 0),
        ("None", 0),
        ("default", None),
        ("", None),
        ("16K", 16 << 10),
        ("1T", 1 << 40),
    ],
)
def test_rates(text: str, rate: int | None) -> None:
    assert limits.parse_rate(text) == rate


@pytest.mark.parametrize("text", ["fast", "-1", "5 MiB/h", "no", "1e9", "٣x"])
def test_what_is_no_rate(text: str) -> None:
    assert refused(text) == "rate-format"


@pytest.mark.parametrize("text", ["1", "15K", "2T", "9" * 15 + "T"])
def test_rates_that_no_download_has(text: str) -> None:
    assert refused(text) == "rate-range"


@given(st.none() | st.just(0) | st.integers(limits.SLOWEST, limits.FASTEST))
def test_what_is_written_is_read_as_the_same_rate(rate: int | None) -> None:
    assert limits.parse_rate(limits.written(rate)) == rate


@pytest.mark.parametrize(("text", "priority"), [("0", 0), ("-9", -9), ("9", 9), ("+3", 3)])
def test_priorities(text: str, priority: int) -> None:
    assert limits.parse_priority(text) == priority


@pytest.mark.parametrize("text", ["10", "-10", "first", "", "1.5"])
def test_what_is_no_priority(text: str) -> None:
    with pytest.raises(Problem) as caught:
        limits.parse_priority(text)
    assert caught.value.code == "priority-range"


def test_beyond_the_last_priority_is_the_last_one() -> None:
    assert (limits.within(12), limits.within(-12), limits.within(4)) == (9, -9, 4)
