"""Amounts of bytes, as people write them."""

from __future__ import annotations

import re

import pytest

from kisotui.domain.quantities import parse


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("1500", 1500),
        ("500K", 500 << 10),
        ("20M", 20 << 20),
        (" 1.5 GiB ", 3 << 29),
        ("20 MiB/s", 20 << 20),
        ("2 mb", 2 << 20),
        ("7B", 7),
    ],
)
def test_amounts(text: str, value: int) -> None:
    assert parse(text) == value


@pytest.mark.parametrize(
    "text", ["iB", "-1", "fast", "1 XB", "1iB", "1e9", "9" * 40, "1.5.2M", "nan"]
)
def test_what_is_no_amount(text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(text)):
        parse(text)
