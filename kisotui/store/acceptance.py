"""Taking an ISO in spite of what was found in it: a person overrules the verdict."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session

from kisotui.domain import contents_json
from kisotui.domain.failures import CONTENTS, Problem
from kisotui.domain.rejected import Rejected
from kisotui.domain.states import DownloadStatus, EventType, IsoState, Level
from kisotui.store import contents, tables, versions
from kisotui.store.addressees import Addressees, isos, tell
from kisotui.store.orders import living

_TOLD = 20  # findings that an event holds


def rejected(session: Session, to: Addressees) -> list[Rejected]:
    """What ``accept`` would take."""
    return [_as_read(session, iso, version) for version, iso, _ in _failed(session, to)]


def accept(session: Session, to: Addressees, seen: Sequence[Rejected]) -> int:
    """Make those ready that failed because of what is in them; how many.

    It holds for the files that were ``seen``: another one is judged anew. Raises Problem:
    ``verdict-changed``.
    """
    concerned = 0
    for version, iso, zone in _failed(session, to):
        found = _as_read(session, iso, version)
        if found not in seen:
            raise Problem("verdict-changed", name=version.name)
        before, iso.state = iso.state, IsoState.READY.value
        iso.status, iso.accepted = DownloadStatus.DOWNLOADED.value, iso.digest
        iso.failures, iso.failure, iso.failure_values, iso.failed_at = 0, None, {}, None
        iso.requested_by, iso.requested_from = to.actor.username, to.actor.origin
        tell(
            session,
            to,
            version,
            iso,
            zone,
            EventType.ISO_ACCEPT,
            "event.iso.accepted",
            {"isostate": (before, iso.state)},
            level=Level.WARN,
            count=len(found.errors),
            digest=iso.digest,
            first=contents.said(found.errors[0]) if found.errors else "",
            findings=[contents_json.finding_to_json(each) for each in found.errors[:_TOLD]],
        )
        concerned += 1
    versions.summarise(session, to.version)
    return concerned


def _failed(
    session: Session, to: Addressees
) -> list[tuple[tables.Version, tables.Iso, tables.Zone]]:
    version = living(session, to.version)
    there = isos(session, version, to)
    return [
        (version, iso, zone)
        for iso, zone in there
        if iso.state == IsoState.FAILED and iso.failure == CONTENTS
    ]


def _as_read(session: Session, iso: tables.Iso, version: tables.Version) -> Rejected:
    kept = contents.of(session, iso.digest, version)
    errors = contents.errors_of(kept.contents) if kept is not None else ()
    return Rejected(iso.id, iso.generation, iso.digest, tuple(errors))
