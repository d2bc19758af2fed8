"""Errands as a person sees them: posted, looked at, dropped."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, delete

from kisotui.domain.actors import Actor
from kisotui.domain.errands import Errand, ErrandKind, ErrandState
from kisotui.domain.failures import FAILURES, Problem
from kisotui.store.errand_table import Errand as Row
from kisotui.store.work.clock import clock


def post(
    session: Session,
    kind: ErrandKind,
    request: Mapping[str, Any],
    actor: Actor,
    *,
    secret: str = "",
    storage: str = "",
) -> str:
    """Let a worker do it, one with that directory of ISOs if one is named; gives its id."""
    now = clock(session)
    row = Row(
        kind=kind.value,
        request=dict(request),
        secret=secret,
        storage=storage,
        state=ErrandState.QUEUED.value,
        requested_by=actor.username,
        requested_from=actor.origin,
        created=now,
        updated=now,
    )
    session.add(row)
    return row.id


def look(session: Session, id: str) -> Errand | None:  # noqa: A002 - the field's name
    """How it stands; None where it was dropped, or ended long ago."""
    row = session.get(Row, id)
    if row is None:
        return None
    state = ErrandState(row.state)
    if row.lease_until is not None and row.lease_until <= clock(session):
        state = ErrandState.QUEUED  # nobody has it in hand
    return Errand(
        id=row.id,
        kind=ErrandKind(row.kind),
        state=state,
        report=row.report,
        problem=_problem(row),
        created=row.created,
        updated=row.updated,
    )


def drop(session: Session, id: str) -> None:  # noqa: A002 - the field's name
    """Nobody waits for it any longer: who is at it stops."""
    session.exec(delete(Row).where(col(Row.id) == id))


def _problem(row: Row) -> Problem | None:
    if row.failure is None:
        return None
    if row.failure not in FAILURES:  # of a later release
        return Problem("unexpected", kind=row.failure, log="-")
    return Problem(row.failure, **row.failure_values)
