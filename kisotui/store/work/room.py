"""ISOs that wait until there is room for them on the disk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from sqlalchemy.orm import Bundle
from sqlmodel import Session, col, select, update

from kisotui.domain.failures import NO_SPACE, Problem
from kisotui.domain.states import Work
from kisotui.store.tables import Iso
from kisotui.store.work import reports
from kisotui.store.work.clock import clock
from kisotui.store.work.spots import Spot

_SPOT: Final = Bundle[Any]("spot", col(Iso.zone_id), col(Iso.id), col(Iso.generation))
LOOK_AGAIN: Final = 10.0  # seconds until the disk is looked at again


@dataclass(frozen=True, slots=True)
class Running:
    """An ISO that is being fetched. ``size``: bytes of the whole file."""

    spot: Spot
    size: int


Lacking = Callable[[Spot, int, int], Problem | None]
"""What speaks against an ISO: by the bytes of its file, and those of others that are about to go
on."""


def look_for_room(session: Session, storage: str, lacking: Lacking) -> None:
    """Put off, before anything is claimed, the ISOs for which the disk has no room yet.

    What a person wants at once has no time that it is due at: it is tried, and tells.
    """
    now = clock(session)
    waiting = (
        select(_SPOT, Iso.size, Iso.failure_values)
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
    others, later = 0, now + timedelta(seconds=LOOK_AGAIN)
    put_off: list[dict[str, object]] = []
    for found, known, values in session.exec(waiting).all():
        spot = Spot(*found)
        size = _size(values) or known or 0
        problem = lacking(spot, size, others)
        if problem is None:
            others += size
        else:
            told = reports.plain(problem.values)
            put_off.append({"id": spot.iso, "due": later, "failure_values": told})
    if put_off:  # by a statement: what goes on with them, and since when, stays as it was
        session.exec(update(Iso), params=put_off)


def running(session: Session, storage: str) -> list[Running]:
    """What is being fetched to the storage, by any worker, in the order in which it began."""
    rows = select(_SPOT, Iso.size).where(
        Iso.storage == storage,
        Iso.work == Work.FETCH,
        col(Iso.owner).is_not(None),
        col(Iso.size).is_not(None),
    )
    in_order = rows.order_by(col(Iso.attempt_started), col(Iso.id))
    return [Running(Spot(*spot), size or 0) for spot, size in session.exec(in_order)]


def _size(values: Mapping[str, object]) -> int | None:
    """Bytes of the file, as was told when there was no room for it."""
    size = values.get("size")
    return size if isinstance(size, int) else None
