"""What a person asks of downloads: of all ISOs of a version, or of its ISO in one zone.

Each of these gives how many ISOs it concerned, and says so in an event for each of them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sqlmodel import Session

from kisotui.domain.failures import BIT_ROT, CONTENTS
from kisotui.domain.states import PROOFS, DownloadStatus, EventType, IsoState, Work
from kisotui.store import queueing, tables, versions
from kisotui.store.addressees import Addressees, isos, tell
from kisotui.store.events import Changes
from kisotui.store.orders import living
from kisotui.store.work import proofs

_FETCHED: Final = (Work.FETCH, Work.PAUSED)


def retry(session: Session, to: Addressees) -> int:
    """Fetch again what failed or was cancelled, go on with what is paused, hasten what waits."""
    return _give(session, to, EventType.ISO_RETRY, "event.iso.retried", _retry)


def resume(session: Session, to: Addressees) -> int:
    """Go on with what is paused."""
    return _give(session, to, EventType.ISO_RESUME, "event.iso.continued", _resume)


def pause(session: Session, to: Addressees) -> int:
    """Stop fetching for now; what has arrived is kept."""
    return _give(session, to, EventType.ISO_PAUSE, "event.iso.paused", _pause)


def cancel(session: Session, to: Addressees) -> int:
    """Give up fetching, and drop what has arrived; give up verifying."""
    unread = _give(session, to, EventType.ISO_VERIFY, "event.iso.unread", _unread)
    return unread + _give(session, to, EventType.ISO_CANCEL, "event.iso.cancelled", _cancel)


def verify(session: Session, to: Addressees) -> int:
    """Read again what is stored; also what is being read by the clock, without giving way."""
    return _give(session, to, EventType.ISO_VERIFY, "event.iso.verify", _verify)


def _retry(iso: tables.Iso) -> bool:
    if iso.failure in (BIT_ROT, CONTENTS):  # only another file can be better
        queueing.anew(iso)
    elif iso.state == IsoState.FAILED:
        queueing.again(iso)
    elif iso.work == Work.PAUSED:
        iso.work = Work.FETCH.value
    elif iso.work != Work.FETCH or iso.due is None or iso.due <= tables.now():
        return False
    iso.due, iso.failures = None, 0
    return True


def _resume(iso: tables.Iso) -> bool:
    if iso.work != Work.PAUSED:
        return False
    iso.work, iso.due, iso.failures = Work.FETCH.value, None, 0
    return True


def _pause(iso: tables.Iso) -> bool:
    if iso.work != Work.FETCH:
        return False
    iso.work, iso.due = Work.PAUSED.value, None
    return True


def _cancel(iso: tables.Iso) -> bool:
    if iso.work not in _FETCHED:
        return False
    iso.state, iso.status = IsoState.FAILED.value, DownloadStatus.ABANDONED.value
    iso.failure, iso.failure_values, iso.failed_at = "cancelled", {}, tables.now()
    iso.work, iso.due = Work.DISCARD.value, None
    iso.generation += 1
    return True


def _unread(iso: tables.Iso) -> bool:
    if iso.work not in PROOFS:
        return False
    proofs.end(iso)
    return True


def _verify(iso: tables.Iso) -> bool:
    if iso.work == Work.SCRUB:
        iso.work, iso.due = Work.VERIFY.value, None
    elif proofs.is_stored(iso) and iso.work == Work.NONE:
        proofs.begin(iso, Work.VERIFY)
    return iso.work == Work.VERIFY


def _give(
    session: Session,
    to: Addressees,
    kind: EventType,
    message: str,
    change: Callable[[tables.Iso], bool],
) -> int:
    """Change the ISOs, and note who asked. ``change``: whether the order concerns one."""
    version = living(session, to.version)
    concerned = 0
    for iso, zone in isos(session, version, to):
        before = iso.state, iso.work
        if change(iso):
            iso.requested_by, iso.requested_from = to.actor.username, to.actor.origin
            tell(session, to, version, iso, zone, kind, message, _changes(before, iso))
            concerned += 1
    versions.summarise(session, version.id)
    return concerned


def _changes(before: tuple[str, str], iso: tables.Iso) -> Changes:
    pairs = zip(("isostate", "work"), before, (iso.state, iso.work), strict=True)
    return {field: (old, new) for field, old, new in pairs if old != new}
