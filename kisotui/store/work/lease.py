"""One worker per store: the lease in the ``worker`` row."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlmodel import Session, col, delete, select, update

from kisotui.domain.states import Work
from kisotui.domain.views import WorkerStatus
from kisotui.store import tables, versions
from kisotui.store.work import reports
from kisotui.store.work.claims import is_owed
from kisotui.store.work.clock import clock
from kisotui.store.work.process import Process, is_gone

LEASE: Final = timedelta(seconds=10)
_ONLY = 1


def take(session: Session, me: Process) -> bool:
    """Become the store's worker, unless another one is alive.

    What a dead one held is released, and can be claimed at once.
    """
    now = clock(session)
    row = session.get(tables.Worker, _ONLY)
    if row is not None and row.owner != me.owner and _is_alive(row, now):
        return False
    session.merge(
        tables.Worker(
            id=_ONLY,
            owner=me.owner,
            host=me.host,
            pid=me.pid,
            born=me.born,
            started=now,
            seen=now,
        )
    )
    _release_lost(session, me)
    return True


def renew(session: Session, me: Process) -> bool:
    """Say that I am alive; False when another worker has taken over."""
    statement = (
        update(tables.Worker)
        .where(col(tables.Worker.owner) == me.owner)
        .values(seen=clock(session))
    )
    return session.exec(statement).rowcount == 1


def leave(session: Session, me: Process) -> None:
    """Give the lease back, if it is still mine."""
    session.exec(delete(tables.Worker).where(col(tables.Worker.owner) == me.owner))


def retire(session: Session, me: Process) -> bool:
    """Give the lease back unless something is owed: whoever queues work next finds no worker."""
    if is_owed(session):
        return False
    leave(session, me)
    return True


def holder(session: Session) -> WorkerStatus | None:
    """The store's worker, if it is alive."""
    row = session.get(tables.Worker, _ONLY)
    if row is None or not _is_alive(row, clock(session)):
        return None
    return WorkerStatus(host=row.host, pid=row.pid, started=row.started, seen=row.seen)


def _is_alive(row: tables.Worker, now: datetime) -> bool:
    return now - row.seen < LEASE and not is_gone(row.pid, row.born)


def _release_lost(session: Session, me: Process) -> None:
    held = select(tables.Iso).where(
        col(tables.Iso.owner).is_not(None), col(tables.Iso.owner) != me.owner
    )
    for iso in session.exec(held).all():
        iso.owner = None
        iso.rate = 0
        if iso.work == Work.FETCH:
            reports.lost(session, iso)
        versions.summarise(session, iso.version_id)
