"""What is to be done, and the claims on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from sqlalchemy import func
from sqlmodel import Session, col, or_, select

from kisotui.domain import checksums
from kisotui.domain.checksums import Checksum
from kisotui.domain.states import DownloadStatus, IsoState, Work, ZoneType
from kisotui.domain.urls import Address
from kisotui.store import versions
from kisotui.store.events import Changes
from kisotui.store.tables import Iso, UtcTime, Version, Zone
from kisotui.store.work import reports
from kisotui.store.work.clock import clock
from kisotui.store.work.process import Process

_CHORES = (Work.DISCARD, Work.DESTROY)
_OWED = (Work.FETCH, *_CHORES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """An ISO that a worker holds. ``token``: which claim on it this is."""

    iso: str
    token: int
    zone: str
    """The zone's id."""
    failures: int
    """In a row, so far."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chore(Claim):
    """Files to remove."""

    work: Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Job(Claim):
    """An ISO to fetch, or to check where hosts download it directly."""

    name: str
    """The version's."""
    zonename: str
    address: Address
    file: str
    """A local file in place of the address; empty where there is none."""
    checksum: Checksum | None
    direct: bool
    attempt: int
    received: int
    size: int | None


def owed(session: Session) -> dict[Work, float]:
    """The kinds of work that wait for a worker, and in how many seconds the first of each is due.

    By the store's clock; 0 and less is now.
    """
    now = clock(session)
    due = func.min(func.coalesce(col(Iso.due), now, type_=UtcTime), type_=UtcTime)
    waiting = (
        select(Iso.work, due)
        .where(col(Iso.work).in_(_OWED), col(Iso.owner).is_(None))
        .group_by(col(Iso.work))
    )
    return {Work(work): (first - now).total_seconds() for work, first in session.exec(waiting)}


def is_owed(session: Session) -> bool:
    """Whether there is anything for a worker to do, now or later."""
    owed_or_held = or_(col(Iso.work).in_(_OWED), col(Iso.owner).is_not(None))
    return session.exec(select(Iso.id).where(owed_or_held).limit(1)).first() is not None


def stopped(session: Session, me: Process, running: Mapping[str, int]) -> set[str]:
    """Which of my ISOs (id to token) are no longer to be fetched, or no longer mine."""
    if not running:
        return set()
    mine = select(Iso.id, Iso.token).where(
        col(Iso.id).in_(running), Iso.work == Work.FETCH, Iso.owner == me.owner
    )
    going_on = {iso for iso, token in session.exec(mine) if running[iso] == token}
    return set(running) - going_on


def claim(session: Session, me: Process, limit: int, kept: Callable[[str, str], int]) -> list[Job]:
    """Take ISOs to fetch that are due, the oldest first.

    ``kept``: how many bytes an earlier attempt left, by the ids of zone and ISO.
    """
    jobs = []
    for iso, version, zone in _claimed(session, me, (Work.FETCH,), limit):
        changes = entered(iso, IsoState.CREATING)
        iso.status = DownloadStatus.DOWNLOAD_IN_PROGRESS
        iso.attempts += 1
        iso.received = kept(iso.zone_id, iso.id)
        iso.started = iso.started or clock(session)
        iso.finished = None
        reports.started(session, iso, changes)
        jobs.append(_job(iso, version, zone))
    return jobs


def entered(iso: Iso, state: IsoState) -> Changes:
    """Put the ISO into the state; gives what that changed, for the event."""
    before, iso.state = iso.state, state.value
    return {} if before == state else {"isostate": (before, state.value)}


def claim_chores(session: Session, me: Process, limit: int) -> list[Chore]:
    """Take ISOs whose files are to be removed."""
    return [
        Chore(
            iso=iso.id,
            token=iso.token,
            zone=iso.zone_id,
            failures=iso.failures,
            work=Work(iso.work),
        )
        for iso, _, _ in _claimed(session, me, _CHORES, limit)
    ]


def _claimed(
    session: Session, me: Process, works: tuple[Work, ...], limit: int
) -> Iterator[tuple[Iso, Version, Zone]]:
    due = or_(col(Iso.due).is_(None), col(Iso.due) <= clock(session))
    free = (
        select(Iso, Version, Zone)
        .join(Version, col(Version.id) == Iso.version_id)
        .join(Zone, col(Zone.id) == Iso.zone_id)
        .where(col(Iso.work).in_(works), col(Iso.owner).is_(None), due)
        .order_by(col(Iso.created), col(Iso.id))
        .limit(limit)
    )
    for iso, version, zone in session.exec(free).all():
        iso.owner = me.owner
        iso.token += 1
        iso.due = None
        yield iso, version, zone
        versions.summarise(session, iso.version_id)


def _job(iso: Iso, version: Version, zone: Zone) -> Job:
    return Job(
        iso=iso.id,
        token=iso.token,
        zone=zone.id,
        failures=iso.failures,
        name=version.name,
        zonename=zone.name,
        address=Address(version.url, _credentials(version.credentials)),
        file=version.file,
        checksum=checksums.parse(version.checksum),
        direct=version.directdownload or zone.type == ZoneType.EDGE,
        attempt=iso.attempts,
        received=iso.received,
        size=iso.size,
    )


def _credentials(stored: str) -> tuple[str, str] | None:
    user, colon, password = stored.partition(":")
    return (unquote(user), unquote(password)) if colon else None
