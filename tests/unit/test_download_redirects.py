"""Where a redirect may lead, and to whom the user name and password may be told."""

from __future__ import annotations

import pytest

from kisotui.domain.failures import Problem
from kisotui.download.server.redirects import Server, may_know, require_allowed

PLAIN, SECURE = Server("http", "a", 80), Server("https", "a", 443)


@pytest.mark.parametrize(
    ("first", "other", "may"),
    [
        (PLAIN, PLAIN, True),
        (SECURE, SECURE, True),
        (PLAIN, SECURE, True),
        (SECURE, PLAIN, False),
        (PLAIN, Server("http", "a", 81), False),
        (PLAIN, Server("http", "b", 80), False),
        (PLAIN, Server("http", "a.b", 80), False),
        (PLAIN, Server("http", "b.a", 80), False),
        (PLAIN, Server("https", "a", 8443), False),
        (PLAIN, Server("https", "b", 443), False),
        (Server("http", "a", 8080), Server("https", "a", 8080), False),
        (Server("http", "a", 8080), SECURE, False),
    ],
)
def test_who_may_know(first: Server, other: Server, may: bool) -> None:
    assert may_know(first, other) is may


@pytest.mark.parametrize(
    ("here", "there", "code"),
    [
        (PLAIN, Server("ftp", "a", 0), "redirect-scheme"),
        (SECURE, Server("file", "", 0), "redirect-scheme"),
        (SECURE, Server("", "", 0), "redirect-scheme"),
        (PLAIN, Server("https", "", 443), "redirect-broken"),
        (PLAIN, Server("http", "a", 65536), "redirect-broken"),
        (SECURE, Server("http", "b\x1b", 80), "redirect-insecure"),
    ],
)
def test_refused(here: Server, there: Server, code: str) -> None:
    with pytest.raises(Problem, match=code) as caught:
        require_allowed(here, there, insecure=False)
    assert "\x1b" not in repr(caught.value)


def test_the_way_out_of_tls_may_be_opened() -> None:
    require_allowed(PLAIN, SECURE, insecure=False)
    require_allowed(SECURE, SECURE, insecure=False)
    require_allowed(SECURE, PLAIN, insecure=True)
