"""What goes into a download and what comes out of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kisotui.domain.checksums import Checksum
from kisotui.domain.failures import Problem

OnProgress = Callable[[int, int | None], None]
"""Told how many bytes are there, and of how many if that is known; often and from any thread, so
it must be cheap."""

OnRestart = Callable[[Problem], None]
"""Told, in the event loop, why what an earlier attempt left is of no use, so that the file is
fetched from its first byte."""

OnConnections = Callable[[int], None]
"""Told, from any thread, over how many connections the file is being fetched now."""

Promised = Callable[[], int]
"""Asked, from any thread, how many bytes of the same disk others have still to take up."""


def nothing() -> int:
    """Was promised to others."""
    return 0


Check = Callable[[Path], object]
"""Looks at the whole file before it is placed; raises Problem if it is not what it should be.
What it gives back is of no interest here."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much patience a server gets, and how much it may give."""

    connect_timeout: float = 15.0
    """Seconds to reach it, DNS and TLS included."""
    stall_timeout: float = 30.0
    """Seconds without a byte after which a download counts as stalled."""
    slowest_rate: int = 0
    """Bytes per second over ``stall_timeout`` below which it counts as too slow; 0: never."""
    largest: int | None = None
    """Bytes that a file may have; None: any number."""
    connections: int = 1
    """To one host at most, where it limits each of them; counted over all downloads that share
    the same ``Hosts``."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the digest of a file has to be, as far as somebody says so."""

    checksum: Checksum | None = None
    along: tuple[str, ...] = ()
    """More algorithms to digest it by in the same pass; what comes out is the caller's to judge."""

    @property
    def algorithms(self) -> tuple[str, ...]:
        first = self.checksum.algorithm if self.checksum else "SHA-256"
        return tuple(dict.fromkeys((first, *self.along)))


ANY: Final = Wanted()


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file that is complete, checked and in its place."""

    path: Path
    size: int
    digests: tuple[Checksum, ...]
    """Of what is on disk: by the algorithm of the checksum that was given, else SHA-256, and then
    by those that were asked for beside it."""
    verified: bool
    """Whether the digest was compared with a checksum that was given."""

    @property
    def digest(self) -> Checksum:
        return self.digests[0]


@dataclass(frozen=True, slots=True)
class Probed:
    """What a server says of an ISO."""

    size: int | None
    type: str
    """The content type; empty where the server gives none."""
