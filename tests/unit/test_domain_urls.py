"""Addresses: what is accepted, what is secret, what is shown."""

from __future__ import annotations

from contextlib import suppress
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kisotui.domain import urls
from kisotui.domain.failures import Problem
from kisotui.domain.urls import MASK


@pytest.mark.parametrize(
    "text",
    [
        "https://download.example.org/cks/setup-v1.30.3.iso",
        "http://10.0.0.1:8080/a.iso?x=1&y=2",
        "http://[2001:db8::1]/a.iso",
        "https://한국.example/쿠버네티스.iso",
        "https://h/a%20b.iso",
    ],
)
def test_accepted(text: str) -> None:
    address = urls.parse(f"  {text} ")
    assert (address.url, address.credentials) == (text, None)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "url-missing"),
        (" ", "url-missing"),
        ("ftp://h/a.iso", "url-scheme"),
        ("file:///etc/passwd", "url-scheme"),
        ("javascript:alert(1)", "url-scheme"),
        ("h/a.iso", "url-scheme"),
        ("http:///a.iso", "url-format"),
        ("http://h:0/a.iso", "url-format"),
        ("http://h:99999/a.iso", "url-format"),
        ("http://h:x/a.iso", "url-format"),
        ("http://[::1/a.iso", "url-format"),
        ("http://h/a b.iso", "url-format"),
        ("http://h/a\nb.iso", "url-format"),
        ("http://h/\x1b[31m", "url-format"),
        ("http://h/\u202ea.iso", "url-format"),
        ("http://a..b/a.iso", "url-format"),
        ("http://h/" + "x" * 2048, "url-too-long"),
    ],
)
def test_refused(text: str, code: str) -> None:
    with pytest.raises(Problem) as caught:
        urls.parse(text)
    assert (caught.value.code, caught.value.field) == (code, "url")


def test_credentials_are_taken_out() -> None:
    address = urls.parse("https://kim:p%40ss:w@h.example:8443/a.iso#part")
    assert address.url == "https://h.example:8443/a.iso"
    assert address.credentials == ("kim", "p@ss:w")
    assert "p@ss" not in repr(address)
    assert "kim" not in repr(address)


@given(st.text(min_size=1, max_size=30), st.text(max_size=30))
def test_any_credentials_come_out_as_they_went_in(user: str, password: str) -> None:
    try:
        userinfo = f"{quote(user, safe='')}:{quote(password, safe='')}"
    except UnicodeEncodeError:
        return  # half a character has no percent-encoding
    address = urls.parse(f"https://{userinfo}@h.example/a.iso")
    assert address.credentials == (user, password)
    assert address.url == "https://h.example/a.iso"


@given(st.text(max_size=300))
def test_any_text_is_an_address_or_a_problem(text: str) -> None:
    with suppress(Problem):
        assert urls.parse(text).url.startswith(("http://", "https://"))


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://h/a.iso", "https://h/a.iso"),
        ("https://kim:geheim@h/a.iso", "https://h/a.iso"),
        ("https://h/a.iso?token=t0p&x=1", f"https://h/a.iso?token={MASK}&x=1"),
        ("https://h/a.iso?X-Amz-Signature=t0p", f"https://h/a.iso?X-Amz-Signature={MASK}"),
        ("https://h/a.iso?x=%20", "https://h/a.iso?x=%20"),
        ("https://h/a.iso#t0p", "https://h/a.iso"),
        ("http://[::1", MASK),
        ("", ""),
    ],
)
def test_what_is_shown(url: str, shown: str) -> None:
    assert urls.redact(url) == shown


@given(st.text("abcdefgh", min_size=6, max_size=12))
def test_a_password_is_never_shown(password: str) -> None:
    password = f"Z{password}"
    for name in ("token", "api_key", "Signature", "sig", "PASSWORD", "auth"):
        assert password not in urls.redact(f"https://u:{password}@h/a?x=1&{name}={password}")
