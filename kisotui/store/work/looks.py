"""Looking by the clock at the URLs that hosts download ISOs from themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, or_, select, update

from kisotui.domain.failures import Problem
from kisotui.domain.states import DownloadStatus, IsoState
from kisotui.domain.urls import Address
from kisotui.store import versions
from kisotui.store.tables import Iso, Version, Zone
from kisotui.store.work import reports
from kisotui.store.work.claims import address_of
from kisotui.store.work.clock import clock
from kisotui.store.work.process import Process

SOON: Final = timedelta(minutes=10)
"""Until one that did not answer is asked again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A URL to ask."""

    iso: str
    generation: int
    name: str
    """The version's."""
    zonename: str
    address: Address


def is_look_due(session: Session, *, every: timedelta) -> bool:
    """Whether there is a URL that nobody has asked for so long."""
    due = select(Iso.id).where(*_due(clock(session), every)).limit(1)
    return session.exec(due).first() is not None


def due_looks(session: Session, _me: Process, *, every: timedelta, limit: int) -> list[Look]:
    """URLs that nobody has asked for so long. Who gets them asks them; nobody else does meanwhile.

    One of a worker that dies before it can say anything is asked again at its next time.
    """
    now = clock(session)
    first = select(Iso.id).where(*_due(now, every)).order_by(col(Iso.url_asked)).limit(limit)
    claiming = (
        update(Iso)
        .where(col(Iso.id).in_(first.with_for_update(skip_locked=True)))
        .values(url_asked=now)
        .returning(col(Iso.id))
    )
    options = {"synchronize_session": False}
    ids = list(session.scalars(claiming, execution_options=options))
    rows = session.exec(
        select(Iso, Version, Zone)
        .join(Version, col(Version.id) == Iso.version_id)
        .join(Zone, col(Zone.id) == Iso.zone_id)
        .where(col(Iso.id).in_(ids))
    )
    return [
        Look(
            iso=iso.id,
            generation=iso.generation,
            name=version.name,
            zonename=zone.name,
            address=address_of(version),
        )
        for iso, version, zone in rows
    ]


def looked(session: Session, _me: Process, look: Look, problem: Problem | None) -> bool:
    """What came of it; gives whether that is news. ``problem``: None where it answered."""
    iso = session.get(Iso, look.iso)
    if iso is None or iso.generation != look.generation or not _is_direct(iso):
        return False  # edited meanwhile
    was_silent = iso.url_failure is not None
    iso.url_failure = problem.code if problem is not None else None
    iso.url_failure_values = reports.plain(problem.values) if problem is not None else {}
    if problem is None:
        iso.url_failed_at = None
    elif not was_silent:
        iso.url_failed_at = clock(session)
    is_news = was_silent != (problem is not None)
    if is_news and problem is not None:
        reports.url_silent(session, iso, problem)
    elif is_news:
        reports.url_answers(session, iso)
    versions.summarise(session, iso.version_id)
    return is_news


def _due(now: datetime, every: timedelta) -> tuple[ColumnElement[bool], ...]:
    asked, failed = col(Iso.url_asked), col(Iso.url_failure).is_not(None)
    soon = and_(failed, asked <= now - min(SOON, every))
    return or_(asked <= now - every, soon), *_DIRECT


_DIRECT: Final = (
    col(Iso.state) == IsoState.READY,
    col(Iso.status) == DownloadStatus.BYPASSED,
)


def _is_direct(iso: Iso) -> bool:
    return iso.state == IsoState.READY and iso.status == DownloadStatus.BYPASSED
