"""What is known of the digests of versions' ISOs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from sqlmodel import Session, col, delete, select

from kisotui.domain import checksums
from kisotui.domain.evidence import Evidence, Origin, known
from kisotui.store import evidence_table, tables

_AT_ONCE: Final = 500  # ids in a query


def of(session: Session, version: tables.Version) -> tuple[Evidence, ...]:
    """All that is known of the version's ISO, the strongest first."""
    return of_many(session, {version.id: version.checksum})[version.id]


def of_many(session: Session, given: Mapping[str, str]) -> dict[str, tuple[Evidence, ...]]:
    """As ``of``, of many versions: of each its own checksum, by its id."""
    found_ = _found(session, list(given))
    return {
        id_: known(checksums.parse(checksum), found_.get(id_, ()))
        for id_, checksum in given.items()
    }


def found(session: Session, version_id: str) -> tuple[Evidence, ...]:
    """What was found, and not given by a person."""
    return tuple(_found(session, [version_id]).get(version_id, ()))


def _found(session: Session, version_ids: Sequence[str]) -> dict[str, list[Evidence]]:
    table = evidence_table.Evidence
    by_version: dict[str, list[Evidence]] = {}
    for start in range(0, len(version_ids), _AT_ONCE):
        some = version_ids[start : start + _AT_ONCE]
        for row in session.exec(select(table).where(col(table.version_id).in_(some))):
            if (checksum := checksums.parse(row.checksum)) is not None:
                each = Evidence(checksum, Origin(row.origin), row.source)
                by_version.setdefault(row.version_id, []).append(each)
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
