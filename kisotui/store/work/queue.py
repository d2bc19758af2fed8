"""What waits for a worker, in the order in which it is claimed, as far as the limits allow.

The statements are built once: that takes longer than running them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import ColumnElement, ScalarSelect, bindparam, func
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from kisotui.domain.states import Work
from kisotui.store.tables import Iso, UtcTime, Worker, Zone
from kisotui.store.work.clock import clock
from kisotui.store.work.leases import LEASE
from kisotui.store.work.twins import is_first

_CHORES = (Work.DISCARD, Work.DESTROY)
_OWED = (Work.FETCH, *_CHORES)
_RUNNING = (Work.FETCH, Work.PAUSED)  # one that is being paused has not let go of its server yet

# Under other names than the columns: those are taken in an UPDATE.
_NOW: Final = bindparam("at", type_=UtcTime)
_HEARD: Final = bindparam("heard", type_=UtcTime)
_HERE: Final = bindparam("here", type_=Iso.__table__.c.storage.type)  # type: ignore[attr-defined]


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
    next_fetch, asked = fetchable(bounds), values(storage, bounds, now)
    due = [_due(session, work, now) for work in _OWED]
    return Owed(
        fetch=session.exec(next_fetch, params=asked).first() is not None,
        chores=session.exec(chores(1), params=asked).first() is not None,
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


def values(
    storage: str, bounds: Bounds, now: datetime, without: Collection[str] = ()
) -> dict[str, Any]:
    """What the statements ask for: for a worker with that storage, at that time.

    ``without``: ISOs that are left alone.
    """
    return {
        "at": now,
        "heard": now - LEASE,
        "here": storage,
        "total": bounds.downloads,
        "each_zone": bounds.zone_downloads,
        "without": tuple(without),
    }


def fetchable(bounds: Bounds) -> SelectOfScalar[str]:
    """The ISO that is to be fetched next, if the limits allow one."""
    return _fetchable(bounds.zone_downloads > 0)


@cache
def _fetchable(limited_zones: bool) -> SelectOfScalar[str]:
    best = aliased(Iso)
    heads = select(_first_of_zone()).where(col(Zone.removed).is_(None))
    if limited_zones:
        heads = heads.where(_running(Zone) < bindparam("each_zone"))
    return (
        select(best.id)
        .where(col(best.id).in_(heads), _running() < bindparam("total"))
        .order_by(*_in_turn(best))
        .limit(1)
    )


def _first_of_zone() -> ScalarSelect[str]:
    """Zone by zone, because then a zone whose limit is reached costs nothing however long its
    queue is."""
    queued = aliased(Iso)
    # Where what has arrived can be gone on with, as long as there is a worker for it there.
    attended = select(Worker.storage).where(col(Worker.seen) > _HEARD)
    return (
        select(queued.id)
        .where(
            queued.zone_id == Zone.id,
            queued.work == Work.FETCH,
            *_waits(queued),
            or_(_is_here(queued), col(queued.storage).not_in(attended)),
            col(queued.id).not_in(bindparam("without", expanding=True)),
            is_first(queued, Zone, _HERE),
        )
        .order_by(*_in_turn(queued))
        .limit(1)
        .correlate(Zone)
        .scalar_subquery()
    )


@cache
def chores(limit: int) -> SelectOfScalar[str]:
    """ISOs whose files are to be removed, by a worker that has them."""
    chore = aliased(Iso)
    owed = select(chore.id).where(col(chore.work).in_(_CHORES), *_waits(chore), _is_here(chore))
    return owed.limit(limit)


def _is_here(iso: type[Iso]) -> ColumnElement[bool]:
    return or_(col(iso.storage) == "", col(iso.storage) == _HERE)


def _waits(iso: type[Iso]) -> Iterable[ColumnElement[bool]]:
    return col(iso.owner).is_(None), or_(col(iso.due).is_(None), col(iso.due) <= _NOW)


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
