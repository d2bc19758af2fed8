"""Adding a version: its row, an ISO for each of its zones, and the events that tell of it."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from sqlmodel import Session, col, select

from kisotui.domain import urls, views
from kisotui.domain.actors import Actor
from kisotui.domain.failures import Problem
from kisotui.domain.forms import NewVersion
from kisotui.domain.names import iso_name
from kisotui.domain.states import (
    DownloadStatus,
    EventState,
    EventType,
    IsoState,
    Phase,
    VersionState,
    Work,
    distance,
)
from kisotui.store import events, tables, versions


def refuse_twin(session: Session, new: NewVersion, zones: Sequence[views.Zone]) -> None:
    """The same ISO of the same version must not be in a zone twice.

    Raises Problem: ``version-duplicate``.
    """
    version, iso = tables.Version, tables.Iso
    statement = (
        select(version.name, iso.zone_id)
        .join(iso, col(iso.version_id) == col(version.id))
        .where(
            col(version.removed).is_(None),
            version.version_order == new.order,
            version.arch == new.arch.value,
            version.url == _url(new),
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


def insert(session: Session, new: NewVersion, zones: Sequence[views.Zone], actor: Actor) -> str:
    """Add the version, ``Enabled``, with one ISO for each zone, ``Allocated`` and to be fetched."""
    version = _version(new)
    session.add(version)
    session.flush()
    isos = [_iso(version, zone, actor) for zone in zones]
    session.add_all(isos)
    versions.summarise(session, version.id)
    added = _tell_added(session, version, new, zones, actor)
    session.flush()  # gives the event its id
    for iso, zone in zip(isos, zones, strict=True):
        events.record(
            session,
            type=EventType.ISO_CREATE,
            state=EventState.SCHEDULED,
            message="event.iso.queued",
            values={"name": version.name, "zone": zone.name},
            actor=actor,
            resource=events.Resource(events.ISO, iso.id, iso_name(version.name)),
            version_id=version.id,
            parent=added.id,
        )
    return version.id


def _version(new: NewVersion) -> tables.Version:
    secret = new.address.credentials if new.address else None
    return tables.Version(
        name=new.name,
        semanticversion=new.semanticversion,
        version_order=new.order,
        state=VersionState.ENABLED.value,
        arch=new.arch.value,
        mincpunumber=new.mincpunumber,
        minmemory=new.minmemory,
        directdownload=new.directdownload,
        allzones=new.zone is None,
        url=_url(new),
        credentials=":".join(quote(part, safe="") for part in secret) if secret else "",
        file=new.file or "",
        checksum=str(new.checksum or ""),
        iso_state=IsoState.ALLOCATED.value,
        iso_distance=distance(IsoState.ALLOCATED),
        iso_phase=Phase.QUEUED.value,
    )


def _iso(version: tables.Version, zone: views.Zone, actor: Actor) -> tables.Iso:
    return tables.Iso(
        version_id=version.id,
        zone_id=zone.id,
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
    zones: Sequence[views.Zone],
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
        message="event.version.added",
        values={
            "name": version.name,
            "semanticversion": version.semanticversion,
            "zones": ", ".join(zone.name for zone in zones),
        },
        changes={field: (None, value) for field, value in given.items() if value != ""},
        actor=actor,
        resource=events.Resource(events.VERSION, version.id, version.name),
        version_id=version.id,
    )


def _url(new: NewVersion) -> str:
    return new.address.url if new.address else ""
