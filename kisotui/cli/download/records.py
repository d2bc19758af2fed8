"""Downloads as programs read them. Pure."""

from __future__ import annotations

from typing import Final

from kisotui.cli.download.columns import Seen
from kisotui.domain import downloads, retry
from kisotui.domain.detail_views import Download, WorkerStatus
from kisotui.service import records

FIELDS: Final = (
    "id", "name", "semanticversion", "url", "file", "isoid", "isoname", "zoneid", "zonename",
    "zonetype", "isostate", "status", "phase", "since", "size", "received", "rate", "meanrate",
    "timeleft", "attempt", "attemptlimit", "attempts", "connections", "priority", "ratelimit",
    "due", "next", "started", "finished", "proven",
)  # fmt: skip


def download(seen: Seen, shown: Download) -> records.Value:
    """A download; times, rates and steps are those of when it was seen."""
    version, iso = shown.version, shown.iso
    attempt = downloads.attempt(iso)
    return {
        "id": version.id,
        "name": version.name,
        "semanticversion": version.semanticversion,
        "url": version.url or None,
        "file": version.file or None,
        **records.iso(iso),
        "meanrate": downloads.mean_rate(iso, seen.now),
        "timeleft": downloads.seconds_left(iso),
        "attempt": attempt,
        "attemptlimit": retry.ATTEMPTS if attempt is not None else None,
        "next": downloads.next_step(iso, seen.workers),
        "worker": _worker(shown.worker),
    }


def _worker(at_it: WorkerStatus | None) -> records.Value | None:
    return None if at_it is None else {"host": at_it.host, "pid": at_it.pid}
