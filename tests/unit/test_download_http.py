"""To whom the user name and password may be told."""

from __future__ import annotations

import httpx
import pytest

from kisotui.download.http import is_same_server


@pytest.mark.parametrize(
    ("first", "then", "same"),
    [
        ("http://a/x", "http://a/y", True),
        ("http://a/x", "http://a:80/y", True),
        ("http://a/x", "http://A/y", True),
        ("http://a/x", "https://a/y", True),
        ("https://a:443/x", "https://a/y", True),
        ("http://a:8080/x", "https://a:8080/y", False),
        ("http://a/x", "https://a:8443/y", False),
        ("https://a/x", "http://a/y", False),
        ("http://a/x", "http://a:81/y", False),
        ("http://a/x", "http://b/y", False),
        ("http://a/x", "http://a.b/y", False),
        ("http://a/x", "http://b.a/y", False),
    ],
)
def test_is_same_server(first: str, then: str, same: bool) -> None:
    assert is_same_server(httpx.URL(first), httpx.URL(then)) is same
