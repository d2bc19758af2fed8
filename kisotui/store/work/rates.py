"""How fast a worker's downloads may be together."""

from __future__ import annotations

from sqlalchemy import distinct, func
from sqlmodel import Session, col, select

from kisotui.domain.states import Work
from kisotui.store.tables import Iso, Throttle, Worker
from kisotui.store.work.process import Process


def share(session: Session, me: Process, otherwise: int) -> int:
    """Bytes per second for all of my downloads; 0: no limit.

    The limit is of the host, as it was changed while running or ``otherwise``; its workers that
    have downloads share it equally.
    """
    changed = session.get(Throttle, 1)
    limit = otherwise if changed is None else changed.rate_limit
    others = (
        select(func.count(distinct(col(Iso.owner))))
        .join(Worker, col(Worker.owner) == col(Iso.owner))
        .where(Worker.host == me.host, Worker.owner != me.owner, Iso.work == Work.FETCH)
    )
    return limit and max(1, limit // (1 + session.exec(others).one()))
