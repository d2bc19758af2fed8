"""What waits for a worker, in the order in which it is claimed, as far as the limits allow.

The statements are built once: that takes longer than running them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import ColumnElement, ScalarSelect, bindparam, case, func
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from kisotui.domain.states import Work
from kisotui.store.tables import Iso, UtcTime, Worker, Zone
from kisotui.store.work.clock import clock
from kisotui.store.work.leases import LEASE
from kisotui.store.work.twins import is_first

CHORES: Final = (Work.DISCARD, Work.DESTROY)
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
    asked = values(storage, bounds, now)
    statements = {Work.FETCH: fetchable(bounds)} | {chore: chores(chore, 1) for chore in CHORES}
    found = {
        work
        for work, statement in statements.items()
        if _is_due(session, work, now) and session.exec(statement, params=asked).first()
    }
    later = [due for work in statements if (due := _next_due(session, work, now))]
    return Owed(
        fetch=Work.FETCH in found,
        chores=not found.isdisjoint(CHORES),
        due=min(((due - now).total_seconds() for due in later), default=None),
    )


def is_owed(session: Session, storage: str | None = None) -> bool:
    """Whether there is anything to do, now or later, for a worker with that storage, or for any;
    what is held may come back."""
    own = col(Iso.storage).in_(("", storage)) if storage is not None else True
    questions = (
        select(Iso.id).where(col(Iso.owner).is_not(None)),
        select(Iso.id).where(Iso.work == Work.FETCH),
        select(Iso.id).where(col(Iso.work).in_(CHORES), own),
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
def chores(work: Work, limit: int) -> SelectOfScalar[str]:
    """ISOs whose files are to be removed, by a worker that has them."""
    chore = aliased(Iso)
    owed = select(chore.id).where(chore.work == work, *_waits(chore), _is_here(chore))
    return owed.limit(limit)


def _is_here(iso: type[Iso]) -> ColumnElement[bool]:
    return or_(col(iso.storage) == "", col(iso.storage) == _HERE)


def _waits(iso: type[Iso]) -> Iterable[ColumnElement[bool]]:
    # Not as two conditions: SQLite would gather all that are due, and sort them.
    return col(iso.owner).is_(None), func.coalesce(col(iso.due), _NOW) <= _NOW


def _in_turn(iso: type[Iso]) -> tuple[Any, ...]:
    return col(iso.priority).desc(), col(iso.created), col(iso.id)


def _running(zone: type[Zone] | None = None) -> ScalarSelect[int]:
    """How many downloads run, in all or in the zone."""
    held = aliased(Iso)
    # Not as a condition: SQLite would look through the zone instead of what is held.
    counted = col(held.id) if zone is None else case((col(held.zone_id) == zone.id, held.id))
    count = select(func.count(counted)).where(
        col(held.owner).is_not(None), col(held.work).in_(_RUNNING)
    )
    return count.correlate(Zone).scalar_subquery()


def _is_due(session: Session, work: Work, now: datetime) -> bool:
    """Whether anything is: looking for the first in turn costs more, the more waits till later."""
    due = col(Iso.due)
    free = select(Iso.id).where(Iso.work == work, col(Iso.owner).is_(None)).limit(1)
    return any(session.exec(free.where(when)).first() for when in (due.is_(None), due <= now))


def _next_due(session: Session, work: Work, now: datetime) -> datetime | None:
    """When the first is due that is not yet."""
    waiting = select(Iso.due).where(Iso.work == work, col(Iso.owner).is_(None), col(Iso.due) > now)
    return session.exec(waiting.order_by(col(Iso.due)).limit(1)).first()
