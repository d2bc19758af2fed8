"""Zones: where ISOs are kept."""

from __future__ import annotations

from sqlalchemy import func
from sqlmodel import Session, col, select

from kisotui.domain import detail_views
from kisotui.domain.actors import Actor
from kisotui.domain.failures import Problem
from kisotui.domain.states import EventState, EventType, IsoState, ZoneType
from kisotui.store import events, tables
from kisotui.store.references import one, shortened


def all_zones(session: Session) -> list[detail_views.Zone]:
    """By name."""
    used = (
        select(tables.Iso.zone_id, func.count().label("versions"))
        .where(tables.Iso.state != IsoState.DESTROYED)
        .group_by(tables.Iso.zone_id)
        .subquery()
    )
    statement = (
        select(tables.Zone, func.coalesce(used.c.versions, 0))
        .outerjoin(used, used.c.zone_id == tables.Zone.id)
        .where(col(tables.Zone.removed).is_(None))
    )
    zones = [_view(row, versions) for row, versions in session.exec(statement)]
    return sorted(zones, key=lambda zone: (zone.name.casefold(), zone.name))


def get(session: Session, zone_id: str) -> detail_views.Zone:
    """Raises Problem: ``zone-not-found``."""
    row = _row(session, zone_id)
    return _view(row, _versions(session, zone_id))


def resolve(session: Session, ref: str) -> str:
    """The id of the zone that is meant by its name, or by its id or a unique start of it.

    Raises Problem: ``zone-not-found``, ``zone-ambiguous``.
    """
    zones = session.exec(
        select(tables.Zone.id, tables.Zone.name).where(col(tables.Zone.removed).is_(None))
    ).all()
    ref = ref.strip()
    same = [(key, name) for key, name in zones if ref in (key, name)]
    starts = [(key, name) for key, name in zones if ref and key.startswith(ref.lower())]
    found = one("zone", ref, same) or one("zone", ref, starts)
    if found is None:
        raise Problem("zone-not-found", ref=shortened(ref))
    return found


def insert(session: Session, name: str, type: ZoneType, actor: Actor) -> str:  # noqa: A002
    """Raises Problem: ``zone-name-taken``."""
    taken = select(tables.Zone.id).where(
        tables.Zone.name == name, col(tables.Zone.removed).is_(None)
    )
    if session.exec(taken).first() is not None:
        raise Problem("zone-name-taken", field="name", name=name)
    row = tables.Zone(name=name, type=type.value)
    session.add(row)
    session.flush()
    events.record(
        session,
        type=EventType.ZONE_CREATE,
        state=EventState.COMPLETED,
        message="event.zone.created",
        values={"name": name, "type": type.value},
        changes={"name": (None, name), "type": (None, type.value)},
        actor=actor,
        resource=events.Resource(events.ZONE, row.id, name),
    )
    return row.id


def remove(session: Session, zone_id: str, actor: Actor) -> None:
    """Flag it as removed; its name is free again.

    Raises Problem: ``zone-not-found``, ``zone-in-use``, ``zone-last``.
    """
    row = _row(session, zone_id)
    versions = _versions(session, zone_id)
    if versions:
        raise Problem("zone-in-use", zone=row.name, count=versions)
    left = select(func.count()).where(col(tables.Zone.removed).is_(None))
    if session.exec(left).one() == 1:
        raise Problem("zone-last", zone=row.name)
    row.removed = tables.now()
    events.record(
        session,
        type=EventType.ZONE_DELETE,
        state=EventState.COMPLETED,
        message="event.zone.deleted",
        values={"name": row.name},
        changes={"name": (row.name, None), "type": (row.type, None)},
        actor=actor,
        resource=events.Resource(events.ZONE, row.id, row.name),
    )


def _row(session: Session, zone_id: str) -> tables.Zone:
    row = session.get(tables.Zone, zone_id)
    if row is None or row.removed is not None:
        raise Problem("zone-not-found", field="zone", ref=shortened(zone_id))
    return row


def _versions(session: Session, zone_id: str) -> int:
    """How many versions have an ISO in it."""
    return session.exec(
        select(func.count()).where(
            tables.Iso.zone_id == zone_id, tables.Iso.state != IsoState.DESTROYED
        )
    ).one()


def _view(row: tables.Zone, versions: int) -> detail_views.Zone:
    return detail_views.Zone(
        id=row.id,
        name=row.name,
        type=ZoneType(row.type),
        created=row.created,
        versions=versions,
    )
