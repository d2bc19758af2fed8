"""States and kinds, in CloudStack's own words (values are what its API shows)."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class VersionState(StrEnum):
    """Whether clusters may be built from a version."""

    ENABLED = "Enabled"
    DISABLED = "Disabled"


class IsoState(StrEnum):
    """How far the binaries ISO of a version is in one zone."""

    ALLOCATED = "Allocated"
    CREATING = "Creating"
    READY = "Ready"
    FAILED = "Failed"
    DESTROYING = "Destroying"
    DESTROYED = "Destroyed"


GOING: Final = frozenset({IsoState.DESTROYING, IsoState.DESTROYED})
"""Of an ISO that its version is not to have in that zone any more."""


class DownloadStatus(StrEnum):
    """How the fetching of an ISO stands; beside its state."""

    NOT_DOWNLOADED = "NOT_DOWNLOADED"
    DOWNLOAD_IN_PROGRESS = "DOWNLOAD_IN_PROGRESS"
    DOWNLOADED = "DOWNLOADED"
    DOWNLOAD_ERROR = "DOWNLOAD_ERROR"
    ABANDONED = "ABANDONED"
    BYPASSED = "BYPASSED"


class Work(StrEnum):
    """What a worker owes an ISO. A person sets it, a worker clears it."""

    NONE = "none"
    FETCH = "fetch"
    PAUSED = "paused"
    DISCARD = "discard"
    DESTROY = "destroy"
    VERIFY = "verify"
    """Read again what is stored."""
    SCRUB = "scrub"
    """The same, by the clock: it gives way to downloads."""


PROOFS: Final = (Work.VERIFY, Work.SCRUB)


class Phase(StrEnum):
    """What is going on with an ISO right now; derived, never stored."""

    IDLE = "idle"
    QUEUED = "queued"
    RUNNING = "running"
    WAITING = "waiting"
    PAUSED = "paused"
    STOPPING = "stopping"
    UNPROVEN = "unproven"
    """It is to be read again."""
    VERIFYING = "verifying"


class ZoneType(StrEnum):
    """An Edge zone has no secondary storage: it takes direct download only."""

    CORE = "Core"
    EDGE = "Edge"


class Arch(StrEnum):
    """CPU architectures as CloudStack registers them."""

    X86_64 = "x86_64"
    AARCH64 = "aarch64"
    S390X = "s390x"


class Level(StrEnum):
    """How much an event asks for attention."""

    INFO = "INFO"
    WARN = "WARN"
    ERROR = "ERROR"


class EventState(StrEnum):
    """How far the thing is that an event tells of."""

    CREATED = "Created"
    SCHEDULED = "Scheduled"
    STARTED = "Started"
    COMPLETED = "Completed"


class EventType(StrEnum):
    """What an event tells of; CloudStack's types, and more in the same form."""

    VERSION_ADD = "KUBERNETES.VERSION.ADD"
    VERSION_UPDATE = "KUBERNETES.VERSION.UPDATE"
    VERSION_DELETE = "KUBERNETES.VERSION.DELETE"
    ISO_CREATE = "ISO.CREATE"
    ISO_DELETE = "ISO.DELETE"
    ISO_UPDATE = "ISO.UPDATE"
    ISO_RETRY = "ISO.RETRY"
    ISO_PAUSE = "ISO.PAUSE"
    ISO_RESUME = "ISO.RESUME"
    ISO_CANCEL = "ISO.CANCEL"
    ISO_ACCEPT = "ISO.ACCEPT"
    ISO_VERIFY = "ISO.VERIFY"
    ZONE_CREATE = "ZONE.CREATE"
    ZONE_DELETE = "ZONE.DELETE"
    SOURCE_CREATE = "SOURCE.CREATE"
    SOURCE_DELETE = "SOURCE.DELETE"
    CONFIGURATION = "CONFIGURATION.VALUE.EDIT"


# Least far first: what a version in several zones shows is its slowest zone. A failure comes
# before everything, because it is the one that needs a person.
_DISTANCE = (
    IsoState.FAILED,
    IsoState.DESTROYING,
    IsoState.ALLOCATED,
    IsoState.CREATING,
    IsoState.READY,
    IsoState.DESTROYED,
)


def distance(state: IsoState) -> int:
    """The place of an ISO state on the way to ``Ready``: smaller is less far."""
    return _DISTANCE.index(state)


def phase(work: Work, claimed: bool, waiting: bool) -> Phase:
    """What is going on: from what is owed, whether a worker holds it, whether it is due later."""
    if work is Work.NONE:
        return Phase.IDLE
    if work is Work.PAUSED:
        return Phase.STOPPING if claimed else Phase.PAUSED
    if work is Work.FETCH:
        if claimed:
            return Phase.RUNNING
        return Phase.WAITING if waiting else Phase.QUEUED
    if work in PROOFS:
        return Phase.VERIFYING if claimed else Phase.UNPROVEN
    return Phase.STOPPING
