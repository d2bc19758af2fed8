"""What a person asks of versions. A worker sees it and does what is owed.

They are given for many versions at once, and hold for all of them or for none. Orders about their
downloads are in ``download_orders``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlmodel import Session

from kisotui.domain.actors import Actor
from kisotui.domain.failures import Problem
from kisotui.domain.states import GOING, EventState, EventType, IsoState, VersionState
from kisotui.domain.undo import Change
from kisotui.store import events, evidence, queueing, tables, versions
from kisotui.store.versions import Pairs


def living(session: Session, version_id: str) -> tables.Version:
    """The row of a version that is not being deleted.

    Raises Problem: ``version-not-found``, ``being-deleted``.
    """
    version = versions.row(session, version_id)
    _refuse_if_dying(version, versions.isos(session, version_id))
    return version


def all_living(session: Session, ids: Sequence[str]) -> list[tuple[tables.Version, Pairs]]:
    """The rows of versions with those of their ISOs; raises as ``living`` does."""
    found = versions.rows(session, ids)
    for version, pairs in found:
        _refuse_if_dying(version, pairs)
    return found


def _refuse_if_dying(version: tables.Version, pairs: Pairs) -> None:
    if all(IsoState(iso.state) in GOING for iso, _ in pairs):
        raise Problem("being-deleted", name=version.name)


def set_states(
    session: Session,
    wanted: Mapping[str, VersionState],
    actor: Actor,
    message: str = "event.version.updated",
) -> list[Change]:
    """Enable or disable versions; gives what was changed of those that were not so already."""
    changes = []
    found = all_living(session, list(wanted))
    stated = evidence.of_many(session, {version.id: version.checksum for version, _ in found})
    for version, pairs in found:
        before, after = version.state, wanted[version.id].value
        if before == after:
            continue
        version.state = after
        versions.sum_up(version, pairs, stated[version.id])
        events.record(
            session,
            type=EventType.VERSION_UPDATE,
            state=EventState.COMPLETED,
            message=message,
            values={"name": version.name, "before": before, "after": after},
            changes={"state": (before, after)},
            actor=actor,
            resource=events.Resource(events.VERSION, version.id, version.name),
            version_id=version.id,
        )
        changes.append(Change(version.id, version.name, {"state": before}, {"state": after}))
    return changes


def delete(session: Session, ids: Sequence[str], actor: Actor) -> None:
    """Have everything of versions destroyed; with the last of it a worker removes a version."""
    for version, pairs in all_living(session, ids):
        before = version.iso_state
        version.credentials = ""  # nothing will be requested with them any more
        for iso, _ in pairs:
            queueing.destroy(iso)
            iso.requested_by, iso.requested_from = actor.username, actor.origin
        versions.sum_up(version, pairs, ())
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
