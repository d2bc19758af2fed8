"""Whether there is anything to do for a worker, now or later."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from kisotui.domain.states import PROOFS, Work
from kisotui.store.tables import Iso
from kisotui.store.work.clock import clock
from kisotui.store.work.errands import is_errand_due, is_errand_owed
from kisotui.store.work.queue import CHORES, NOW, Bounds, chores, fetchable, is_here, values


@dataclass(frozen=True, slots=True)
class Owed:
    """What a worker can claim now, and in how many seconds more is due; None: never."""

    fetch: bool
    chores: bool
    due: float | None
    errands: bool = False
    proofs: frozenset[Work] = frozenset()
    """Of PROOFS."""


def owed(session: Session, storage: str, bounds: Bounds) -> Owed:
    """What there is to do for a worker with that storage, by the store's clock."""
    now = clock(session)
    asked = values(storage, bounds, now)

    def first(statement: SelectOfScalar[Any]) -> Any:
        return session.exec(statement, params=asked).first()

    at_rest = {work: chores(work, 1) for work in (*CHORES, *PROOFS)}
    statements = {Work.FETCH: fetchable(bounds)} | at_rest
    # Looking for the first in turn costs more, the more waits till later.
    due = {work for work in statements if any(map(first, _due_now(work)))}
    found = {work for work in due if first(statements[work])}
    later = [each for work in statements if (each := first(_next_due(work)))]
    return Owed(
        fetch=Work.FETCH in found,
        chores=not found.isdisjoint(CHORES),
        due=min(((each - now).total_seconds() for each in later), default=None),
        errands=is_errand_due(session, storage),
        proofs=frozenset(found.intersection(PROOFS)),
    )


def is_owed(session: Session, storage: str | None = None) -> bool:
    """Whether there is anything to do, now or later, for a worker with that storage, or for any;
    what is held may come back."""
    asked = {"here": storage}
    questions = _anything(storage is not None)
    isos = any(session.exec(each, params=asked).first() is not None for each in questions)
    return isos or is_errand_owed(session, storage)


@cache
def _anything(for_one: bool) -> list[SelectOfScalar[str]]:
    own = [is_here(Iso)] if for_one else []
    questions = (
        select(Iso.id).where(col(Iso.owner).is_not(None)),
        select(Iso.id).where(Iso.work == Work.FETCH),
        # A scrub is owed nobody: whoever is there anyway does it.
        select(Iso.id).where(col(Iso.work).in_((*CHORES, Work.VERIFY)), *own),
    )
    return [each.limit(1) for each in questions]


@cache
def _due_now(work: Work) -> list[SelectOfScalar[str]]:
    """Whether anything is, in the two ways in which it can be."""
    free = select(Iso.id).where(Iso.work == work, col(Iso.owner).is_(None)).limit(1)
    return [free.where(col(Iso.due).is_(None)), free.where(col(Iso.due) <= NOW)]


@cache
def _next_due(work: Work) -> SelectOfScalar[Any]:
    """When the first is due that is not yet."""
    free = select(Iso.due).where(Iso.work == work, col(Iso.owner).is_(None))
    return free.where(col(Iso.due) > NOW).order_by(col(Iso.due)).limit(1)
