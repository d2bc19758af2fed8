"""What a person asks of versions. A worker sees it and does what is owed.

Orders about their downloads are in ``download_orders``.
"""

from __future__ import annotations

from sqlmodel import Session

from kisotui.domain.actors import Actor
from kisotui.domain.failures import Problem
from kisotui.domain.states import EventState, EventType, IsoState, VersionState, Work
from kisotui.store import events, tables, versions


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


def delete(session: Session, version_id: str, actor: Actor) -> None:
    """Have everything of a version destroyed; with the last of it a worker removes the version."""
    version = living(session, version_id)
    before = version.iso_state
    version.credentials = ""  # nothing will be requested with them any more
    for iso, _ in versions.isos(session, version_id):
        iso.state, iso.work, iso.due = IsoState.DESTROYING.value, Work.DESTROY.value, None
        iso.failures = 0
        iso.requested_by, iso.requested_from = actor.username, actor.origin
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
