"""Releases of a repository, as GitHub's API tells of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Final
from urllib.parse import quote

from kisotui.domain import urls
from kisotui.domain.checksums import ALGORITHMS, Checksum
from kisotui.domain.failures import Problem
from kisotui.domain.names import LONGEST
from kisotui.download.shelf import File, Shelf

LARGEST: Final = 16 << 20
"""Bytes of a page that are read."""
AT_ONCE: Final = 30
"""Releases on a page."""

_MOST_ASSETS: Final = 1000
_NEXT: Final = re.compile(r'<([^<>\s]{1,2048})>\s*;[^,]{0,200}?\brel="?next\b')
_DIGEST: Final = re.compile(r"sha(256|384|512):([0-9a-f]{64,128})")


def first_page(api: str, repository: str) -> str:
    """The URL of the newest releases."""
    return f"{api.rstrip('/')}/repos/{quote(repository)}/releases?per_page={AT_ONCE}"


def next_page(link: str, first: str) -> str:
    """What a Link header names as the next page; empty for none. One on another server is none:
    it is not to be shown the token."""
    match = _NEXT.search(link[:8192])
    if match is None:
        return ""
    return match[1] if match[1].startswith(first.partition("/repos/")[0] + "/") else ""


def read(text: str, address: str) -> tuple[Shelf, ...]:
    """The assets of each release. Raises Problem: ``source-format``."""
    try:
        releases = json.loads(text)
    except (ValueError, RecursionError):
        releases = None
    if not isinstance(releases, list):
        raise Problem("source-format", location=urls.redact(address))
    return tuple(
        tuple(_files(release["assets"]))
        for release in releases
        if isinstance(release, dict) and isinstance(release.get("assets"), list)
        if not release.get("draft")
    )


def _files(assets: list[object]) -> Iterator[File]:
    for asset in assets[:_MOST_ASSETS]:
        # What is not as it should be is no asset of use.
        with suppress(Problem, ValueError, KeyError):
            if isinstance(asset, dict) and asset.get("state", "uploaded") == "uploaded":
                yield _file(asset)


def _file(asset: Mapping[str, object]) -> File:
    name, url, size = asset["name"], asset["browser_download_url"], asset.get("size")
    if not isinstance(name, str) or not isinstance(url, str) or not 0 < len(name) <= LONGEST:
        raise ValueError
    address = urls.parse(url)
    if address.credentials is not None or "/" in name:
        raise ValueError
    updated = asset.get("updated_at")
    date = datetime.fromisoformat(updated) if isinstance(updated, str) else None
    if date is not None and date.tzinfo is None:
        date = date.replace(tzinfo=UTC)
    if not isinstance(size, int) or isinstance(size, bool) or not 0 <= size < 1 << 53:
        size = None
    return File(name, address.url, size, date, _digest(asset.get("digest")))


def _digest(text: object) -> Checksum | None:
    match = _DIGEST.fullmatch(text) if isinstance(text, str) else None
    if match is None or ALGORITHMS[f"SHA-{match[1]}"] != len(match[2]):
        return None
    return Checksum(f"SHA-{match[1]}", match[2])
