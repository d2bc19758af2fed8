"""What is said of downloads that ended while nobody looked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kisotui import locale
from kisotui.domain.detail_views import Ending
from kisotui.locale import LANGUAGES
from kisotui.tui.notices import Notice, notice

GOOD = Ending("1", "v1.34.12", "1.34.12", "seoul", True, None, {})
BAD = Ending("2", "v1.33.4", "1.33.4", "busan", False, "http-missing", {"host": "h", "status": 404})


@pytest.fixture(autouse=True)
def english() -> None:
    locale.use("en")


def test_one_that_is_ready() -> None:
    assert notice([GOOD]) == Notice("", "v1.34.12 is ready in seoul, checksum right", False)
    plain = notice([replace(GOOD, verified=False)])
    assert plain.text == "v1.34.12 is ready in seoul"


def test_one_that_failed_says_why_and_what_to_do() -> None:
    said = notice([BAD])
    assert said.title == "v1.33.4 failed in busan: not on the server"
    assert said.text == locale.t("failure.http-missing.next", host="h", status=404)
    assert said.failed


def test_several_are_one_notice_that_names_failures_first() -> None:
    said = notice([GOOD, GOOD, GOOD, BAD])
    assert said.title == "3 downloads finished, 1 failed"
    assert said.text.splitlines() == [
        "v1.33.4 failed in busan: not on the server",
        "v1.34.12 is ready in seoul, checksum right",
        "v1.34.12 is ready in seoul, checksum right",
        "and 1 more",
    ]
    assert said.failed


def test_several_of_one_kind() -> None:
    assert notice([GOOD, GOOD]).title == "2 downloads finished"
    assert not notice([GOOD, GOOD]).failed
    assert notice([BAD, BAD]).title == "2 downloads failed"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_thousand_fit_an_ordinary_terminal(language: str) -> None:
    locale.use(language)
    said = notice([BAD] * 1000)
    assert len([said.title, *said.text.splitlines()]) == 5
    assert all(len(line) < 60 for line in [said.title, *said.text.splitlines()])


def test_a_name_reaches_no_terminal_raw() -> None:
    assert "\x1b" not in notice([replace(GOOD, name="v\x1b[31m")]).text
