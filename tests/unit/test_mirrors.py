"""Who is asked in place of a public server; and how long upstream supports a version."""

from __future__ import annotations

from datetime import date

import pytest

from kisotui.domain import support
from kisotui.domain.failures import Problem
from kisotui.domain.mirrors import mirrored
from kisotui.domain.urls import Address
from kisotui.service.catalogue import support_dates

RULES = {
    "https://download.example/": "http://mirror/all/",
    "https://download.example/cks": "http://mirror/cks",
    "https://api.example": "http://mirror/api/",
}


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("https://download.example/x/a.iso", "http://mirror/all/x/a.iso"),
        ("https://download.example/cks/a.iso?x=1", "http://mirror/cks/a.iso?x=1"),
        ("https://download.example/cks", "http://mirror/cks"),
        ("https://download.example/cks?x", "http://mirror/cks?x"),
        ("https://download.example/cksx/a.iso", "http://mirror/all/cksx/a.iso"),
        ("https://api.example/repos", "http://mirror/api/repos"),
        ("https://api.example.evil/repos", "https://api.example.evil/repos"),
        ("http://download.example/cks/a.iso", "http://download.example/cks/a.iso"),
    ],
)
def test_the_longest_prefix_of_whole_parts_counts(url: str, asked: str) -> None:
    assert mirrored(Address(url), RULES).url == asked


def test_a_mirror_is_told_no_secret() -> None:
    secret = Address("https://download.example/a.iso", ("user", "word"), "token")
    assert mirrored(secret, RULES) == Address("http://mirror/all/a.iso")
    assert mirrored(secret, {}) == secret


def test_support_ends_after_its_last_day() -> None:
    dates = {"1.34": date(2026, 10, 27)}
    assert not support.has_ended("1.34.12", dates, date(2026, 10, 27))
    assert support.has_ended("1.34.12", dates, date(2026, 10, 28))
    assert not support.has_ended("1.99.0", dates, date(2099, 1, 1))


def test_the_days_in_the_package_can_be_read() -> None:
    dates = support_dates(None)
    assert dates["1.30"] == date(2025, 7, 15)
    assert dates["1.36"] == date(2027, 6, 28)
    minors = sorted(dates, key=lambda minor: [*map(int, minor.split("."))])
    assert [dates[minor] for minor in minors] == sorted(dates.values())


@pytest.mark.parametrize("text", ["", "[]", '{"1": "2026-01-01"}', '{"1.3": 5}', '{"1.3": "x"}'])
def test_a_file_that_holds_none(text: str) -> None:
    with pytest.raises(Problem, match="support-dates"):
        support.read(text, "file")
