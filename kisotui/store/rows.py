"""Rows as views."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import Any

from semver import Version as SemVer
from sqlalchemy import Row

from kisotui.domain import names, urls, versions, views
from kisotui.domain.failures import NO_SPACE
from kisotui.domain.states import (
    Arch,
    DownloadStatus,
    IsoState,
    Phase,
    VersionState,
    Work,
    ZoneType,
    phase,
)
from kisotui.store import tables

ZONE_SEPARATOR = "\x1f"

# A live list asks for the same rows several times a second; these two are half of a row's price.
_redact = lru_cache(maxsize=4096)(urls.redact)


@lru_cache(maxsize=4096)
def _abilities(semanticversion: str) -> tuple[bool, bool]:
    version = SemVer.parse(semanticversion)
    return versions.supports_ha(version), versions.supports_autoscaling(version)


def phase_of(iso: tables.Iso, now: datetime) -> Phase:
    # For one that waits for room, the time is only when the disk is looked at again.
    waiting = iso.due is not None and (iso.due > now or iso.failure == NO_SPACE)
    return phase(Work(iso.work), iso.owner is not None, waiting)


def version_view(row: tables.Version | Row[*tuple[Any, ...]]) -> views.Version:
    """From an object, or from all of its columns."""
    ha, autoscaling = _abilities(row.semanticversion)
    phase = Phase(row.iso_phase)
    due = row.iso_due
    is_due = (due is None or due <= tables.now()) and row.iso_failure != NO_SPACE
    if phase is Phase.WAITING and is_due:
        phase, due = Phase.QUEUED, None  # nobody writes a row only because time has passed
    return views.Version(
        id=row.id,
        name=row.name,
        semanticversion=row.semanticversion,
        state=VersionState(row.state),
        isostate=IsoState(row.iso_state),
        phase=phase,
        mincpunumber=row.mincpunumber,
        minmemory=row.minmemory,
        arch=Arch(row.arch),
        zonenames=tuple(row.zone_names.split(ZONE_SEPARATOR)),
        allzones=row.allzones,
        directdownload=row.directdownload,
        url=_redact(row.url),
        file=row.file,
        checksum=row.checksum,
        supportsha=ha,
        supportsautoscaling=autoscaling,
        created=row.created,
        size=row.iso_size if row.iso_size >= 0 else None,
        received=row.iso_received,
        rate=row.iso_rate,
        due=due,
        failure=row.iso_failure,
        removed=row.removed,
    )


def iso_view(row: tables.Iso, zone: tables.Zone, version_name: str) -> views.Iso:
    phase = phase_of(row, tables.now())
    return views.Iso(
        id=row.id,
        name=names.iso_name(version_name),
        zoneid=zone.id,
        zonename=zone.name,
        zonetype=ZoneType(zone.type),
        state=IsoState(row.state),
        status=DownloadStatus(row.status),
        phase=phase,
        size=row.size,
        received=row.received,
        rate=row.rate,
        rates=tuple(int(sample) for sample in row.rates.split()),
        since=_since(row, phase),
        attempt_started=row.attempt_started,
        attempt_received=row.attempt_received,
        attempts=row.attempts,
        failures=row.failures,
        due=row.due,
        failure=row.failure,
        failure_values=row.failure_values,
        failed_at=row.failed_at,
        started=row.started,
        finished=row.finished,
        digest=row.digest,
        verified=row.verified,
        path=row.path,
        priority=row.priority,
        ratelimit=row.rate_limit,
        connections=row.connections,
        owner=row.owner,
    )


def _since(row: tables.Iso, phase: Phase) -> datetime | None:
    """Nobody writes that it is no longer waiting, but queued."""
    return row.due if phase is Phase.QUEUED and row.due else row.since
