"""What the headers of an answer say, read with distrust."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kisotui.download.server.answer import Answer, Range


def no_body(view: memoryview) -> int:
    return 0


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


@pytest.mark.parametrize(
    ("told", "last"),
    [("close", True), ("Keep-Alive, Close", True), ("keep-alive", False), ("disclose", False)],
)
def test_is_last(told: str, last: bool) -> None:
    assert answer(connection=told).is_last is last
    assert not answer().is_last


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (204, "http-status"),
        (304, "http-status"),
        (400, "http-client"),
        (401, "http-login"),
        (403, "http-denied"),
        (404, "http-missing"),
        (407, "proxy-login"),
        (408, "http-busy"),
        (410, "http-gone"),
        (418, "http-client"),
        (425, "http-busy"),
        (429, "http-busy"),
        (500, "http-server"),
        (502, "http-server"),
        (503, "http-unavailable"),
        (504, "http-server"),
        (999, "http-status"),
    ],
)
def test_refusals(status: int, code: str) -> None:
    problem = answer(status).refusal()
    assert problem is not None
    assert (problem.code, problem.values) == (code, {"host": "host", "status": status})


@pytest.mark.parametrize("status", [200, 206, 416])
def test_what_is_left_to_the_asker(status: int) -> None:
    assert answer(status).refusal() is None


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
        ({"last_modified": NOON, "date": f"Mon, 23 Nov {'9' * 20} 12:00:01 GMT"}, ""),
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
