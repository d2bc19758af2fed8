"""Sources of ISOs, and what they list."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from kisotui.domain.evidence import Evidence
from kisotui.domain.failures import Problem
from kisotui.domain.forms import MINIMUM_CPU, MINIMUM_MEMORY, VersionForm
from kisotui.domain.versions import order_of

MOST: Final = 2000
"""Entries of one source that are kept."""


class SourceKind(StrEnum):
    """How a source lists what it has."""

    INDEX = "index"
    """A directory listing of a web server, as Apache and nginx make them."""
    GITHUB = "github"
    """The releases of a repository on GitHub, ``owner/name``."""
    REGISTRATION = "registration"
    """The URL of one ``registration.json``."""
    DIRECTORY = "directory"
    """A directory, seen from where the worker runs."""


_REPOSITORY: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9._-]{1,100}")


def is_repository(text: str) -> bool:
    """Whether it is ``owner/name``, as GitHub has them."""
    name = text.rpartition("/")[2]
    return _REPOSITORY.fullmatch(text) is not None and name not in (".", "..")


@dataclass(frozen=True, slots=True)
class Listed:
    """An ISO that a source has. ``url`` is the permanent one, without credentials; ``file`` stands
    in its place where the source is a directory."""

    filename: str
    semanticversion: str
    arch: str = ""
    """Empty where nothing tells it."""
    name: str = ""
    """That the version is to have."""
    url: str = ""
    file: str = ""
    size: int | None = None
    """Bytes; of a directory listing about so many."""
    date: datetime | None = None
    mincpunumber: int = MINIMUM_CPU
    minmemory: int = MINIMUM_MEMORY
    evidence: tuple[Evidence, ...] = ()
    """What the source knows of the digest, the strongest first."""

    @property
    def order(self) -> int:
        """Sorts as versions do."""
        return order_of(*map(int, self.semanticversion.split(".")))

    @property
    def place(self) -> str:
        """Where it is: what tells it from others."""
        return self.url or self.file

    def form(self, before: VersionForm) -> VersionForm:
        """A form, filled in with all that is known of it."""
        return replace(
            before,
            semanticversion=self.semanticversion,
            name=self.name,
            url=self.url,
            file=self.file or None,
            checksum=str(self.evidence[0].checksum) if self.evidence else "",
            mincpunumber=str(self.mincpunumber),
            minmemory=str(self.minmemory),
            arch=self.arch or before.arch,
            found=self.evidence,
        )


@dataclass(frozen=True, slots=True)
class Page:
    """One answer of a source, kept so that what did not change need not be sent again."""

    url: str
    etag: str = ""
    modified: str = ""
    following: str = ""
    """The URL of the next page; empty on the last one."""
    items: tuple[Listed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where ISOs come from, and the last list of what it has."""

    id: str
    kind: SourceKind
    name: str
    location: str
    """A URL without credentials, ``owner/name``, or a path."""
    fetched: datetime | None = None
    """Since when the list is known to be so; None: it never was."""
    asked: datetime | None = None
    """When it was last tried."""
    problem: Problem | None = None
    """Why that failed."""
    pages: tuple[Page, ...] = field(default=(), repr=False)

    @property
    def is_new(self) -> bool:
        """Nobody has asked it yet: whoever looks at what it has asks it first."""
        return self.asked is None

    @property
    def listed(self) -> tuple[Listed, ...]:
        return tuple(item for page in self.pages for item in page.items)[:MOST]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the catalogue. ``added``: the name of a version that is there already, or empty.
    ``ended``: upstream no longer supports its minor version."""

    source: Source
    listed: Listed
    added: str = ""
    ended: bool = False
