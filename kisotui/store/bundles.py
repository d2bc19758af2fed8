"""What of a version goes into a bundle, and what of a bundle is there already."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session, col, select

from kisotui.domain.failures import Problem
from kisotui.domain.states import DownloadStatus, IsoState
from kisotui.store import tables, versions


@dataclass(frozen=True, slots=True)
class Exportable:
    """A version whose ISO lies in a storage. ``digest``: of the file, as it was verified."""

    name: str
    semanticversion: str
    arch: str
    mincpunumber: int
    minmemory: int
    origin: str
    storage: str
    path: str
    digest: str


def exportable(session: Session, version_id: str) -> Exportable:
    """Raises Problem: ``version-not-found``, ``nothing-to-export``."""
    version = versions.row(session, version_id)
    for iso, _ in versions.isos(session, version_id):
        stored = (iso.state, iso.status) == (IsoState.READY, DownloadStatus.DOWNLOADED)
        if stored and iso.path:
            return Exportable(
                name=version.name,
                semanticversion=version.semanticversion,
                arch=version.arch,
                mincpunumber=version.mincpunumber,
                minmemory=version.minmemory,
                origin=version.url,
                storage=iso.storage,
                path=iso.path,
                digest=iso.digest,
            )
    raise Problem("nothing-to-export", name=version.name)


def same(session: Session, semanticversion: str, arch: str, digest: str) -> str | None:
    """The name of a version whose ISO has this digest, or must have it; None where there is none.

    ``digest``: in CloudStack's notation.
    """
    version, iso = tables.Version, tables.Iso
    found = session.exec(
        select(version.name)
        .join(iso, col(iso.version_id) == col(version.id))
        .where(
            col(version.removed).is_(None),
            version.semanticversion == semanticversion,
            version.arch == arch,
            (col(version.checksum) == digest) | (col(iso.digest) == digest),
        )
        .limit(1)
    )
    return found.first()
