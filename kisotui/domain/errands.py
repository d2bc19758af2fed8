"""Errands: what a worker does for a person who waits: it asks a server, or reads an ISO.

Screens and commands post one and watch its report grow. It is done from where downloads run, which
need not be where the person is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from kisotui.domain.failures import Problem

KEPT: Final = timedelta(hours=1)
"""How long the report of one that ended can be read, and how long one waits for a worker."""


class ErrandKind(StrEnum):
    """What is to be done; what request and report hold is the kind's own."""

    PREFLIGHT = "preflight"
    """Ask a URL's server, and read the ISO's directory."""
    INSPECT = "inspect"
    """Judge an ISO."""
    REFRESH = "refresh"
    """List what a source has."""
    EXPORT = "export"
    """Write ISOs and what belongs to them into a directory."""


class ErrandState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """How an errand stands."""

    id: str
    kind: ErrandKind
    state: ErrandState
    report: Mapping[str, Any] = field(default_factory=dict)
    """What is known so far; after a failure what was known by then."""
    problem: Problem | None = None
    """Why it failed."""
    created: datetime
    updated: datetime

    @property
    def is_over(self) -> bool:
        return self.state in (ErrandState.DONE, ErrandState.FAILED)
