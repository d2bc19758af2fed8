"""Rows as a service would leave them, for tests of those who come after."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session

from kisotui.domain.states import DownloadStatus, IsoState, VersionState, Work, ZoneType
from kisotui.store import versions
from kisotui.store.engine import Store
from kisotui.store.tables import Iso, Version, Zone, new_id


def add_zone(session: Session, name: str, kind: ZoneType = ZoneType.CORE) -> str:
    zone = Zone(name=name, type=kind)
    session.add(zone)
    session.flush()
    return zone.id


def add_version(session: Session, zones: Sequence[str], **columns: Any) -> str:
    """A version with one ISO to fetch in each of the zones; its id."""
    values: dict[str, Any] = {
        "id": new_id(),
        "name": "v1.34.1",
        "semanticversion": "1.34.1",
        "version_order": 1_000_034_000_001,
        "state": VersionState.ENABLED,
        "arch": "x86_64",
        "mincpunumber": 2,
        "minmemory": 2048,
        "directdownload": False,
        "allzones": False,
        "url": "http://127.0.0.1/a.iso",
        "iso_state": IsoState.ALLOCATED,
        "iso_distance": 0,
        "iso_phase": "queued",
    } | columns
    version = Version(**values)
    session.add(version)
    session.flush()
    for zone in zones:
        session.add(
            Iso(
                version_id=version.id,
                zone_id=zone,
                state=IsoState.ALLOCATED,
                status=DownloadStatus.NOT_DOWNLOADED,
                work=Work.FETCH,
                requested_by="kim",
                requested_from="192.0.2.7",
            )
        )
    versions.summarise(session, version.id)
    return version.id


def ask(store: Store, iso: str, work: Work) -> None:
    """Let a person want something else for an ISO."""
    with store.write() as session:
        row = session.get_one(Iso, iso)
        row.work = work
        if work is Work.DISCARD:
            row.state, row.status = IsoState.FAILED, DownloadStatus.ABANDONED
            row.failure = "cancelled"
        elif work is Work.DESTROY:
            row.state = IsoState.DESTROYING
        if work in (Work.DISCARD, Work.DESTROY):
            row.generation += 1
        row.due = None
        versions.summarise(session, row.version_id)
