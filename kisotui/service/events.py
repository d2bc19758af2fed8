"""What has happened."""

from __future__ import annotations

from kisotui.domain.views import Event, EventQuery
from kisotui.service.context import Context
from kisotui.store import events


def page(ctx: Context, query: EventQuery) -> list[Event]:
    """The newest events that the query means, newest first."""
    with ctx.store.read() as session:
        return events.page(session, query)
