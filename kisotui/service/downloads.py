"""What a person can do with downloads, and see of them.

``zone`` is a zone's id, for the ISO in that zone only. Whoever queues or stops work here sees to it
that there is a worker (``service.worker.ensure``).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kisotui.domain import detail_views
from kisotui.domain.failures import Problem
from kisotui.service.context import Context
from kisotui.store import download_limits, download_orders, downloads, versions
from kisotui.store.addressees import Addressees
from kisotui.store.engine import Session


def page(ctx: Context, query: detail_views.DownloadQuery) -> list[detail_views.Download]:
    """The downloads that the query means, in the order in which their turn comes."""
    with ctx.store.read() as session:
        return downloads.page(session, query)


def retry(ctx: Context, ids: Sequence[str], zone: str | None = None) -> int:
    """Fetch again what failed, go on with what is paused, hasten what waits; how many ISOs.

    Raises Problem: ``nothing-to-retry``, ``version-not-found``, ``being-deleted``, ``not-in-zone``.
    """
    return _order(ctx, ids, zone, download_orders.retry, "nothing-to-retry")


def resume(ctx: Context, ids: Sequence[str], zone: str | None = None) -> int:
    """Go on with what is paused; how many ISOs.

    Raises Problem: ``nothing-to-resume``, and as ``retry`` does.
    """
    return _order(ctx, ids, zone, download_orders.resume, "nothing-to-resume")


def pause(ctx: Context, ids: Sequence[str], zone: str | None = None) -> int:
    """Stop fetching for now and keep what has arrived; how many ISOs.

    Raises Problem: ``nothing-to-pause``, and as ``retry`` does.
    """
    return _order(ctx, ids, zone, download_orders.pause, "nothing-to-pause")


def cancel(ctx: Context, ids: Sequence[str], zone: str | None = None) -> int:
    """Give up fetching and drop what has arrived, or give up verifying; how many ISOs.

    Raises Problem: ``nothing-to-cancel``, and as ``retry`` does.
    """
    return _order(ctx, ids, zone, download_orders.cancel, "nothing-to-cancel")


def verify(ctx: Context, ids: Sequence[str], zone: str | None = None) -> int:
    """Have read again what is stored, and held to its digest; how many ISOs.

    Raises Problem: ``nothing-to-verify``, and as ``retry`` does.
    """
    return _order(ctx, ids, zone, download_orders.verify, "nothing-to-verify")


def stored(ctx: Context, zone: str | None = None) -> list[str]:
    """The versions of which there is something to verify. ``zone``: in that one only."""
    with ctx.store.read() as session:
        return downloads.stored(session, zone)


def limit(ctx: Context, ids: Sequence[str], rate: int | None, zone: str | None = None) -> int:
    """Limit each download to bytes per second, 0 for no limit, None for what the settings say.

    Gives how many ISOs have this limit now. Raises Problem: ``nothing-to-fetch``, and as ``retry``
    does.
    """

    def give(session: Session, to: Addressees) -> int:
        return download_limits.limit(session, to, rate)

    return _order(ctx, ids, zone, give, "nothing-to-fetch")


def prioritise(
    ctx: Context, ids: Sequence[str], wanted: Callable[[int], int], zone: str | None = None
) -> list[int]:
    """Queue sooner or later. ``wanted``: the priority in place of the one that a download has.

    Gives the priority that each of them has now. Raises Problem: ``nothing-to-fetch``, and as
    ``retry`` does.
    """
    priorities: list[int] = []

    def give(session: Session, to: Addressees) -> int:
        found = download_limits.prioritise(session, to, wanted)
        priorities.extend(found)
        return len(found)

    _order(ctx, ids, zone, give, "nothing-to-fetch")
    return priorities


def total_limit(ctx: Context) -> int | None:
    """Bytes per second that all downloads of a host may take; None: as its settings say."""
    with ctx.store.read() as session:
        return download_limits.total_limit(session)


def limit_total(ctx: Context, rate: int | None) -> None:
    """Limit all downloads of a host together; values as in ``limit``."""
    with ctx.write() as session:
        download_limits.limit_total(session, rate, ctx.actor)


def _order(
    ctx: Context,
    ids: Sequence[str],
    zone: str | None,
    give: Callable[[Session, Addressees], int],
    nothing: str,
) -> int:
    each = list(dict.fromkeys(ids))
    with ctx.write() as session:
        concerned = sum(give(session, Addressees(one, zone, ctx.actor)) for one in each)
        if not concerned:
            names = [versions.row(session, one).name for one in each]
            raise Problem(nothing, name=", ".join(names))
    return concerned
