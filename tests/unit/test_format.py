"""Sizes, rates, durations and times in both languages."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from kisotui.locale import format as fmt
from kisotui.locale import use

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
        (0, "0 Bytes"),
        (1023, "1023 Bytes"),
        (1024, "1.0 KiB"),
        (869_730_877, "829.4 MiB"),
        (6 * 2**30, "6.0 GiB"),
    ],
)
def test_size(given: int | None, shown: str) -> None:
    assert fmt.size(given) == shown


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
