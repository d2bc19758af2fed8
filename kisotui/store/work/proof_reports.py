"""The events that tell of stored ISOs being read again."""

from __future__ import annotations

from sqlmodel import Session

from kisotui.domain.failures import Problem
from kisotui.domain.states import EventState, EventType, Level
from kisotui.store.events import Changes
from kisotui.store.tables import Iso
from kisotui.store.work.reports import reason, tell

_KIND = EventType.ISO_VERIFY


def proven(session: Session, iso: Iso) -> None:
    values: dict[str, object] = {"size": iso.size, "digest": iso.digest}
    tell(session, iso, _KIND, "event.iso.proven", EventState.COMPLETED, values)


def rotten(session: Session, iso: Iso, problem: Problem, changes: Changes) -> None:
    values = {"path": iso.path, **reason(problem)}
    message, state = "event.iso.rotten", EventState.COMPLETED
    tell(session, iso, _KIND, message, state, values, Level.ERROR, changes)


def refetched(session: Session, iso: Iso, path: str, changes: Changes) -> None:
    """``path``: of what is damaged."""
    message, state = "event.iso.refetched", EventState.SCHEDULED
    tell(session, iso, EventType.ISO_CREATE, message, state, {"path": path}, changes=changes)


def not_read(session: Session, iso: Iso, problem: Problem) -> None:
    """What was found says nothing of the file itself."""
    message, state, values = "event.iso.not-read", EventState.COMPLETED, reason(problem)
    tell(session, iso, _KIND, message, state, values, Level.WARN)
