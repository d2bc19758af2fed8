"""Whose downloads an order is about, who gives it, and the event that tells of it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session

from kisotui.domain.actors import Actor
from kisotui.domain.failures import Problem
from kisotui.domain.names import iso_name
from kisotui.domain.states import EventState, EventType, Level
from kisotui.store import events, tables, versions
from kisotui.store.events import Changes


@dataclass(frozen=True, slots=True)
class Addressees:
    """The ISOs of a version, or its ISO in one zone; and who gives the order.

    ``version`` and ``zone`` are ids; ``zone``: None for all of them.
    """

    version: str
    zone: str | None
    actor: Actor


def isos(
    session: Session, version: tables.Version, to: Addressees
) -> list[tuple[tables.Iso, tables.Zone]]:
    """The ISOs with their zones. Raises Problem: ``not-in-zone``."""
    pairs = versions.isos(session, version.id)
    found = [pair for pair in pairs if to.zone in (None, pair[1].id)]
    if not found:
        zones = ", ".join(zone.name for _, zone in pairs)
        raise Problem("not-in-zone", name=version.name, zones=zones)
    return found


def tell(
    session: Session,
    to: Addressees,
    version: tables.Version,
    iso: tables.Iso,
    zone: tables.Zone,
    kind: EventType,
    message: str,
    changes: Changes,
    level: Level = Level.INFO,
    **values: object,
) -> None:
    """Record what was ordered for an ISO. ``values``: what the message names beside it."""
    events.record(
        session,
        type=kind,
        state=EventState.COMPLETED,
        message=message,
        values={"name": version.name, "zone": zone.name, **values},
        level=level,
        changes=changes,
        actor=to.actor,
        resource=events.Resource(events.ISO, iso.id, iso_name(version.name)),
        version_id=version.id,
    )
