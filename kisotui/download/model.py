"""What goes into a download and what comes out of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kisotui.domain.checksums import Checksum

OnProgress = Callable[[int, int | None], None]
"""Told how many bytes are there, and of how many if that is known; often, so it must be cheap."""

Check = Callable[[Path], object]
"""Looks at the whole file before it is placed; raises Problem if it is not what it should be.
What it gives back is of no interest here."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long to wait for a server, in seconds."""

    connect_timeout: float = 15.0
    stall_timeout: float = 30.0


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file that is complete, checked and in its place."""

    path: Path
    size: int
    digest: Checksum
    """Of what is on disk; SHA-256 where no checksum was given."""
    verified: bool
    """Whether the digest was compared with a checksum that was given."""


@dataclass(frozen=True, slots=True)
class Probed:
    """What a server says of an ISO."""

    size: int | None
    type: str
    """The content type; empty where the server gives none."""
