"""Errands as a worker sees them: claimed, reported on, ended; and those that nobody waits for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, tuple_
from sqlmodel import Session, and_, col, delete, or_, select, update

from kisotui.domain.errands import KEPT, ErrandKind, ErrandState
from kisotui.domain.failures import Problem
from kisotui.store.errand_table import Errand
from kisotui.store.work import reports
from kisotui.store.work.clock import clock
from kisotui.store.work.leases import LEASE
from kisotui.store.work.process import Process

ATTEMPTS: Final = 3
"""Workers that an errand is given to, one after the other, when each of them dies of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrandJob:
    """An errand that a worker holds. ``token``: which claim on it this is."""

    id: str
    token: int
    kind: ErrandKind
    request: Mapping[str, Any]
    secret: str = field(repr=False)


def claim_errand(
    session: Session, me: Process, kinds: Collection[ErrandKind], *, storage: str
) -> ErrandJob | None:
    """Take the oldest errand of these kinds."""
    now = clock(session)
    first = select(Errand.id).where(*_waits(), _is_here(storage), col(Errand.kind).in_(kinds))
    first = first.order_by(col(Errand.created), col(Errand.id)).limit(1)
    statement = (
        update(Errand)
        .where(col(Errand.id).in_(first.with_for_update(skip_locked=True).scalar_subquery()))
        .values(
            owner=me.owner,
            token=Errand.token + 1,
            lease_until=now + LEASE,
            state=ErrandState.RUNNING.value,
            updated=now,
        )
        .returning(Errand)
    )
    options = {"synchronize_session": False, "populate_existing": True}
    row = session.scalars(statement, execution_options=options).first()
    if row is None:
        return None
    return ErrandJob(
        id=row.id,
        token=row.token,
        kind=ErrandKind(row.kind),
        request=row.request,
        secret=row.secret,
    )


def wanted_errands(session: Session, me: Process, held: Mapping[str, int]) -> set[str]:
    """Which of my errands (id to token) are still mine: nobody dropped them."""
    if not held:
        return set()
    mine = select(Errand.id).where(_is_mine(me, held))
    return set(session.exec(mine))


def report_errand(session: Session, me: Process, job: ErrandJob, report: Mapping[str, Any]) -> bool:
    """Say what is known so far; whether it is still mine."""
    row = _mine(session, me, job)
    if row is not None:
        row.report, row.updated = dict(report), clock(session)
    return row is not None


def end_errand(
    session: Session,
    me: Process,
    job: ErrandJob,
    report: Mapping[str, Any],
    problem: Problem | None = None,
) -> bool:
    """It is done, or failed; whether it was still mine."""
    row = _mine(session, me, job)
    if row is not None:
        row.report = dict(report)
        _end(row, problem, clock(session))
    return row is not None


def release_errand(session: Session, me: Process, job: ErrandJob) -> bool:
    """It was stopped before its end, for others to do; whether it was still mine."""
    row = _mine(session, me, job)
    if row is not None:
        _let_go(row)
    return row is not None


def is_errand_owed(session: Session, storage: str | None) -> bool:
    """Whether there is any to do, for a worker with that storage, or for any."""
    here = () if storage is None else (or_(_is_here(storage), col(Errand.owner).is_not(None)),)
    return session.exec(select(Errand.id).where(*_is_open(), *here).limit(1)).first() is not None


def open_errands(session: Session, ids: Collection[str]) -> set[str]:
    """Which of them are still to be done, or being done."""
    return set(session.exec(select(Errand.id).where(*_is_open(), col(Errand.id).in_(ids))))


def is_errand_due(session: Session, storage: str) -> bool:
    """Whether one can be claimed now."""
    waiting = select(Errand.id).where(*_waits(), _is_here(storage)).limit(1)
    return session.exec(waiting).first() is not None


def extend_errands(session: Session, me: Process, held: Mapping[str, int], now: datetime) -> None:
    """Keep what I hold (id to token)."""
    session.exec(update(Errand).where(_is_mine(me, held)).values(lease_until=now + LEASE))


def free_lost_errands(session: Session, gone: Collection[str], lapsed: datetime | None) -> None:
    """Let go of what the owners held that are gone, and of what had a lease until ``lapsed``."""
    signs: list[ColumnElement[bool]] = [col(Errand.owner).in_(gone)]
    if lapsed is not None:
        signs.append(col(Errand.lease_until) <= lapsed)
    for row in session.exec(select(Errand).where(col(Errand.owner).is_not(None), or_(*signs))):
        if row.token < ATTEMPTS:
            _let_go(row)
        else:
            _end(row, Problem("errand-given-up", attempts=row.token), clock(session))


def forget_errands(session: Session) -> None:
    """Remove those that ended long ago, and those that nobody can be waiting for any more."""
    before = clock(session) - KEPT
    waits = and_(*_waits())
    old = or_(col(Errand.finished) <= before, and_(waits, col(Errand.created) <= before))
    session.exec(delete(Errand).where(old))


def _is_open() -> tuple[ColumnElement[bool], ...]:
    return (col(Errand.finished).is_(None),)


def _waits() -> tuple[ColumnElement[bool], ...]:
    return (*_is_open(), col(Errand.owner).is_(None))


def _is_here(storage: str) -> ColumnElement[bool]:
    return col(Errand.storage).in_(("", storage))


def _is_mine(me: Process, held: Mapping[str, int]) -> ColumnElement[bool]:
    held_so = tuple_(col(Errand.id), col(Errand.token)).in_(held.items())
    return and_(held_so, col(Errand.owner) == me.owner)


def _mine(session: Session, me: Process, job: ErrandJob) -> Errand | None:
    row = session.get(Errand, job.id)
    return row if row is not None and (row.owner, row.token) == (me.owner, job.token) else None


def _let_go(row: Errand) -> None:
    row.owner, row.lease_until, row.state = None, None, ErrandState.QUEUED.value


def _end(row: Errand, problem: Problem | None, now: datetime) -> None:
    _let_go(row)
    row.state = (ErrandState.FAILED if problem else ErrandState.DONE).value
    row.secret, row.finished, row.updated = "", now, now
    if problem is not None:
        row.failure, row.failure_values = problem.code, reports.plain(problem.values)
