"""What a person asks of versions and their ISOs. A worker sees it and does what is owed.

Each of these gives how many ISOs it concerned, and says so in an event for each of them.
"""

from __future__ import annotations

from sqlmodel import Session

from kisotui.domain.actors import Actor
from kisotui.domain.failures import Problem
from kisotui.domain.names import iso_name
from kisotui.domain.states import (
    DownloadStatus,
    EventState,
    EventType,
    IsoState,
    VersionState,
    Work,
)
from kisotui.store import events, tables, versions
from kisotui.store.events import Changes

_FETCHED = (Work.FETCH, Work.PAUSED)


def living(session: Session, version_id: str) -> tables.Version:
    """The row of a version that is not being deleted.

    Raises Problem: ``version-not-found``, ``being-deleted``.
    """
    version = versions.row(session, version_id)
    if any(iso.work == Work.DESTROY for iso, _ in versions.isos(session, version_id)):
        raise Problem("being-deleted", name=version.name)
    return version


def set_state(session: Session, version_id: str, state: VersionState, actor: Actor) -> int:
    """Enable or disable a version; 0 where it is so already."""
    version = living(session, version_id)
    before = version.state
    if before == state:
        return 0
    version.state = state.value
    versions.summarise(session, version_id)
    events.record(
        session,
        type=EventType.VERSION_UPDATE,
        state=EventState.COMPLETED,
        message="event.version.updated",
        values={"name": version.name, "before": before, "after": state.value},
        changes={"state": (before, state.value)},
        actor=actor,
        resource=events.Resource(events.VERSION, version.id, version.name),
        version_id=version.id,
    )
    return 1


def retry(session: Session, version_id: str, actor: Actor) -> int:
    """Fetch again what failed or was cancelled, go on with what is paused, hasten what waits."""
    version = living(session, version_id)
    concerned = 0
    for iso, zone in versions.isos(session, version_id):
        before = _doing(iso)
        if iso.state == IsoState.FAILED:
            _start_over(iso)
        elif iso.work == Work.PAUSED:
            iso.work = Work.FETCH.value
        elif iso.work != Work.FETCH or iso.due is None or iso.due <= tables.now():
            continue
        iso.due, iso.failures = None, 0
        _ask(session, iso, zone, version, actor, EventType.ISO_RETRY, "event.iso.retried", before)
        concerned += 1
    versions.summarise(session, version_id)
    return concerned


def pause(session: Session, version_id: str, actor: Actor) -> int:
    """Stop fetching for now; what has arrived is kept."""
    version = living(session, version_id)
    concerned = 0
    for iso, zone in versions.isos(session, version_id):
        if iso.work == Work.FETCH:
            before = _doing(iso)
            iso.work, iso.due = Work.PAUSED.value, None
            kind, message = EventType.ISO_PAUSE, "event.iso.paused"
            _ask(session, iso, zone, version, actor, kind, message, before)
            concerned += 1
    versions.summarise(session, version_id)
    return concerned


def cancel(session: Session, version_id: str, actor: Actor) -> int:
    """Give up fetching, and drop what has arrived."""
    version = living(session, version_id)
    concerned = 0
    for iso, zone in versions.isos(session, version_id):
        if iso.work in _FETCHED:
            before = _doing(iso)
            _abandon(iso)
            kind, message = EventType.ISO_CANCEL, "event.iso.cancelled"
            _ask(session, iso, zone, version, actor, kind, message, before)
            concerned += 1
    versions.summarise(session, version_id)
    return concerned


def delete(session: Session, version_id: str, actor: Actor) -> None:
    """Have everything of a version destroyed; with the last of it a worker removes the version."""
    version = living(session, version_id)
    before = version.iso_state
    version.credentials = ""  # nothing will be requested with them any more
    for iso, _ in versions.isos(session, version_id):
        iso.state, iso.work, iso.due = IsoState.DESTROYING.value, Work.DESTROY.value, None
        iso.failures = 0
        _requested(iso, actor)
    versions.summarise(session, version_id)
    events.record(
        session,
        type=EventType.VERSION_DELETE,
        state=EventState.SCHEDULED,
        message="event.version.deleting",
        values={"name": version.name},
        changes={"isostate": (before, IsoState.DESTROYING.value)},
        actor=actor,
        resource=events.Resource(events.VERSION, version.id, version.name),
        version_id=version.id,
    )


def _start_over(iso: tables.Iso) -> None:
    """As when it was added; of one that a worker is just letting go of, as being fetched."""
    if iso.owner is None:
        iso.state, iso.status = IsoState.ALLOCATED.value, DownloadStatus.NOT_DOWNLOADED.value
    else:
        iso.state, iso.status = IsoState.CREATING.value, DownloadStatus.DOWNLOAD_IN_PROGRESS.value
    iso.work = Work.FETCH.value
    iso.failure, iso.failure_values, iso.failed_at = None, {}, None


def _abandon(iso: tables.Iso) -> None:
    iso.state, iso.status = IsoState.FAILED.value, DownloadStatus.ABANDONED.value
    iso.failure, iso.failure_values, iso.failed_at = "cancelled", {}, tables.now()
    iso.work, iso.due = Work.DISCARD.value, None


def _doing(iso: tables.Iso) -> tuple[str, str]:
    return iso.state, iso.work


def _requested(iso: tables.Iso, actor: Actor) -> None:
    iso.requested_by, iso.requested_from = actor.username, actor.origin


def _ask(
    session: Session,
    iso: tables.Iso,
    zone: tables.Zone,
    version: tables.Version,
    actor: Actor,
    kind: EventType,
    message: str,
    before: tuple[str, str],
) -> None:
    """Note who asked, and tell of it."""
    _requested(iso, actor)
    pairs = zip(("isostate", "work"), before, _doing(iso), strict=True)
    changes: Changes = {field: (old, new) for field, old, new in pairs if old != new}
    events.record(
        session,
        type=kind,
        state=EventState.COMPLETED,
        message=message,
        values={"name": version.name, "zone": zone.name},
        changes=changes,
        actor=actor,
        resource=events.Resource(events.ISO, iso.id, iso_name(version.name)),
        version_id=version.id,
    )
