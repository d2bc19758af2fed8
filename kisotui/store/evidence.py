"""What is known of the digests of versions' ISOs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlmodel import Session, col, delete, select

from kisotui.domain import checksums
from kisotui.domain.evidence import Evidence, Origin, known
from kisotui.store import evidence_table, tables


def of(session: Session, version: tables.Version) -> tuple[Evidence, ...]:
    """All that is known of the version's ISO, the strongest first."""
    return known(checksums.parse(version.checksum), found(session, version.id))


def found(session: Session, version_id: str) -> tuple[Evidence, ...]:
    """What was found, and not given by a person."""
    return found_of(session, [version_id]).get(version_id, ())


def found_of(session: Session, version_ids: Sequence[str]) -> dict[str, tuple[Evidence, ...]]:
    """As ``found``, of many versions; those without any are missing."""
    table = evidence_table.Evidence
    by_version: dict[str, tuple[Evidence, ...]] = {}
    for row in session.exec(select(table).where(col(table.version_id).in_(version_ids))):
        if (checksum := checksums.parse(row.checksum)) is not None:
            each = Evidence(checksum, Origin(row.origin), row.source)
            by_version[row.version_id] = (*by_version.get(row.version_id, ()), each)
    return by_version


def add(session: Session, version_id: str, more: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Note what was found; gives what nobody knew yet."""
    there = {each.checksum for each in found(session, version_id)}
    new = tuple(each for each in more if each.checksum not in there)
    session.add_all(
        evidence_table.Evidence(
            version_id=version_id,
            checksum=str(each.checksum),
            origin=each.origin.value,
            source=each.source,
        )
        for each in new
    )
    return new


def replace(session: Session, version_id: str, by: Iterable[Evidence]) -> None:
    """Forget what was found, for this."""
    table = evidence_table.Evidence
    session.exec(delete(table).where(col(table.version_id) == version_id))
    add(session, version_id, by)
