"""Directory listings and releases, as servers write them and as nobody should."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime

import pytest

from kisotui.domain.failures import Problem
from kisotui.download import listing, releases
from tests.support.source_server import apache, apache_table, asset, nginx, release

AT = "https://download.example/cks/"
ISO = "setup-v1.30.3-calico-x86_64.iso"
DATE = datetime(2024, 7, 1, 12, 34, tzinfo=UTC)
Files = Mapping[str, tuple[str, str]]


@pytest.mark.parametrize(
    ("page", "date", "size", "means"),
    [
        (apache, "2024-07-01 12:34", "831M", 831 << 20),
        (apache_table, "2024-07-01 12:34", "1.2G", round(1.2 * (1 << 30))),
        (nginx, "01-Jul-2024 12:34", "871366656", 871366656),
    ],
)
def test_each_style_tells_names_dates_and_sizes(
    page: Callable[[Files], str], date: str, size: str, means: int
) -> None:
    found = listing.read(page({ISO: (date, size), "sub/": (date, "-")}), AT)
    assert [(f.name, f.place, f.date, f.size) for f in found] == [(ISO, AT + ISO, DATE, means)]


@pytest.mark.parametrize(
    ("row", "size"),
    [
        # Apache 2.2, as a table and preformatted; a size in bytes has a blank behind it
        (
            '<tr><td valign="top"><img src="/icons/unknown.gif" alt="[   ]"></td>'
            f'<td><a href="{ISO}">{ISO}</a></td><td align="right">01-Jul-2024 12:34  </td>'
            '<td align="right">151 </td></tr>',
            151,
        ),
        (f'<a href="{ISO}">setup-v1.30.3-calico-..&gt;</a> 01-Jul-2024 12:34  831M  ', 831 << 20),
        # nginx without exact sizes; lighttpd and other indexes of their own
        (f'<a href="{ISO}">{ISO}</a>      01-Jul-2024 12:34    831M\r\n', 831 << 20),
        (
            f'<tr><td class="n"><a href="{ISO}">{ISO}</a></td>'
            '<td class="m">2024-Jul-01 12:34:56</td><td class="s">831.0M</td></tr>',
            831 << 20,
        ),
    ],
)
def test_other_servers_write_the_same_in_other_words(row: str, size: int) -> None:
    head = '<h1>Index of /cks</h1><a href="?C=N;O=D">Name</a><a href="/">Parent Directory</a>'
    (found,) = listing.read(f"{head}<hr>{row}\n", AT)
    assert (found.name, found.date, found.size) == (ISO, DATE, size)


def test_a_password_in_a_link_is_not_kept() -> None:
    page = f'<a href="https://kim:hunter2@download.example/cks/{ISO}#x">{ISO}</a>'
    assert [(f.name, f.place) for f in listing.read(page, AT)] == [(ISO, AT + ISO)]


def test_a_bare_list_has_no_dates() -> None:
    (found,) = listing.read(f'<ul><li><a href="{ISO}"> {ISO}</a></li></ul>', AT)
    assert (found.name, found.date, found.size) == (ISO, None, None)


def test_names_are_decoded_once_and_stay_encoded_in_the_url() -> None:
    (found,) = listing.read('<a href="a%20b%26c&amp;d.iso">x</a>', AT)
    assert found.name == "a b&c&d.iso"
    assert found.place == AT + "a%20b%26c&d.iso"


@pytest.mark.parametrize(
    "target",
    [
        *("?C=N;O=D", "../x.iso", "/x.iso", "https://other.example/x.iso", "//other.example/x.iso"),
        *("javascript:alert(1)", "file:///etc/passwd", "a/b.iso", "http://[", "", "#", "./"),
        *("http://user:word@download.example/cks/x.iso", "x.iso?token=1", "https://download.ex"),
    ],
)
def test_links_that_lead_elsewhere_are_none(target: str) -> None:
    assert listing.read(f'<a href="ok.txt">ok</a><a href="{target}">x</a>', AT)[1:] == ()


@pytest.mark.parametrize("page", ["", "just text", "<html><body>Login</body></html>", "\x00" * 9])
def test_a_page_without_links_is_no_listing(page: str) -> None:
    with pytest.raises(Problem, match="source-format"):
        listing.read(page, AT)


@pytest.mark.parametrize(
    "piece",
    [
        *("<a ", "<a href='", "<a href=", "<a b=c ", "<!--", "<![CDATA[", "</a", "<", "&#", "<a>"),
        *('<a href="x.iso">', "<a href=x.iso>2024-07-01 12:34 ", "<a href='x'<a href='y'>"),
    ],
)
def test_no_page_takes_long(piece: str) -> None:
    page = piece * (listing.LARGEST // 4 // len(piece))
    with suppress(Problem):  # the parser alone would take hours over some
        assert len(listing.read(page, AT)) <= 1


def test_releases_give_their_assets() -> None:
    url = "https://github.example/o/r/releases/download/t"
    digest = "sha256:" + "cd" * 32
    given = [
        release("t", [asset(url, ISO, 5, digest), {"name": 7}, "x", {}]),
        release("d", [asset(url, "draft.iso")], draft=True),
        "no release",
        {"assets": None},
    ]
    ((found,),) = releases.read(json.dumps(given), "https://api.example/")
    assert (found.name, found.place, found.size) == (ISO, f"{url}/{ISO}", 5)
    assert str(found.digest) == "{SHA-256}" + "cd" * 32
    assert found.date == datetime(2026, 10, 1, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    "changed",
    [
        {"browser_download_url": "ftp://h/a.iso"},
        {"browser_download_url": "https://u:p@h/a.iso"},
        {"browser_download_url": None},
        {"name": "a/b.iso"},
        {"name": "n" * 300},
        {"state": "starter"},
        {"updated_at": "yesterday"},
    ],
)
def test_assets_that_cannot_be_are_none(changed: Mapping[str, object]) -> None:
    given = [release("t", [{**asset("https://h/d", ISO), **changed}])]
    assert releases.read(json.dumps(given), "https://api.example/") == ((),)


@pytest.mark.parametrize(
    "changed", [{"size": -1}, {"size": "5"}, {"size": True}, {"size": 1 << 60}]
)
def test_a_size_that_cannot_be_is_not_known(changed: Mapping[str, object]) -> None:
    given = [release("t", [{**asset("https://h/d", ISO), **changed}])]
    assert releases.read(json.dumps(given), "https://api.example/")[0][0].size is None


@pytest.mark.parametrize("digest", ["sha256:ab", "md5:" + "a" * 64, 5, "sha512:" + "a" * 64])
def test_a_digest_that_cannot_be_is_none(digest: object) -> None:
    given = [release("t", [asset("https://h/d", ISO) | {"digest": digest}])]
    assert releases.read(json.dumps(given), "https://api.example/")[0][0].digest is None


@pytest.mark.parametrize("text", ["", "{}", '{"message": "Not Found"}', "[" * 100_000, "7"])
def test_an_answer_that_is_no_list_of_releases(text: str) -> None:
    with pytest.raises(Problem, match="source-format"):
        releases.read(text, "https://api.example/")


def test_the_next_page_is_on_the_same_server() -> None:
    first = releases.first_page("https://api.example/v3/", "o/r")
    there = "https://api.example/v3/repositories/7/releases?page=2"
    assert releases.next_page(f'<{there}>; rel="next", <x>; rel="last"', first) == there
    assert releases.next_page(f'<{there}>; rel="prev"', first) == ""
    assert releases.next_page('<https://evil.example/2>; rel="next"', first) == ""
    assert releases.next_page('<https://api.example.evil/2>; rel="next"', first) == ""
