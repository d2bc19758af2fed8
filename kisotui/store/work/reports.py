"""The events that tell what a worker does to an ISO."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import Final

from sqlmodel import Session, col, select

from kisotui.domain.actors import Actor
from kisotui.domain.evidence import Evidence
from kisotui.domain.failures import CONTENTS, Problem
from kisotui.domain.names import iso_name
from kisotui.domain.states import EventState, EventType, Level
from kisotui.locale import nested
from kisotui.store import events
from kisotui.store.events import Changes
from kisotui.store.tables import Event, Iso, Version, Zone
from kisotui.store.work.twins import Twin

Values = dict[str, object]
_ORDERS: Final = ("event.iso.queued", "event.iso.unwanted")


def started(session: Session, iso: Iso, changes: Changes) -> None:
    message = "event.iso.resumed" if iso.received else "event.iso.started"
    values: Values = {"attempt": iso.attempts, "received": iso.received}
    _fetching(session, iso, message, EventState.STARTED, values, changes=changes)


def mirrored(session: Session, iso: Iso, mirror: str) -> None:
    _fetching(session, iso, "event.iso.mirrored", EventState.STARTED, {"mirror": mirror})


def restarted(session: Session, iso: Iso, problem: Problem) -> None:
    values: Values = {"attempt": iso.attempts, **reason(problem)}
    message, state = "event.iso.restarted", EventState.STARTED
    _fetching(session, iso, message, state, values, Level.WARN)


def ready(session: Session, iso: Iso, changes: Changes, twin: Twin | None) -> None:
    message = "event.iso.verified" if iso.verified else "event.iso.ready"
    values: Values = {"size": iso.size, "digest": iso.digest}
    if twin is not None:
        message = "event.iso.linked"
        values |= {"twin": twin.name, "twinzone": twin.zonename}
    _fetching(session, iso, message, EventState.COMPLETED, values, changes=changes)


def found(session: Session, iso: Iso, stated: Evidence) -> None:
    """A checksum was found beside the ISO, before it is fetched."""
    message, state = "event.iso.evidence", EventState.COMPLETED
    _fetching(session, iso, message, state, _stated(stated))


def contradicted(session: Session, iso: Iso, stated: Evidence) -> None:
    """The file is what the strongest checksum says, and not what this one says."""
    message, state = "event.iso.contradicted", EventState.COMPLETED
    _fetching(session, iso, message, state, _stated(stated), Level.WARN)


def _stated(evidence: Evidence) -> Values:
    return {"checksum": str(evidence.checksum), "source": evidence.source}


def bypassed(session: Session, iso: Iso, changes: Changes) -> None:
    values: Values = {"size": iso.size}
    message = "event.iso.bypassed"
    _fetching(session, iso, message, EventState.COMPLETED, values, changes=changes)


def url_silent(session: Session, iso: Iso, problem: Problem) -> None:
    """Hosts could not download it now."""
    kind, message = EventType.ISO_UPDATE, "event.iso.url-silent"
    tell(session, iso, kind, message, EventState.COMPLETED, reason(problem), Level.WARN)


def url_answers(session: Session, iso: Iso) -> None:
    """Hosts can download it again."""
    kind, message = EventType.ISO_UPDATE, "event.iso.url-answers"
    tell(session, iso, kind, message, EventState.COMPLETED, {})


def failed(session: Session, iso: Iso, problem: Problem, changes: Changes) -> None:
    values: Values = {"attempt": iso.attempts, **reason(problem)}
    message = "event.iso.unfit" if problem.code == CONTENTS else "event.iso.failed"
    state = EventState.COMPLETED
    _fetching(session, iso, message, state, values, Level.ERROR, changes)


def retry(session: Session, iso: Iso, problem: Problem, delay: float) -> None:
    values: Values = {"attempt": iso.attempts, "seconds": ceil(delay), **reason(problem)}
    _fetching(session, iso, "event.iso.retry", EventState.SCHEDULED, values, Level.WARN)


def no_room(session: Session, iso: Iso, problem: Problem) -> None:
    values: Values = {"attempt": iso.attempts, **reason(problem)}
    _fetching(session, iso, "event.iso.no-room", EventState.SCHEDULED, values, Level.WARN)


def lost(session: Session, iso: Iso) -> None:
    values: Values = {"attempt": iso.attempts, **reason(Problem("worker-lost"))}
    _fetching(session, iso, "event.iso.lost", EventState.SCHEDULED, values, Level.WARN)


def released(session: Session, iso: Iso) -> None:
    values: Values = {"attempt": iso.attempts}
    _fetching(session, iso, "event.iso.released", EventState.SCHEDULED, values)


def discarded(session: Session, iso: Iso) -> None:
    tell(session, iso, EventType.ISO_CANCEL, "event.iso.discarded", EventState.COMPLETED, {})


def destroyed(session: Session, iso: Iso, changes: Changes) -> None:
    message, state = "event.iso.destroyed", EventState.COMPLETED
    tell(session, iso, EventType.ISO_DELETE, message, state, {}, changes=changes)


def chore_failed(session: Session, iso: Iso, problem: Problem, delay: float) -> None:
    values: Values = {"seconds": ceil(delay), **reason(problem)}
    message, state = "event.iso.chore-failed", EventState.SCHEDULED
    tell(session, iso, EventType.ISO_DELETE, message, state, values, Level.WARN)


def away(session: Session, iso: Iso, problem: Problem) -> None:
    values, message = reason(problem), "event.iso.away"
    kind, state = EventType.ISO_DELETE, EventState.SCHEDULED
    tell(session, iso, kind, message, state, values, Level.WARN)


def removed(session: Session, iso: Iso, version: Version, changes: Changes) -> None:
    """The version is removed, with its last ISO."""
    events.record(
        session,
        type=EventType.VERSION_DELETE,
        state=EventState.COMPLETED,
        message="event.version.removed",
        values={"name": version.name},
        changes=changes,
        actor=Actor(iso.requested_by, iso.requested_from),
        resource=(events.VERSION, version.id, version.name),
        version_id=version.id,
        parent=_deletion(session, version.id),
    )


def plain(values: Values) -> Values:
    """Values as they can be stored."""
    kept = (str, int, float, bool, Mapping)  # a mapping: a message
    return {
        name: value if isinstance(value, kept) else str(value) for name, value in values.items()
    }


def reason(problem: Problem) -> Values:
    """Of an event: why. The failure's code for programs, its message for people."""
    reason = nested(f"failure.{problem.code}", **plain(problem.values))
    return {"failure": problem.code, "reason": reason}


