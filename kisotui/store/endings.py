"""How downloads ended, from the events that tell of it."""

from __future__ import annotations

from sqlmodel import Session, col, func, select

from kisotui.domain import detail_views
from kisotui.store import tables

_FAILED = ("event.iso.failed", "event.iso.unfit", "event.iso.rotten")
_VERIFIED = "event.iso.verified"
_MESSAGES = (
    *_FAILED,
    _VERIFIED,
    "event.iso.ready",
    "event.iso.linked",
    "event.iso.bypassed",
)


def since(session: Session, event: int | None) -> tuple[list[detail_views.Ending], int]:
    """What ended after an event, oldest first, and the newest event; None: nothing did yet.

    Writers take turns, so an event with a lower id is never seen after one with a higher one.
    """
    newest = session.exec(select(func.max(tables.Event.id))).one() or 0
    if event is None or newest <= event:
        return [], newest
    rows = session.exec(
        select(tables.Event, tables.Version)
        .join(tables.Version, col(tables.Version.id) == tables.Event.version_id)
        .where(col(tables.Event.id) > event, col(tables.Event.message).in_(_MESSAGES))
        .order_by(col(tables.Event.id))
    )
    return [_ending(told, version) for told, version in rows], newest


def _ending(event: tables.Event, version: tables.Version) -> detail_views.Ending:
    failed = event.message in _FAILED
    return detail_views.Ending(
        version=version.id,
        name=version.name,
        semanticversion=version.semanticversion,
        zonename=event.values["zone"],
        verified=event.message == _VERIFIED,
        failure=event.values["failure"] if failed else None,
        failure_values=event.values["reason"]["values"] if failed else {},
    )
