"""What has happened."""

from __future__ import annotations

from kisotui.domain.detail_views import Ending, Event, EventQuery
from kisotui.service.context import Context
from kisotui.store import endings, events


def page(ctx: Context, query: EventQuery) -> list[Event]:
    """The newest events that the query means, newest first."""
    with ctx.store.read() as session:
        return events.page(session, query)


def ended(ctx: Context, since: int | None) -> tuple[list[Ending], int]:
    """How downloads ended after the event with this id, oldest first, and the newest event's id.

    ``since`` None: only that id, to begin with.
    """
    with ctx.store.read() as session:
        return endings.since(session, since)
