"""ISOs whose files are to be removed, where no living worker has their directory."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from sqlmodel import Session, col, select

from kisotui.domain.failures import Problem
from kisotui.domain.states import Work
from kisotui.store.tables import Iso, Worker
from kisotui.store.work import reports
from kisotui.store.work.clock import clock
from kisotui.store.work.leases import LEASE
from kisotui.store.work.queue import CHORES
from kisotui.store.work.spots import Spot

AWAY: Final = "storage-away"
PATIENCE: Final = timedelta(seconds=60)  # a worker may just be starting anew


def see_to_strays(session: Session, storage: str, is_here: Callable[[Spot], bool]) -> None:
    """Take over those that lie in this directory after all: it was moved without its marker.

    Of the others it is told, once, what they wait for. ``is_here``: whether there is a file
    of a generation before.
    """
    now = clock(session)
    long_ago = now - PATIENCE
    attended = select(Worker.storage).where(col(Worker.seen) > now - LEASE)
    strays = select(Iso).where(
        col(Iso.work).in_(CHORES),
        col(Iso.owner).is_(None),
        Iso.storage != "",
        col(Iso.storage).not_in(attended),
    )
    for iso in session.exec(strays).all():
        if storage and is_here(Spot(iso.zone_id, iso.id, iso.generation)):
            iso.storage = storage
        elif iso.work == Work.DESTROY and iso.failure != AWAY and (iso.since or now) < long_ago:
            iso.failure, iso.failure_values, iso.failed_at = AWAY, {}, now
            reports.away(session, iso, Problem(AWAY))
