"""What the list of versions shows and asks for: plain values, no rows of a database.

Times are aware UTC datetimes, sizes bytes, rates bytes per second. Addresses are redacted. The
other views are in ``detail_views``, which the first rows do not wait for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kisotui.domain.states import Arch, IsoState, Phase, VersionState

SORT_KEYS = (
    "name",
    "state",
    "semanticversion",
    "isostate",
    "mincpunumber",
    "minmemory",
    "arch",
    "zonename",
    "size",
    "progress",
    "created",
)
COLUMNS = (
    *SORT_KEYS,
    "id",
    "failure",
    "rate",
    "url",
    "file",
    "checksum",
    "directdownload",
    "supportsha",
    "supportsautoscaling",
    "usable",
)
"""What a list of versions can show; as long as nobody chooses, SORT_KEYS."""


@dataclass(frozen=True, slots=True)
class Version:
    """A Kubernetes supported version, with its ISOs summed up over its zones."""

    id: str
    name: str
    semanticversion: str
    state: VersionState
    isostate: IsoState
    """Of the zone that is least far."""
    phase: Phase
    """Of the zone that has most going on: running before waiting before queued."""
    mincpunumber: int
    minmemory: int
    arch: Arch
    zonenames: tuple[str, ...]
    allzones: bool
    """Added for all zones."""
    directdownload: bool
    url: str
    """Redacted; empty when it came from a local file."""
    file: str
    """The local file it came from; empty when it came from a URL."""
    checksum: str
    supportsha: bool
    supportsautoscaling: bool
    created: datetime
    size: int | None
    """Bytes over all zones; None while one of them is unknown."""
    received: int
    rate: int
    due: datetime | None
    """When the next attempt is, if one is being waited for."""
    failure: str | None
    """Code of the last failure, if its ISO is failed or waiting to be tried again."""
    removed: datetime | None = None
    reread: int = 0
    """Percent, of its ISOs that are being verified."""
    usable: str = ""
    """Whether clusters can use it, in brief: ``domain.usable``."""


@dataclass(frozen=True, slots=True)
class VersionQuery:
    """Which versions, in which order."""

    text: str = ""
    """A filter as ``domain.filters`` reads it: words, ``!word``, ``column:value``."""
    zone: str | None = None
    minimum: str = ""
    """Minimum semantic version."""
    arch: Arch | None = None
    sort: str = "semanticversion"
    descending: bool = True
    removed: bool = False
    """Removed ones too."""

    @property
    def is_bare(self) -> bool:
        """Whether it only says in which order."""
        return self == VersionQuery(sort=self.sort, descending=self.descending)


@dataclass(frozen=True, slots=True)
class VersionPage:
    """Some rows of the list."""

    rows: tuple[Version, ...]
    count: int
    """How many the query finds."""
    total: int
    """How many there are."""


@dataclass(frozen=True, slots=True)
class View:
    """What a list shows: which versions, in which order, in which columns."""

    query: VersionQuery = VersionQuery()
    zonename: str = ""
    """Of the query's zone, whose id says nothing in another store."""
    columns: tuple[str, ...] = ()
    """Of COLUMNS, in their order; none: the usual ones."""
