"""What the headers of an answer say, read with distrust."""

from __future__ import annotations

from collections.abc import AsyncGenerator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kisotui.download.answer import Answer, Range


async def no_body() -> AsyncGenerator[bytes, None]:
    yield b""


def answer(status: int = 200, /, **headers: str) -> Answer:
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer("host", status, told, no_body)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("bytes 0-9/10", Range(0, 9, 10)),
        ("bytes 5-9/10", Range(5, 9, 10)),
        ("bytes 5-9/*", Range(5, 9, None)),
        ("bytes 5-9/9", None),
        ("bytes 9-5/10", None),
        ("bytes */10", None),
        ("bytes=5-9/10", None),
        ("bytes -5-9/10", None),
        ("bytes 5-9/10, 11-12/20", None),
        ("bytes ٥-٩/10", None),
        ("bytes 0-" + "9" * 30 + "/*", None),
        ("", None),
    ],
)
def test_content_range(text: str, found: Range | None) -> None:
    assert answer(206, content_range=text).range == found


def test_a_range_of_another_length_is_none() -> None:
    assert answer(206, content_range="bytes 5-9/10", content_length="5").range == Range(5, 9, 10)
    assert answer(206, content_range="bytes 5-9/10", content_length="4").range is None


@pytest.mark.parametrize(
    ("headers", "length"),
    [
        ({"content_length": "12"}, 12),
        ({"content_length": "-1"}, None),
        ({"content_length": "1_000"}, None),
        ({"content_length": "9" * 30}, None),
        ({"content_length": "12", "transfer_encoding": "chunked"}, None),
        ({}, None),
    ],
)
def test_length(headers: dict[str, str], length: int | None) -> None:
    assert answer(**headers).length == length


NOON = "Mon, 23 Nov 2026 12:00:00 GMT"


@pytest.mark.parametrize(
    ("headers", "validator"),
    [
        ({"etag": '"a-1"'}, '"a-1"'),
        ({"etag": '""'}, '""'),
        ({"etag": 'W/"a-1"'}, ""),
        ({"etag": "a-1"}, ""),
        ({"etag": '"ä"'}, ""),
        ({"etag": '"a"b"'}, ""),
        ({"etag": '"a b"'}, ""),
        ({"last_modified": NOON, "date": "Mon, 23 Nov 2026 12:00:01 GMT"}, NOON),
        ({"last_modified": NOON, "date": NOON}, ""),
        ({"last_modified": NOON}, ""),
        ({"last_modified": "a while ago", "date": NOON}, ""),
        ({"etag": 'W/"1"', "last_modified": NOON, "date": "Tue, 24 Nov 2026 12:00:00 GMT"}, NOON),
        ({}, ""),
    ],
)
def test_only_a_strong_validator_counts(headers: dict[str, str], validator: str) -> None:
    assert answer(**headers).validator == validator


@given(
    st.dictionaries(st.sampled_from(["etag", "last-modified", "date", "retry-after"]), st.text())
)
def test_no_header_breaks_it(headers: dict[str, str]) -> None:
    told = Answer("host", 503, headers, no_body)
    validator = told.validator
    assert validator.isascii()
    assert validator.isprintable()
    refusal = told.refusal()
    assert refusal is not None
    assert refusal.values.get("retry_after", 0.0) >= 0.0  # type: ignore[operator]


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("text/html; charset=utf-8", "text/html"),
        ("", ""),
        ("\x1b[2J", "\ufffd[2j"),
        ("x" * 99, "x" * 39 + "…"),
    ],
)
def test_type(told: str, shown: str) -> None:
    assert answer(content_type=told).type == shown
