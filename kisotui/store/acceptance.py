"""Taking an ISO in spite of what was found in it: a person overrules the verdict."""

from __future__ import annotations

from sqlmodel import Session

from kisotui.domain import contents_json
from kisotui.domain.contents import Contents, Finding
from kisotui.domain.failures import CONTENTS
from kisotui.domain.states import DownloadStatus, EventType, IsoState, Level
from kisotui.store import contents, tables, versions
from kisotui.store.addressees import Addressees, isos, tell
from kisotui.store.orders import living

_TOLD = 20  # findings that an event holds


def errors(session: Session, to: Addressees) -> list[Finding]:
    """What speaks against the ISOs that ``accept`` would take, each once."""
    version = living(session, to.version)
    found = (_found(session, iso, version) for iso, _ in isos(session, version, to) if _fails(iso))
    each = [error for verdict in found for error in contents.errors_of(verdict)]
    return [error for at, error in enumerate(each) if error not in each[:at]]


def accept(session: Session, to: Addressees) -> int:
    """Make those ready that failed because of what is in them; how many.

    It holds for what lies there now: another file is judged anew.
    """
    version = living(session, to.version)
    concerned = 0
    for iso, zone in isos(session, version, to):
        if not _fails(iso):
            continue
        found = contents.errors_of(_found(session, iso, version))
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
            count=len(found),
            digest=iso.digest,
            first=contents.said(found[0]) if found else "",
            findings=[contents_json.finding_to_json(each) for each in found[:_TOLD]],
        )
        concerned += 1
    versions.summarise(session, version.id)
    return concerned


def _fails(iso: tables.Iso) -> bool:
    return iso.state == IsoState.FAILED and iso.failure == CONTENTS


def _found(session: Session, iso: tables.Iso, version: tables.Version) -> Contents:
    kept = contents.of(session, iso.digest, version)
    return kept.contents if kept is not None else contents_json.from_json({})
