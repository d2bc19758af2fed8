"""ISOs of the same content on one storage: one of them is fetched, the others share its file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, func
from sqlalchemy.orm import aliased
from sqlmodel import Session, and_, col, or_, select

from kisotui.domain import checksums
from kisotui.domain.checksums import Checksum
from kisotui.domain.failures import CONTENTS
from kisotui.domain.states import DownloadStatus, IsoState, Work, ZoneType
from kisotui.store import contents
from kisotui.store.contents import Kept
from kisotui.store.tables import Iso, Version, Zone
from kisotui.store.work.spots import Spot

_MOST: Final = 3  # each one is read as a whole before it is believed
_READY: Final = and_(Iso.state == IsoState.READY, Iso.status == DownloadStatus.DOWNLOADED)
_KEPT_ASIDE: Final = and_(Iso.state == IsoState.FAILED, Iso.failure == CONTENTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """An ISO in its place."""

    spot: Spot
    digest: Checksum
    """Of what was placed there."""
    found: Kept | None = None
    """What was found in it, as an ISO of the version that shares it; None: nobody looked."""
    name: str
    """The version's."""
    zonename: str


def twins_of(
    session: Session, iso: Iso, version: Version, checksum: Checksum | None
) -> tuple[Twin, ...]:
    """ISOs that lie on the same storage and should be the same: those of its version in other
    zones, and those with the digest that it must have.

    The same URL proves nothing: what a server sends for it may have changed. One that failed
    because of what is in it saves only the first attempt: who tries again wants it fetched.
    """
    if not iso.storage:
        return ()
    same = col(Iso.version_id) == iso.version_id
    alike = same if checksum is None else or_(same, col(Iso.digest) == str(checksum))
    there = (
        select(Iso, Version.name, Zone.name)
        .join(Version, col(Version.id) == Iso.version_id)
        .join(Zone, col(Zone.id) == Iso.zone_id)
        .where(
            alike,
            Iso.id != iso.id,
            Iso.storage == iso.storage,
            or_(_READY, _KEPT_ASIDE) if iso.attempts <= 1 else _READY,
            Iso.work == Work.NONE,
        )
        .order_by(col(Iso.finished).desc(), col(Iso.id))
        .limit(_MOST)
    )
    return tuple(
        Twin(
            spot=Spot(row.zone_id, row.id, row.generation),
            digest=digest,
            found=contents.of(session, row.digest, version),
            name=name,
            zonename=zonename,
        )
        for row, name, zonename in session.exec(there)
        if (digest := checksums.parse(row.digest)) is not None
    )


def is_first(
    queued: type[Iso], zone: type[Zone], storage: ColumnElement[str]
) -> ColumnElement[bool]:
    """That nobody is fetching the same content to the storage just now.

    Who waits for that shares its file; when it fails, is paused or deleted, the next one goes. An
    ISO that is not stored (direct download) waits for nobody, and nobody for it.
    """
    held, fetched, own = aliased(Iso), aliased(Version), aliased(Version)
    coming = (
        select(fetched.id, fetched.checksum)
        .join(held, col(held.version_id) == fetched.id)
        .where(
            col(held.storage) == storage,
            held.storage != "",
            held.work == Work.FETCH,
            col(held.owner).is_not(None),
        )
        .subquery()
    )
    # A value, and no EXISTS: for that PostgreSQL would read all versions.
    checksum = (
        select(own.checksum)
        .where(own.id == queued.version_id, col(own.directdownload).is_(False))
        .correlate(queued)
        .scalar_subquery()
    )
    return or_(
        col(zone.type) == ZoneType.EDGE,
        and_(
            col(queued.version_id).not_in(select(coming.c.id)),
            func.coalesce(checksum, "").not_in(
                select(coming.c.checksum).where(coming.c.checksum != "")
            ),
        ),
    )
