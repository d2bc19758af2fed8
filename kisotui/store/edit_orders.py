"""Carrying out an edit: the version's row, what is owed its ISOs, the events that tell of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlmodel import Session

from kisotui.domain.actors import Actor
from kisotui.domain.contents import Finding
from kisotui.domain.corrections import Correction
from kisotui.domain.edits import Fate
from kisotui.domain.names import iso_name
from kisotui.domain.states import EventState, EventType, Level, Work
from kisotui.store import adding, events, evidence, queueing, tables, versions
from kisotui.store.editing import Edit, zones_of

EDITED: Final = "event.version.edited"
OVERRULED: Final = "event.version.edited-overruled"
_TOLD: Final = {
    Fate.MATCHES: (EventType.ISO_UPDATE, EventState.COMPLETED, "event.iso.matches"),
    Fate.UNPROVEN: (EventType.ISO_UPDATE, EventState.COMPLETED, "event.iso.unproven"),
    Fate.REMOVED: (EventType.ISO_DELETE, EventState.SCHEDULED, "event.iso.unwanted"),
    # Of one that is paused, and stays so.
    Fate.AGAIN: (EventType.ISO_UPDATE, EventState.COMPLETED, "event.iso.later"),
    Fate.ANEW: (EventType.ISO_UPDATE, EventState.COMPLETED, "event.iso.later"),
}


def save(session: Session, edit: Edit, actor: Actor, message: str = EDITED) -> None:
    """Make the version what it is to be, and have done what follows for its ISOs."""
    version, changes, fates = edit.version, edit.changes, edit.fates
    if not changes:
        return
    zones = {zone.id: zone.name for zone in (*edit.zones, *zones_of(edit.pairs))}
    there = {zone.id: iso for iso, zone in edit.pairs}
    for column, value in adding.columns(edit.new).items():
        setattr(version, column, value)
    version.allzones = edit.allzones
    evidence.replace(session, version.id, edit.new.found)
    if "semanticversion" in changes or "arch" in changes:
        for iso, _ in edit.pairs:
            iso.accepted = ""  # what a person accepted was a verdict on something else
    told = _tell(session, version, changes, actor, message, edit.new.overruled)
    order = _Order(session, version, actor, told)
    for zone_id, fate in fates.items():
        if fate is not Fate.KEPT:
            order.give(fate, there.get(zone_id), zone_id, zones[zone_id])
    versions.summarise(session, version.id)


class _Order:
    """What is asked for the ISOs of an edited version. ``told``: the event of the edit."""

    def __init__(
        self, session: Session, version: tables.Version, actor: Actor, told: tables.Event
    ) -> None:
        self._session = session
        self._version = version
        self._actor = actor
        self._told = told

    def give(self, fate: Fate, iso: tables.Iso | None, zone_id: str, zonename: str) -> None:
        """``iso``: what there is in the zone, also if it is on its way out."""
        if iso is None:
            iso = adding.new_iso(self._version, zone_id, self._actor)
            self._session.add(iso)
            self._session.flush()
            self._tell_queued(iso, zonename, {})
            return
        before = {"isostate": iso.state, "verified": iso.verified}
        _change(iso, fate)
        iso.requested_by, iso.requested_from = self._actor.username, self._actor.origin
        after = {"isostate": iso.state, "verified": iso.verified}
        changes = {name: (old, after[name]) for name, old in before.items() if old != after[name]}
        if iso.work == Work.FETCH and fate in (Fate.AGAIN, Fate.ANEW, Fate.ADDED):
            self._tell_queued(iso, zonename, changes)
        else:
            self._tell(iso, zonename, changes, fate)

    def _tell_queued(self, iso: tables.Iso, zonename: str, changes: events.Changes) -> None:
        adding.tell_queued(
            self._session, self._version, iso, zonename, self._actor, self._told, changes
        )

    def _tell(self, iso: tables.Iso, zonename: str, changes: events.Changes, fate: Fate) -> None:
        kind, state, message = _TOLD[fate]
        events.record(
            self._session,
            type=kind,
            state=state,
            message=message,
            values={"name": self._version.name, "zone": zonename, "digest": iso.digest},
            changes=changes,
            actor=self._actor,
            resource=events.Resource(events.ISO, iso.id, iso_name(self._version.name)),
            version_id=self._version.id,
            parent=self._told.id,
        )


def _change(iso: tables.Iso, fate: Fate) -> None:
    match fate:
        case Fate.MATCHES | Fate.UNPROVEN:
            iso.verified = fate is Fate.MATCHES
        case Fate.REMOVED:
            queueing.destroy(iso)
        case Fate.AGAIN:
            queueing.again(iso)
        case Fate.ANEW | Fate.ADDED:  # added to a zone that it was being removed from
            queueing.anew(iso)


def _tell(
    session: Session,
    version: tables.Version,
    changes: events.Changes,
    actor: Actor,
    message: str,
    overruled: Sequence[Correction | Finding],
) -> tables.Event:
    values = {"name": version.name, "fields": ", ".join(changes)}
    if overruled:
        message, values["contradicts"] = OVERRULED, ", ".join(map(str, overruled))
    told = events.record(
        session,
        type=EventType.VERSION_UPDATE,
        state=EventState.COMPLETED,
        level=Level.WARN if overruled else Level.INFO,
        message=message,
        values=values,
        changes=changes,
        actor=actor,
        resource=events.Resource(events.VERSION, version.id, version.name),
        version_id=version.id,
    )
    session.flush()  # gives the event its id
    return told
