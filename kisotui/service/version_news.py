"""Everything that is shown of one version, all of one moment."""

from __future__ import annotations

from typing import NamedTuple

from kisotui.domain.detail_views import Event, EventQuery, VersionDetail, WorkerStatus
from kisotui.service.context import Context
from kisotui.service.versions import with_mirror
from kisotui.store import download_limits, events, versions, work


class VersionNews(NamedTuple):
    """A version with its events, and what is around its downloads."""

    detail: VersionDetail
    events: list[Event]
    workers: dict[str, WorkerStatus]
    """Those alive, by what an ISO's ``owner`` names."""
    total_limit: int | None


def version_news(ctx: Context, query: EventQuery) -> VersionNews:
    """``query``: which of its events. Raises Problem: ``version-not-found``."""
    with ctx.store.read() as session:
        return VersionNews(
            with_mirror(ctx, versions.get(session, query.version or "")),
            events.page(session, query),
            {alive.owner: alive for alive in work.workers(session)},
            download_limits.total_limit(session),
        )
