"""ISOs that wait until there is room for them on the disk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlmodel import Session, col, select, update

from kisotui.domain.failures import NO_SPACE, Problem
from kisotui.domain.states import Work
from kisotui.store import versions
from kisotui.store.tables import Iso
from kisotui.store.work import reports
from kisotui.store.work.clock import clock

LOOK_AGAIN: Final = 10.0  # seconds until the disk is looked at again


@dataclass(frozen=True, slots=True)
class Running:
    """An ISO that is being fetched. ``zone``: its id; ``size``: bytes of the whole file."""

    iso: str
    zone: str
    size: int


Lacking = Callable[[str, str, int, int], Problem | None]
"""What speaks against an ISO: by the ids of zone and ISO, the bytes of its file, and those of
others that are about to go on."""


def look_for_room(session: Session, storage: str, lacking: Lacking) -> None:
    """Put off, before anything is claimed, the ISOs for which the disk has no room yet.

    What a person wants at once has no time that it is due at: it is tried, and tells.
    """
    now = clock(session)
    waiting = (
        select(Iso)
        .where(
            Iso.failure == NO_SPACE,
            Iso.work == Work.FETCH,
            col(Iso.owner).is_(None),
            col(Iso.storage).in_(("", storage)),
            col(Iso.due) <= now,
        )
        .order_by(col(Iso.priority).desc(), col(Iso.created), col(Iso.id))
        .with_for_update(skip_locked=True)
    )
    others = 0
    for iso in session.exec(waiting).all():
        size = _size(iso)
        problem = lacking(iso.zone_id, iso.id, size, others)
        if problem is None:
            others += size
        else:
            _put_off(session, iso, problem, now)


def _put_off(session: Session, iso: Iso, problem: Problem, now: datetime) -> None:
    """By a statement: what goes on with it, and since when, stays as it was."""
    later = {
        "due": now + timedelta(seconds=LOOK_AGAIN),
        "failure_values": reports.plain(problem.values),
    }
    session.exec(update(Iso).where(col(Iso.id) == iso.id).values(later))
    versions.summarise(session, iso.version_id)


def running(session: Session, storage: str) -> list[Running]:
    """What is being fetched to the storage, by any worker, in the order in which it began."""
    rows = select(Iso.id, Iso.zone_id, Iso.size).where(
        Iso.storage == storage,
        Iso.work == Work.FETCH,
        col(Iso.owner).is_not(None),
        col(Iso.size).is_not(None),
    )
    in_order = rows.order_by(col(Iso.attempt_started), col(Iso.id))
    return [Running(iso, zone, size or 0) for iso, zone, size in session.exec(in_order)]


def _size(iso: Iso) -> int:
    size = iso.failure_values.get("size")
    return size if isinstance(size, int) else iso.size or 0
