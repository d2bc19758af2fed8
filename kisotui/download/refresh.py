"""What a source of ISOs has now."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Final

from kisotui.domain import registration
from kisotui.domain.catalogue import Listed, Page, SourceKind
from kisotui.domain.evidence import Origin
from kisotui.domain.failures import Problem
from kisotui.domain.urls import Address
from kisotui.download import listing, releases
from kisotui.download.model import Limits
from kisotui.download.server.client import SYSTEM
from kisotui.download.server.trust import Trust
from kisotui.download.shelf import Clerk, File, Read
from kisotui.download.texts import Mirrored, Text, Texts, itself
from kisotui.download.threads import run_until_stopped

_MOST_PAGES: Final = 10
_MOST_FILES: Final = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be listed. ``location``: as in ``Source``. ``former``: the last list.

    ``api``: where GitHub's is; ``token``: for that alone.
    """

    kind: SourceKind
    location: str
    credentials: tuple[str, str] | None = field(default=None, repr=False)
    former: tuple[Page, ...] = ()
    api: str = ""
    token: str = field(default="", repr=False)


async def refresh(
    order: Order, *, limits: Limits, trust: Trust = SYSTEM, mirrored: Mirrored = itself
) -> tuple[Page, ...]:
    """The list as it is now. Raises Problem."""
    errand = _Refresh(order, Texts(limits, trust, mirrored))
    return await run_until_stopped(errand.run, errand.stop)


class _Refresh:
    """Blocks."""

    def __init__(self, order: Order, texts: Texts) -> None:
        self._order = order
        self._texts = texts
        self._former = {page.url: page for page in order.former}

    def stop(self) -> None:
        self._texts.stop()

    def run(self) -> tuple[Page, ...]:
        """Raises Problem, Stopped."""
        location = self._order.location
        match self._order.kind:
            case SourceKind.INDEX:
                directory = f"{location.rstrip('/')}/"
                return (self._page(directory, listing.LARGEST, partial(self._index, directory)),)
            case SourceKind.GITHUB:
                return tuple(self._releases(releases.first_page(self._order.api, location)))
            case SourceKind.REGISTRATION:
                return (self._page(location, registration.LARGEST, self._registration),)
            case SourceKind.DIRECTORY:
                return (self._directory(Path(location)),)

    def _page(self, url: str, largest: int, listed: Callable[[str], tuple[Listed, ...]]) -> Page:
        """A page as it is now; where it did not change, nothing behind it is asked either."""
        former = self._former.get(url, Page(url))
        text = self._texts.read(self._address(url), largest, _validators(former))
        if text is None:
            return former
        following = releases.next_page(text.link, url)
        return Page(url, text.etag, text.modified, following, listed(text.body))

    def _address(self, url: str) -> Address:
        return Address(url, self._order.credentials, self._order.token)

    def _index(self, directory: str, page: str) -> tuple[Listed, ...]:
        def read(file: File, largest: int) -> str:
            return _body(self._texts.read(self._address(file.place), largest))

        return self._clerk(read, Origin.BESIDE).listed([listing.read(page, directory)])

    def _releases(self, url: str) -> Iterator[Page]:
        def read(file: File, largest: int) -> str:
            return _body(self._texts.read(Address(file.place), largest))  # a host of its own

        clerk = self._clerk(read, Origin.RELEASE)
        for _ in range(_MOST_PAGES):
            listed = partial(_of_releases, clerk, url)
            page = self._page(url, releases.LARGEST, listed)
            yield page
            url = page.following
            if not url:
                return

    def _registration(self, text: str) -> tuple[Listed, ...]:
        return (registration.read(text, self._order.location),)

    def _directory(self, path: Path) -> Page:
        try:
            with os.scandir(path) as entries:
                files = [_file(entry) for entry in islice(entries, _MOST_FILES) if entry.is_file()]
            clerk = self._clerk(_text_of, Origin.BESIDE)
            return Page(str(path), items=clerk.listed([files]))
        except OSError:
            raise Problem("source-directory", path=str(path)) from None

    def _clerk(self, read: Read, origin: Origin) -> Clerk:
        former = (item for page in self._order.former for item in page.items)
        return Clerk(read, origin, former)


def _validators(page: Page) -> dict[str, str]:
    """Headers that ask for it only if it changed."""
    told = {"If-None-Match": page.etag, "If-Modified-Since": page.modified}
    return {name: value for name, value in told.items() if value}


def _body(text: Text | None) -> str:
    return text.body if text is not None else ""


def _of_releases(clerk: Clerk, url: str, text: str) -> tuple[Listed, ...]:
    return clerk.listed(releases.read(text, url))


def _file(entry: os.DirEntry[str]) -> File:
    found = entry.stat()
    return File(
        entry.name, entry.path, found.st_size, datetime.fromtimestamp(int(found.st_mtime), UTC)
    )


def _text_of(file: File, largest: int) -> str:
    path = Path(file.place)
    if not stat.S_ISREG(path.stat().st_mode):  # exchanged meanwhile
        return ""
    with path.open("rb") as opened:
        data = opened.read(largest + 1)
    return data.decode("utf-8", "replace") if len(data) <= largest else ""
