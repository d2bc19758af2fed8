"""Everything that is shown of one version, as it was at one time."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kisotui.domain.detail_views import Event, EventQuery, VersionDetail, WorkerStatus

if TYPE_CHECKING:
    from kisotui.service.context import Context


class VersionNews(NamedTuple):
    """A version with its events, and what is around its downloads."""

    detail: VersionDetail
    events: list[Event]
    workers: dict[str, WorkerStatus]
    """Those alive, by what an ISO's ``owner`` names."""
    total_limit: int | None


def version_news(context: Context, query: EventQuery) -> VersionNews:
    """``query``: which of its events. Raises Problem: ``version-not-found``."""
    from kisotui.service import downloads, events, versions, worker

    return VersionNews(
        versions.get(context, query.version or ""),
        events.page(context, query),
        {alive.owner: alive for alive in worker.status(context)},
        downloads.total_limit(context),
    )
