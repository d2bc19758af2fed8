"""Orders to the downloads of many versions: done where they apply, the other versions are counted.

Each of these is one transaction. Of very many versions give some after the other, so that nobody
else who writes has to wait long.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kisotui.domain.failures import Problem
from kisotui.domain.marks import Outcome
from kisotui.service.context import Context
from kisotui.store import download_limits, download_orders
from kisotui.store.addressees import Addressees
from kisotui.store.engine import Session

_Order = Callable[[Session, Addressees], int]
_PASSED_OVER = ("version-not-found", "being-deleted")


def retry(ctx: Context, ids: Sequence[str]) -> Outcome:
    """As ``downloads.retry``."""
    return _each(ctx, ids, download_orders.retry)


def pause(ctx: Context, ids: Sequence[str]) -> Outcome:
    """As ``downloads.pause``."""
    return _each(ctx, ids, download_orders.pause)


def cancel(ctx: Context, ids: Sequence[str]) -> Outcome:
    """As ``downloads.cancel``."""
    return _each(ctx, ids, download_orders.cancel)


def verify(ctx: Context, ids: Sequence[str]) -> Outcome:
    """As ``downloads.verify``."""
    return _each(ctx, ids, download_orders.verify)


def limit(ctx: Context, ids: Sequence[str], rate: int | None) -> Outcome:
    """As ``downloads.limit``."""
    return _each(ctx, ids, lambda session, to: download_limits.limit(session, to, rate))


def prioritise(ctx: Context, ids: Sequence[str], wanted: Callable[[int], int]) -> Outcome:
    """As ``downloads.prioritise``."""

    def give(session: Session, to: Addressees) -> int:
        return len(download_limits.prioritise(session, to, wanted))

    return _each(ctx, ids, give)


def limits(ctx: Context, ids: Sequence[str]) -> frozenset[int | None]:
    """The limits that the downloads of these versions have, as far as they are still to come."""
    with ctx.store.read() as session:
        return download_limits.limits(session, ids)


def _each(ctx: Context, ids: Sequence[str], give: _Order) -> Outcome:
    with ctx.write() as session:
        counts = [_concerned(session, give, Addressees(one, None, ctx.actor)) for one in ids]
    concerned = [count for count in counts if count]
    return Outcome(len(concerned), sum(concerned), len(counts) - len(concerned))


def _concerned(session: Session, give: _Order, to: Addressees) -> int:
    try:
        return give(session, to)
    except Problem as problem:
        if problem.code not in _PASSED_OVER:
            raise
        return 0
