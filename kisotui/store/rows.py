"""Rows of ISOs as views."""

from __future__ import annotations

from datetime import datetime

from kisotui.domain import detail_views, names
from kisotui.domain.failures import NO_SPACE
from kisotui.domain.states import DownloadStatus, IsoState, Phase, Work, ZoneType, phase
from kisotui.store import tables


def phase_of(iso: tables.Iso, now: datetime) -> Phase:
    # For one that waits for room, the time is only when the disk is looked at again.
    waiting = iso.due is not None and (iso.due > now or iso.failure == NO_SPACE)
    return phase(Work(iso.work), iso.owner is not None, waiting)


def iso_view(row: tables.Iso, zone: tables.Zone, version_name: str) -> detail_views.Iso:
    phase = phase_of(row, tables.now())
    return detail_views.Iso(
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
        digests=tuple(f"{row.digest} {row.digests}".split()),
        errors=row.errors,
        warnings=row.warnings,
        wrong=row.wrong,
        accepted=bool(row.errors) and row.accepted == row.digest,
        proven=row.proven,
        reread=row.reread,
        damaged=row.aside is not None,
        url_failure=row.url_failure,
        url_failure_values=row.url_failure_values,
        url_failed_at=row.url_failed_at,
    )


def _since(row: tables.Iso, phase: Phase) -> datetime | None:
    """Nobody writes that it is no longer waiting, but queued."""
    return row.due if phase is Phase.QUEUED and row.due else row.since