def _fetching(
    session: Session,
    iso: Iso,
    message: str,
    state: EventState,
    values: Values,
    level: Level = Level.INFO,
    changes: Changes | None = None,
) -> None:
    tell(session, iso, EventType.ISO_CREATE, message, state, values, level, changes)


def tell(
    session: Session,
    iso: Iso,
    kind: EventType,
    message: str,
    state: EventState,
    values: Values,
    level: Level = Level.INFO,
    changes: Changes | None = None,
) -> None:
    version = session.get_one(Version, iso.version_id)
    zone = session.get_one(Zone, iso.zone_id)
    deletion = _deletion(session, version.id) if kind is EventType.ISO_DELETE else None
    events.record(
        session,
        type=kind,
        state=state,
        message=message,
        values={"name": version.name, "zone": zone.name, **values},
        level=level,
        changes=changes,
        actor=Actor(iso.requested_by, iso.requested_from),
        resource=(events.ISO, iso.id, iso_name(version.name)),
        version_id=version.id,
        parent=deletion or _order(session, iso),
    )


def _order(session: Session, iso: Iso) -> int | None:
    """The adding or editing of the version that last had the ISO fetched, or removed."""
    ordered = (
        select(Event.parent)
        .where(
            Event.version_id == iso.version_id,
            Event.resource_id == iso.id,
            col(Event.message).in_(_ORDERS),
        )
        .order_by(col(Event.id).desc())
        .limit(1)
    )
    return session.exec(ordered).first()


def _deletion(session: Session, version_id: str) -> int | None:
    """The deletion of the version, if it was deleted."""
    by_person = (
        select(Event.id)
        .where(Event.version_id == version_id, Event.type == EventType.VERSION_DELETE)
        .order_by(col(Event.id).desc())
        .limit(1)
    )
    return session.exec(by_person).first()
