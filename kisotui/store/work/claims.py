"""Claims: an ISO becomes a worker's, for as long as that renews its lease."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from functools import cache
from typing import Any
from urllib.parse import unquote

from sqlalchemy import bindparam
from sqlalchemy.sql.dml import ReturningUpdate
from sqlmodel import Session, col, select, update
from sqlmodel.sql.expression import SelectOfScalar

from kisotui.domain.states import DownloadStatus, IsoState, Work, ZoneType
from kisotui.domain.urls import Address
from kisotui.store import evidence, versions
from kisotui.store.events import Changes
from kisotui.store.tables import Iso, Version, Zone
from kisotui.store.work import queue, reports
from kisotui.store.work.clock import clock
from kisotui.store.work.jobs import Chore, Job
from kisotui.store.work.leases import LEASE
from kisotui.store.work.process import Process
from kisotui.store.work.queue import Bounds
from kisotui.store.work.spots import Spot
from kisotui.store.work.twins import twins_of


def wanted(session: Session, me: Process, running: Mapping[str, int]) -> dict[str, int | None]:
    """Which of my ISOs (id to token) are still mine and to be fetched; with their rate limits."""
    if not running:
        return {}
    mine = select(Iso.id, Iso.token, Iso.rate_limit).where(
        col(Iso.id).in_(running), Iso.work == Work.FETCH, Iso.owner == me.owner
    )
    return {iso: limit for iso, token, limit in session.exec(mine) if running[iso] == token}


def claim(
    session: Session,
    me: Process,
    limit: int,
    *,
    storage: str,
    bounds: Bounds,
    kept: Callable[[Spot], int],
    without: Collection[str] = (),
) -> list[Job]:
    """Take ISOs to fetch that are due: by priority, then the oldest first.

    ``kept``: how many bytes an earlier attempt left. ``without``: ISOs that are left
    alone.
    """
    jobs: list[Job] = []
    while len(jobs) < limit:
        now = clock(session)
        asked = queue.values(storage, bounds, now, without)
        found = take(session, me, queue.fetchable(bounds), asked)
        if not found:
            break
        jobs += [_begin(session, iso, storage, kept, now) for iso in found]
    return jobs


def claim_chores(session: Session, me: Process, limit: int, *, storage: str) -> list[Chore]:
    """Take ISOs whose files are to be removed."""
    asked = queue.values(storage, Bounds(0, 0), clock(session))
    found: list[Iso] = []
    for chore in queue.CHORES:
        if len(found) < limit:
            found += take(session, me, queue.chores(chore, limit - len(found)), asked)
    for iso in found:
        versions.summarise(session, iso.version_id)
    return [
        Chore(
            iso=iso.id,
            token=iso.token,
            zone=iso.zone_id,
            failures=iso.failures,
            generation=iso.generation,
            aside=iso.aside,
            work=Work(iso.work),
        )
        for iso in found
    ]


def entered(iso: Iso, state: IsoState) -> Changes:
    """Put the ISO into the state; gives what that changed, for the event."""
    before, iso.state = iso.state, state.value
    return {} if before == state else {"isostate": (before, state.value)}


def take(
    session: Session, me: Process, free: SelectOfScalar[str], asked: Mapping[str, Any]
) -> list[Iso]:
    """Claim, in one statement."""
    mine = {"claimer": me.owner, "until": asked["at"] + LEASE}
    options = {"synchronize_session": False, "populate_existing": True}
    found = session.scalars(_claiming(free), {**asked, **mine}, execution_options=options)
    return list(found.all())


@cache
def _claiming(free: SelectOfScalar[str]) -> ReturningUpdate[Iso]:
    """Locked rows are somebody else's already."""
    return (
        update(Iso)
        .where(col(Iso.id).in_(free.with_for_update(skip_locked=True)))
        .values(
            owner=bindparam("claimer"),
            token=Iso.token + 1,
            lease_until=bindparam("until"),
            due=None,
            since=bindparam("at"),
        )
        .returning(Iso)
    )


def _begin(
    session: Session, iso: Iso, storage: str, kept: Callable[[Spot], int], now: datetime
) -> Job:
    """Begin an attempt at a claimed ISO."""
    version = session.get_one(Version, iso.version_id)
    zone = session.get_one(Zone, iso.zone_id)
    direct = version.directdownload or zone.type == ZoneType.EDGE
    if not direct:
        iso.storage = storage or iso.storage
    changes = entered(iso, IsoState.CREATING)
    iso.status = DownloadStatus.DOWNLOAD_IN_PROGRESS
    iso.attempts += 1
    iso.received = iso.attempt_received = kept(Spot(iso.zone_id, iso.id, iso.generation))
    iso.attempt_started = now
    iso.started = iso.started or now
    iso.finished = None
    reports.started(session, iso, changes)
    versions.summarise(session, iso.version_id)
    return _job(session, iso, version, zone, direct)


def _job(session: Session, iso: Iso, version: Version, zone: Zone, direct: bool) -> Job:
    stated = evidence.of(session, version)
    return Job(
        iso=iso.id,
        token=iso.token,
        zone=zone.id,
        failures=iso.failures,
        generation=iso.generation,
        aside=iso.aside,
        name=version.name,
        zonename=zone.name,
        address=address_of(version),
        file=version.file,
        semanticversion=version.semanticversion,
        arch=version.arch,
        evidence=stated,
        direct=direct,
        attempt=iso.attempts,
        received=iso.received,
        size=iso.size,
        rate_limit=iso.rate_limit,
        twins=()
        if direct
        else twins_of(session, iso, version, stated[0].checksum if stated else None),
    )


def address_of(version: Version) -> Address:
    """With what the server wants to know; not for people."""
    return Address(version.url, _credentials(version.credentials))


def _credentials(stored: str) -> tuple[str, str] | None:
    user, colon, password = stored.partition(":")
    return (unquote(user), unquote(password)) if colon else None
