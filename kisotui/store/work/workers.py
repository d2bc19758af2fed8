"""The store's workers: any number of them, each with a row that it renews while it lives."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final

from sqlalchemy import func
from sqlmodel import Session, col, delete, select

from kisotui.domain.detail_views import WorkerStatus
from kisotui.domain.states import Work
from kisotui.store.tables import Iso, Worker
from kisotui.store.work import leases
from kisotui.store.work.clock import clock
from kisotui.store.work.errands import extend_errands, free_lost_errands
from kisotui.store.work.leases import LEASE
from kisotui.store.work.owed import is_owed
from kisotui.store.work.process import Process, is_gone

NONE: Final[Mapping[str, int]] = MappingProxyType({})


def enter(session: Session, me: Process) -> None:
    """Be one of the store's workers. What dead ones held can be claimed at once."""
    now = clock(session)
    _sign(session, me, "", now)
    _bury(session, now)


def renew(
    session: Session,
    me: Process,
    storage: str,
    held: Mapping[str, int],
    errands: Mapping[str, int] = NONE,
) -> bool:
    """Say that I am alive, and keep what I hold (id to token), as far as it is mine still.

    ``held``: ISOs. ``storage``: the id of the directory of ISOs that I work in; empty where that
    cannot be used. What dead workers held is free then. Gives whether I was there all the time.
    """
    now = clock(session)
    was_there = _sign(session, me, storage, now)
    leases.extend(session, me, held, now)
    extend_errands(session, me, errands, now)
    # Whoever was away longer than a lease (the store was, or the machine slept) waits with
    # taking over: the others were away for the same reason, and will be back in a moment.
    _bury(session, now if was_there else None)
    return was_there


def leave(session: Session, me: Process) -> None:
    """Be none of the store's workers any longer."""
    session.exec(delete(Worker).where(col(Worker.owner) == me.owner))


def retire(session: Session, me: Process, storage: str) -> bool:
    """Leave unless something is owed: whoever queues work next finds no worker."""
    if is_owed(session, storage):
        return False
    leave(session, me)
    return True


def workers(session: Session) -> list[WorkerStatus]:
    """Those that are alive, the one that was there first at the front."""
    now = clock(session)
    downloads = select(Iso.owner, func.count()).where(
        col(Iso.owner).is_not(None), Iso.work == Work.FETCH
    )
    running = dict(session.exec(downloads.group_by(col(Iso.owner))).all())
    rows = session.exec(select(Worker).order_by(col(Worker.started), col(Worker.owner)))
    return [
        WorkerStatus(
            owner=row.owner,
            host=row.host,
            pid=row.pid,
            started=row.started,
            seen=row.seen,
            downloads=running.get(row.owner, 0),
        )
        for row in rows
        if now - row.seen < LEASE and not is_gone(row.pid, row.born)
    ]


def _sign(session: Session, me: Process, storage: str, now: datetime) -> bool:
    """Write down that I am here; whether I was a lease ago."""
    row = session.get(Worker, me.owner)
    if row is None:
        row = Worker(
            owner=me.owner,
            host=me.host,
            pid=me.pid,
            born=me.born,
            storage=storage,
            started=now,
            seen=now,
        )
        session.add(row)
        session.flush()
        return False
    was_there = now - row.seen < LEASE
    row.storage, row.seen = storage, now
    session.flush()
    return was_there


def _bury(session: Session, now: datetime | None) -> None:
    """Forget the workers that are gone, and with ``now`` also those silent for a lease."""
    rows = session.exec(select(Worker)).all()
    gone = [row for row in rows if is_gone(row.pid, row.born)]
    owners = {row.owner for row in gone}
    leases.free_lost(session, owners, now)
    free_lost_errands(session, owners, now)
    silent = [row for row in rows if now is not None and now - row.seen >= LEASE]
    for row in {row.owner: row for row in (*gone, *silent)}.values():
        session.delete(row)
    session.flush()
