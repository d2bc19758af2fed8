"""Sizes, rates, durations and times in both languages."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import humanize
import pytest
from hypothesis import given
from hypothesis.strategies import integers

from kisotui.locale import format as fmt
from kisotui.locale import t, use

NOON = datetime(2026, 11, 23, 12, 0, 0, tzinfo=UTC)


@pytest.fixture
def seoul(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "KST-9")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (None, "–"),
        (0, "0 B"),
        (1023, "1,023 B"),
        (1024, "1.0 KiB"),
        (869_730_877, "829.4 MiB"),
        (6 * 2**30, "6.0 GiB"),
    ],
)
def test_size(given: int | None, shown: str) -> None:
    assert fmt.size(given) == shown


@given(integers(1024, 2**59))
def test_sizes_are_written_as_humanize_does(bytes_: int) -> None:
    assert fmt.size(bytes_) == humanize.naturalsize(bytes_, binary=True)


def test_rate() -> None:
    assert fmt.rate(12.3 * 2**20) == "12.3 MiB/s"


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (0, "0.0 KiB/s"),
        (9.9 * 2**20, "9.9 MiB/s"),
        (9.96 * 2**20, "10 MiB/s"),
        (999.4 * 2**10, "999 KiB/s"),
        (999.6 * 2**10, "1.0 MiB/s"),
        (1000 * 2**20, "1.0 GiB/s"),
    ],
)
def test_a_brief_rate(given: float, shown: str) -> None:
    assert fmt.brief_rate(given) == shown
    assert len(shown) <= 9


@pytest.mark.parametrize(
    ("seconds", "english", "korean"),
    [
        (0, "0s", "0초"),
        (59, "59s", "59초"),
        (60, "1m", "1분"),
        (80, "1m 20s", "1분 20초"),
        (3600, "1h", "1시간"),
        (3605, "1h", "1시간"),
        (3661, "1h 1m", "1시간 1분"),
        (90_061, "1d 1h", "1일 1시간"),
        (-5, "0s", "0초"),
    ],
)
def test_duration(seconds: int, english: str, korean: str) -> None:
    assert fmt.duration(seconds) == english
    use("ko")
    assert fmt.duration(seconds) == korean


@pytest.mark.usefixtures("seoul")
def test_when_is_local_time() -> None:
    assert fmt.when(NOON) == "2026-11-23 21:00:00 KST"


@pytest.mark.usefixtures("seoul")
@pytest.mark.parametrize(
    ("days", "shown"),
    [(0, "21:00:00 KST"), (1, "2026-11-23 21:00 KST")],
    ids=["today", "other day"],
)
def test_a_moment_names_its_zone(days: int, shown: str) -> None:
    assert fmt.moment(NOON, NOON + timedelta(days=days)) == shown
    assert fmt.time_zone(NOON) == "KST"


@pytest.mark.parametrize(
    ("ago", "english", "korean"),
    [
        (timedelta(), "now", "방금"),
        (timedelta(seconds=59), "59 seconds ago", "59초 전"),
        (timedelta(hours=3), "3 hours ago", "3시간 전"),
        (timedelta(days=1), "a day ago", "하루 전"),
        (timedelta(days=400), "1 year, 1 month ago", "1년, 1개월 전"),
    ],
)
def test_an_age(ago: timedelta, english: str, korean: str) -> None:
    assert fmt.age(NOON - ago, NOON) == english
    use("ko")
    assert fmt.age(NOON - ago, NOON) == korean


def test_what_is_counted_is_grouped() -> None:
    assert t("screen.list.columns", count=12_345) == "hidden columns: 12,345"
    assert "pid 12345" in t("screen.detail.by", host="h", pid=12345)
