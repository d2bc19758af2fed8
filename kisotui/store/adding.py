"""Adding a version: its row, an ISO for each of its zones, and the events that tell of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from sqlmodel import Session, col, select

from kisotui.domain import detail_views, urls
from kisotui.domain.actors import Actor
from kisotui.domain.failures import Problem
from kisotui.domain.forms import NewVersion
from kisotui.domain.names import iso_name
from kisotui.domain.states import (
    GOING,
    DownloadStatus,
    EventState,
    EventType,
    IsoState,
    Level,
    Phase,
    Work,
    distance,
)
from kisotui.store import events, evidence, tables, versions


def refuse_twin(
    session: Session, new: NewVersion, zones: Sequence[detail_views.Zone], own: str | None = None
) -> None:
    """The same ISO of the same version must not be in a zone twice.

    ``own``: the id of the version that is edited, if one is. Raises Problem: ``version-duplicate``.
    """
    version, iso = tables.Version, tables.Iso
    statement = (
        select(version.name, iso.zone_id)
        .join(iso, col(iso.version_id) == col(version.id))
        .where(
            col(version.removed).is_(None),
            version.id != (own or ""),
            col(iso.state).not_in(GOING),
            version.version_order == new.order,
            version.arch == new.arch.value,
            version.url == columns(new)["url"],
            version.file == (new.file or ""),
            col(iso.zone_id).in_([zone.id for zone in zones]),
        )
        .limit(1)
    )
    twin = session.exec(statement).first()
    if twin is not None:
        name, zone_id = twin
        zone = next(zone.name for zone in zones if zone.id == zone_id)
        raise Problem(
            "version-duplicate",
            field="file" if new.file else "url",
            semanticversion=new.semanticversion,
            zone=zone,
            name=name,
        )


def insert(
    session: Session, new: NewVersion, zones: Sequence[detail_views.Zone], actor: Actor
) -> str:
    """Add the version, ``Enabled``, with one ISO for each zone, ``Allocated`` and to be fetched."""
    version = tables.Version(
        **columns(new),
        allzones=new.zone is None,
        iso_state=IsoState.ALLOCATED.value,
        iso_distance=distance(IsoState.ALLOCATED),
        iso_phase=Phase.QUEUED.value,
    )
    session.add(version)
    session.flush()
    isos = [new_iso(version, zone.id, actor) for zone in zones]
    session.add_all(isos)
    evidence.add(session, version.id, new.found)
    versions.summarise(session, version.id)
    added = _tell_added(session, version, new, zones, actor)
    session.flush()  # gives the event its id
    for iso, zone in zip(isos, zones, strict=True):
        tell_queued(session, version, iso, zone.name, actor, added)
    return version.id


def columns(new: NewVersion) -> dict[str, Any]:
    """What a person gives of a version, by the columns that keep it."""
    secret = new.address.credentials if new.address else None
    return {
        "name": new.name,
        "semanticversion": new.semanticversion,
        "version_order": new.order,
        "state": new.state.value,
        "arch": new.arch.value,
        "mincpunumber": new.mincpunumber,
        "minmemory": new.minmemory,
        "directdownload": new.directdownload,
        "url": new.address.url if new.address else "",
        "credentials": ":".join(quote(part, safe="") for part in secret) if secret else "",
        "file": new.file or "",
        "checksum": str(new.checksum or ""),
    }


def tell_queued(
    session: Session,
    version: tables.Version,
    iso: tables.Iso,
    zonename: str,
    actor: Actor,
    parent: tables.Event,
    changes: events.Changes | None = None,
) -> None:
    """Say that an ISO waits for a worker. ``parent``: what it is a part of."""
    events.record(
        session,
        type=EventType.ISO_CREATE,
        state=EventState.SCHEDULED,
        message="event.iso.queued",
        values={"name": version.name, "zone": zonename},
        changes=changes,
        actor=actor,
        resource=events.Resource(events.ISO, iso.id, iso_name(version.name)),
        version_id=version.id,
        parent=parent.id,
    )


def new_iso(version: tables.Version, zone_id: str, actor: Actor) -> tables.Iso:
    """The ISO of a version in one more zone, to be fetched."""
    return tables.Iso(
        version_id=version.id,
        zone_id=zone_id,
        state=IsoState.ALLOCATED.value,
        status=DownloadStatus.NOT_DOWNLOADED.value,
        work=Work.FETCH.value,
        requested_by=actor.username,
        requested_from=actor.origin,
    )


def _tell_added(
    session: Session,
    version: tables.Version,
    new: NewVersion,
    zones: Sequence[detail_views.Zone],
    actor: Actor,
) -> tables.Event:
    given = {
        "semanticversion": version.semanticversion,
        "name": version.name,
        "zonename": [zone.name for zone in zones],
        "url": urls.redact(version.url),
        "file": version.file,
        "checksum": version.checksum,
        "mincpunumber": version.mincpunumber,
        "minmemory": version.minmemory,
        "directdownload": version.directdownload,
        "arch": version.arch,
        "state": version.state,
    }
    return events.record(
        session,
        type=EventType.VERSION_ADD,
        state=EventState.COMPLETED,
        message="event.version.added-overruled" if new.overruled else "event.version.added",
        level=Level.WARN if new.overruled else Level.INFO,
        values={
            "name": version.name,
            "semanticversion": version.semanticversion,
            "zones": ", ".join(zone.name for zone in zones),
            **({"contradicts": ", ".join(map(str, new.overruled))} if new.overruled else {}),
        },
        changes={field: (None, value) for field, value in given.items() if value != ""},
        actor=actor,
        resource=events.Resource(events.VERSION, version.id, version.name),
        version_id=version.id,
    )
