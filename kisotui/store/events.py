"""Events: what was done, by whom, from where. Written in the transaction of what they tell of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import BigInteger, literal
from sqlmodel import Session, col, select

from kisotui.domain import detail_views
from kisotui.domain.actors import Actor
from kisotui.domain.states import EventState, EventType, Level
from kisotui.locale import english
from kisotui.store import tables

Changes = Mapping[str, tuple[object, object]]


class Resource(NamedTuple):
    """What an event is about; ``type`` in CloudStack's words."""

    type: str
    id: str
    name: str


VERSION = "KubernetesSupportedVersion"
ISO = "Iso"
ZONE = "Zone"
SOURCE = "Source"
CONFIGURATION = "Configuration"


def record(
    session: Session,
    *,
    type: EventType,  # noqa: A002 - the field's name
    state: EventState,
    message: str,
    actor: Actor,
    resource: tuple[str, str, str],
    values: Mapping[str, object] | None = None,
    level: Level = Level.INFO,
    changes: Changes | None = None,
    version_id: str | None = None,
    parent: int | None = None,
) -> tables.Event:
    """Add an event to the transaction; it has its id once that was flushed.

    ``message``: its id in the catalogue; ``values``: what that names, never a secret.
    """
    values = dict(values or {})
    row = tables.Event(
        level=level.value,
        type=type.value,
        state=state.value,
        message=message,
        values=values,
        description=english(message, **values),
        changes={field: list(pair) for field, pair in (changes or {}).items()},
        username=actor.username,
        origin=actor.origin,
        resource_type=resource[0],
        resource_id=resource[1],
        resource_name=resource[2],
        version_id=version_id,
        parent=parent,
    )
    session.add(row)
    return row


def last_changed_by(session: Session, version_id: str) -> str:
    """Who changed a field of a version last; empty for nobody."""
    found = session.exec(
        select(tables.Event.username)
        .where(
            tables.Event.version_id == version_id,
            tables.Event.type == EventType.VERSION_UPDATE.value,
        )
        .order_by(col(tables.Event.id).desc())
        .limit(1)
    )
    return found.first() or ""


def page(session: Session, query: detail_views.EventQuery) -> list[detail_views.Event]:
    """The newest events that the query means, newest first."""
    statement = select(tables.Event).order_by(col(tables.Event.id).desc()).limit(query.limit)
    if query.version is not None:
        statement = statement.where(tables.Event.version_id == query.version)
    if query.levels != frozenset(Level):
        statement = statement.where(col(tables.Event.level).in_(sorted(query.levels)))
    if query.before is not None:
        # Big: it may be any number, also one that is no event's.
        before = literal(query.before, BigInteger)
        statement = statement.where(col(tables.Event.id) < before)
    return [_view(row) for row in session.exec(statement)]


def _view(row: tables.Event) -> detail_views.Event:
    return detail_views.Event(
        id=row.id or 0,
        level=Level(row.level),
        type=EventType(row.type),
        state=EventState(row.state),
        message=row.message,
        values=row.values,
        description=row.description,
        changes={field: (before, after) for field, (before, after) in row.changes.items()},
        username=row.username,
        origin=row.origin,
        resourcetype=row.resource_type,
        resourceid=row.resource_id,
        resourcename=row.resource_name,
        parent=row.parent,
        created=row.created,
    )
