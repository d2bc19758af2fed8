"""Directory listings of web servers: Apache's (plain, preformatted, as a table), nginx's, and those
that look like them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Final
from urllib.parse import unquote, urljoin

from kisotui.domain import urls
from kisotui.domain.failures import Problem
from kisotui.domain.quantities import parse as quantity
from kisotui.download.shelf import File

LARGEST: Final = 4 << 20
"""Bytes of a listing that are read."""
_MOST: Final = 20_000  # links
_LONGEST_TAIL: Final = 400  # characters behind a link that may tell its date and size

# The parser takes quadratic time over a tag that does not end: it is given whole ones only.
_PIECE: Final = re.compile(r"<([^<>]{0,4096})>|([^<]+)")
_DATES: Final = (
    (re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d)(?::\d\d)?"), "%Y-%m-%d %H:%M"),
    (re.compile(r"(\d\d-[A-Z][a-z]{2}-\d{4} \d\d:\d\d)(?::\d\d)?"), "%d-%b-%Y %H:%M"),
    (re.compile(r"(\d{4}-[A-Z][a-z]{2}-\d\d \d\d:\d\d)(?::\d\d)?"), "%Y-%b-%d %H:%M"),
)
_SIZE: Final = re.compile(r"\s*(\d{1,15}(?:\.\d{1,3})?)\s?([KMGT]?)i?B?(?:\s|$)")


def read(page: str, address: str) -> tuple[File, ...]:
    """The files that a listing names, in its own directory. ``address``: of that, ending with a
    slash. Times are taken as UTC, sizes are often rounded.

    Raises Problem: ``source-format``, where it has no links at all.
    """
    files, has_links = [], False
    for target, tail in _links(page):
        has_links = True
        place = _place(target, address)
        name = _name(place, address)
        if name:
            date, rest = _date(tail)
            files.append(File(name, place, _size(rest) if date else None, date))
    if not has_links:
        raise Problem("source-format", location=urls.redact(address))
    return tuple({file.name: file for file in files}.values())


class _Anchor(HTMLParser):
    """Where the one tag leads that it is given."""

    target = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.target = dict(attrs).get("href") or ""


def _links(page: str) -> Iterator[tuple[str, str]]:
    """Each link's target, and the text from it to the next link."""
    target, tail, count = "", "", 0
    for match in _PIECE.finditer(page):
        tag, text = match.groups()
        if text is not None:
            if len(tail) < _LONGEST_TAIL:
                tail += html.unescape(text[:_LONGEST_TAIL])
        elif tag.lower() == "/a":
            tail = ""  # what the link is called tells nothing
        elif tag[:2].lower() in ("a ", "a\n", "a\t"):
            if target:
                yield target, tail
            count += 1
            if count > _MOST:
                return
            anchor = _Anchor()
            anchor.feed(f"<{tag}>")
            target, tail = anchor.target, ""
        else:
            tail += " " if tag[:2].lower() in ("td", "/t", "br") else ""
    if target:
        yield target, tail


def _place(target: str, address: str) -> str:
    """Where a link leads, without a user name and password; empty for nowhere."""
    try:
        return urls.parse(urljoin(address, target)).url
    except (Problem, ValueError):
        return ""


def _name(place: str, address: str) -> str:
    """The file's name, if it lies in the directory that was listed."""
    name = place.removeprefix(address)
    if name == place or not name or any(char in name for char in "/?#"):
        return ""
    return unquote(name)


def _date(tail: str) -> tuple[datetime | None, str]:
    """The date that stands there, and what stands behind it."""
    for pattern, form in _DATES:
        if match := pattern.search(tail):
            try:
                return datetime.strptime(match[1], form).replace(tzinfo=UTC), tail[match.end() :]
            except ValueError:
                return None, ""
    return None, ""


def _size(text: str) -> int | None:
    match = _SIZE.match(text)
    return quantity(match[1] + match[2]) if match else None
