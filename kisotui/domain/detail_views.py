"""Views of all that is no row of the list: ISOs, zones, events, workers; and what asks for them.

As in ``views``: times are aware UTC datetimes, sizes bytes, rates bytes per second.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from kisotui.domain.contents import Contents
from kisotui.domain.evidence import Evidence
from kisotui.domain.states import (
    GOING,
    DownloadStatus,
    EventState,
    EventType,
    IsoState,
    Level,
    Phase,
    ZoneType,
)
from kisotui.domain.views import Version


@dataclass(frozen=True, slots=True)
class Zone:
    id: str
    name: str
    type: ZoneType
    created: datetime
    versions: int = 0
    """How many versions have an ISO in it."""


@dataclass(frozen=True, slots=True)
class Iso:
    """The binaries ISO of a version in one zone."""

    id: str
    name: str
    zoneid: str
    zonename: str
    zonetype: ZoneType
    state: IsoState
    status: DownloadStatus
    phase: Phase
    size: int | None
    received: int
    rate: int
    rates: tuple[int, ...]
    """Bytes per second, a sample a second, oldest first."""
    since: datetime | None
    """When what is going on with it began."""
    attempt_started: datetime | None
    attempt_received: int
    """What was there when the last attempt began."""
    attempts: int
    """All there ever were."""
    failures: int
    """In a row, without a byte to go on from."""
    due: datetime | None
    failure: str | None
    failure_values: dict[str, object]
    failed_at: datetime | None
    started: datetime | None
    finished: datetime | None
    digest: str
    """``{ALGORITHM}hex`` of what lies on disk; empty until it was verified."""
    verified: bool
    """Whether that digest was compared with a checksum that a person gave."""
    path: str
    """Where the file is, once it is there."""
    priority: int
    """The higher the sooner, among those that are queued."""
    ratelimit: int | None
    """Bytes per second, 0 for no limit; None: as the settings say."""
    connections: int
    """That it is being fetched over right now."""
    owner: str | None
    """The worker that holds it."""
    digests: tuple[str, ...] = ()
    """Of what lies on disk, by every algorithm that it was digested by; the first is ``digest``."""
    errors: int | None = None
    """How many were found in it; None: nobody has judged it."""
    warnings: int = 0
    wrong: str = ""
    """The code of the first error."""
    accepted: bool = False
    """Whether a person took it in spite of them."""
    proven: datetime | None = None
    """When what lies on disk was last seen to be what its digest says."""
    reread: int = 0
    """Bytes that were read again, while it is being verified."""
    damaged: bool = False
    """Whether its stored file was found damaged or gone, and another is to take its place."""
    url_failure: str | None = None
    """Of a direct download whose URL does not answer any more: the code of what is wrong."""
    url_failure_values: dict[str, object] = field(default_factory=dict)
    url_failed_at: datetime | None = None
    """Since when."""


@dataclass(frozen=True, slots=True)
class IsoContents:
    """What was found in the ISO of one zone, or of several where it is the same."""

    zonenames: tuple[str, ...]
    digest: str
    accepted: bool
    contents: Contents
    judged: datetime


@dataclass(frozen=True, slots=True)
class VersionDetail:
    version: Version
    isos: tuple[Iso, ...]
    evidence: tuple[Evidence, ...] = ()
    """What is known of its ISO's digest, the strongest first."""
    mirror: str = ""
    """Who is asked in place of its URL, as the settings are here; empty: nobody."""

    @property
    def staying(self) -> tuple[Iso, ...]:
        """Its ISOs but those that are taken out of their zones; of a version that goes, all."""
        return tuple(iso for iso in self.isos if iso.state not in GOING) or self.isos


@dataclass(frozen=True, slots=True)
class Download:
    """The ISO of one zone on its way there, with its version."""

    version: Version
    iso: Iso
    worker: WorkerStatus | None
    """Who is at it, if somebody living is."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How the download of an ISO ended."""

    version: str
    """The version's id."""
    name: str
    semanticversion: str
    zonename: str
    verified: bool
    """Whether what arrived was compared with a checksum that a person gave."""
    failure: str | None
    """Code of the failure that it ended with; None where the ISO is ready."""
    failure_values: dict[str, object]


@dataclass(frozen=True, slots=True)
class Event:
    id: int
    level: Level
    type: EventType
    state: EventState
    message: str
    """Id in the catalogue."""
    values: dict[str, object]
    """What the message names."""
    description: str
    """The message in English, as kept for those who read the table itself."""
    changes: dict[str, tuple[object, object]]
    """What changed: field to (before, after)."""
    username: str
    origin: str
    """Where from: the SSH client's address, or the host for what was typed there."""
    resourcetype: str
    resourceid: str
    resourcename: str
    parent: int | None
    created: datetime


@dataclass(frozen=True, slots=True)
class EventQuery:
    """Which events; newest first."""

    version: str | None = None
    levels: frozenset[Level] = field(default_factory=lambda: frozenset(Level))
    before: int | None = None
    """Only those older than the event with this id: the next page."""
    limit: int = 100


@dataclass(frozen=True, slots=True)
class DownloadQuery:
    """Which downloads."""

    versions: tuple[str, ...] = ()
    """Ids; empty: of all versions."""
    zone: str | None = None
    ended: bool = False
    """Those too of which nothing is to be fetched any more."""


@dataclass(frozen=True, slots=True)
class DeletePlan:
    """What deleting would destroy."""

    versions: tuple[Version, ...]
    zonenames: tuple[str, ...]
    files: int
    bytes: int
    running: int
    """Downloads that are cancelled first."""

    def __add__(self, other: DeletePlan) -> DeletePlan:
        return DeletePlan(
            self.versions + other.versions,
            tuple(dict.fromkeys(self.zonenames + other.zonenames)),
            self.files + other.files,
            self.bytes + other.bytes,
            self.running + other.running,
        )


@dataclass(frozen=True, slots=True)
class WorkerStatus:
    """A worker of the store that is alive."""

    owner: str
    """What it signs the ISOs with that it holds."""
    host: str
    pid: int
    started: datetime
    seen: datetime
    downloads: int
    """How many it has running."""
