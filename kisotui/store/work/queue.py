"""What waits for a worker, in the order in which it is claimed, as far as the limits allow.

The statements are built once: that takes longer than running them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import ColumnElement, ScalarSelect, String, bindparam, case, func
from sqlalchemy.orm import aliased
from sqlmodel import col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from kisotui.domain.states import Work
from kisotui.store.tables import Iso, UtcTime, Worker, Zone
from kisotui.store.work.leases import LEASE
from kisotui.store.work.twins import is_first

CHORES: Final = (Work.DISCARD, Work.DESTROY)
_RUNNING = (Work.FETCH, Work.PAUSED)  # one that is being paused has not let go of its server yet

# Under other names than the columns: those are taken in an UPDATE.
NOW: Final = bindparam("at", type_=UtcTime)
_HEARD: Final = bindparam("heard", type_=UtcTime)
_HERE: Final = bindparam("here", type_=String())


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many downloads run at once, over all workers of the store."""

    downloads: int
    zone_downloads: int
    """For one zone; 0: as many as there may be."""


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
            or_(is_here(queued), col(queued.storage).not_in(attended)),
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
    """ISOs whose files are to be removed, or read again, by a worker that has them."""
    chore = aliased(Iso)
    owed = select(chore.id).where(chore.work == work, *_waits(chore), is_here(chore))
    return owed.limit(limit)


def is_here(iso: type[Iso]) -> ColumnElement[bool]:
    return or_(col(iso.storage) == "", col(iso.storage) == _HERE)


def _waits(iso: type[Iso]) -> Iterable[ColumnElement[bool]]:
    # Not as two conditions: SQLite would gather all that are due, and sort them.
    return col(iso.owner).is_(None), func.coalesce(col(iso.due), NOW) <= NOW


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
