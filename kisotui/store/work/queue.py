"""What waits for a worker, in the order in which it is claimed, as far as the limits allow."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, func
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from kisotui.domain.states import Work
from kisotui.store.tables import Iso, Worker, Zone
from kisotui.store.work.clock import clock
from kisotui.store.work.leases import LEASE
from kisotui.store.work.twins import is_first

_CHORES = (Work.DISCARD, Work.DESTROY)
_OWED = (Work.FETCH, *_CHORES)
_RUNNING = (Work.FETCH, Work.PAUSED)  # one that is being paused has not let go of its server yet


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many downloads run at once, over all workers of the store."""

    downloads: int
    zone_downloads: int
    """For one zone; 0: as many as there may be."""


@dataclass(frozen=True, slots=True)
class Owed:
    """What a worker can claim now, and in how many seconds more is due; None: never."""

    fetch: bool
    chores: bool
    due: float | None


def owed(session: Session, storage: str, bounds: Bounds) -> Owed:
    """What there is to do for a worker with that storage, by the store's clock."""
    now = clock(session)
    due = [_due(session, work, now) for work in _OWED]
    return Owed(
        fetch=session.exec(fetchable(storage, bounds, now)).first() is not None,
        chores=session.exec(chores(storage, now).limit(1)).first() is not None,
        due=min(((each - now).total_seconds() for each in due if each), default=None),
    )


def is_owed(session: Session, storage: str | None = None) -> bool:
    """Whether there is anything to do, now or later, for a worker with that storage, or for any;
    what is held may come back."""
    own = col(Iso.storage).in_(("", storage)) if storage is not None else True
    questions = (
        select(Iso.id).where(col(Iso.owner).is_not(None)),
        select(Iso.id).where(Iso.work == Work.FETCH),
        select(Iso.id).where(col(Iso.work).in_(_CHORES), own),
    )
    return any(session.exec(each.limit(1)).first() is not None for each in questions)


def fetchable(
    storage: str, bounds: Bounds, now: datetime, without: Collection[str] = ()
) -> SelectOfScalar[str]:
    """The ISO that is to be fetched next, if the limits allow one."""
    next_ = aliased(Iso)
    zones = select(_first_of_zone(storage, now, without)).where(col(Zone.removed).is_(None))
    if bounds.zone_downloads:
        zones = zones.where(_running(Zone) < bounds.zone_downloads)
    return (
        select(next_.id)
        .where(col(next_.id).in_(zones), _running() < bounds.downloads)
        .order_by(*_in_turn(next_))
        .limit(1)
    )


def _first_of_zone(storage: str, now: datetime, without: Collection[str]) -> ScalarSelect[str]:
    """Zone by zone, because then a zone whose limit is reached costs nothing however long its
    queue is."""
    queued = aliased(Iso)
    own = col(queued.storage).in_(("", storage))
    # Where what has arrived can be gone on with, as long as there is a worker for it there.
    attended = select(Worker.storage).where(col(Worker.seen) > now - LEASE)
    return (
        select(queued.id)
        .where(
            queued.zone_id == Zone.id,
            queued.work == Work.FETCH,
            *_waits(queued, now),
            or_(own, col(queued.storage).not_in(attended)),
            col(queued.id).not_in(without),
            is_first(queued, Zone, storage),
        )
        .order_by(*_in_turn(queued))
        .limit(1)
        .correlate(Zone)
        .scalar_subquery()
    )


def chores(storage: str, now: datetime) -> SelectOfScalar[str]:
    """The ISOs whose files are to be removed, by a worker that has them."""
    chore = aliased(Iso)
    own = col(chore.storage).in_(("", storage))
    return select(chore.id).where(col(chore.work).in_(_CHORES), *_waits(chore, now), own)


def _waits(iso: type[Iso], now: datetime) -> Iterable[ColumnElement[bool]]:
    return col(iso.owner).is_(None), or_(col(iso.due).is_(None), col(iso.due) <= now)


def _in_turn(iso: type[Iso]) -> tuple[Any, ...]:
    return col(iso.priority).desc(), col(iso.created), col(iso.id)


def _running(zone: type[Zone] | None = None) -> ScalarSelect[int]:
    """How many downloads run, in all or in the zone."""
    held = aliased(Iso)
    count = select(func.count(col(held.id))).where(
        col(held.owner).is_not(None), col(held.work).in_(_RUNNING)
    )
    if zone is not None:
        count = count.where(held.zone_id == zone.id).correlate(zone)
    return count.scalar_subquery()


def _due(session: Session, work: Work, now: datetime) -> datetime | None:
    """When the first is due that is not yet."""
    waiting = select(Iso.due).where(Iso.work == work, col(Iso.owner).is_(None), col(Iso.due) > now)
    return session.exec(waiting.order_by(col(Iso.due)).limit(1)).first()
