"""Versions that a person marks, or jumps to: by their ids and places, however many there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Table, func, select, tuple_
from sqlmodel import Session

from kisotui.domain import views
from kisotui.domain.marks import FailedOne, Marked
from kisotui.domain.states import IsoState, distance
from kisotui.store import tables
from kisotui.store.listing import conditions, order, position, sort_key
from kisotui.store.version_rows import version_view

_TABLE: Final[Table] = tables.Version.metadata.tables["version"]
_V: Final = _TABLE.c
_AT_ONCE = 500  # ids in a query


def found(session: Session, query: views.VersionQuery) -> list[str]:
    """The ids of all that the query finds, in the list's order."""
    ids = select(_V.id).where(*conditions(query)).order_by(*order(query))
    return list(session.connection().execute(ids).scalars())


def between(session: Session, query: views.VersionQuery, one: str, other: str) -> list[str]:
    """Two ids and all between them, in the list's order; none where one of them is not there."""
    connection, columns, here = session.connection(), sort_key(query), conditions(query)
    ends = select(*columns).where(_V.id.in_((one, other)), *here)
    # Which of them comes first, the database knows: texts have another order in its language.
    keys = [tuple(row) for row in connection.execute(ends.order_by(*columns))]
    if len(keys) < len({one, other}):
        return []
    place = tuple_(*columns)
    ids = select(_V.id).where(*here, place >= keys[0], place <= keys[-1])
    return list(connection.execute(ids.order_by(*order(query))).scalars())


def rows(session: Session, ids: Sequence[str]) -> list[views.Version]:
    """Those of the versions that there are, in the order of the ids."""
    known: dict[str, views.Version] = {}
    now = tables.now()
    for some in _portions(ids):
        here = select(_TABLE).where(_V.id.in_(some), _V.removed.is_(None))
        known |= {row.id: version_view(row, now) for row in session.connection().execute(here)}
    return [known[each] for each in ids if each in known]


def look(session: Session, query: views.VersionQuery, ids: Sequence[str]) -> Marked:
    """What is to be known of marked versions, by a list that the query fills."""
    connection = session.connection()
    gone, hidden, kinds = set(ids), 0, {}
    for some in _portions(ids):
        here = [_V.id.in_(some), _V.removed.is_(None)]
        there = connection.execute(select(_V.id, _V.iso_state, _V.iso_phase).where(*here)).all()
        gone.difference_update(row.id for row in there)
        kinds.update({(row.iso_state, row.iso_phase): row.id for row in there})
        hidden += len(there) - _count(session, [*here, *conditions(query)])
    return Marked(frozenset(gone), hidden, tuple(rows(session, list(kinds.values()))))


def next_failed(
    session: Session, query: views.VersionQuery, version_id: str | None, *, backwards: bool
) -> FailedOne | None:
    """The failed one after a version in the list; after the last one comes the first again."""
    here = _key_of(session, query, version_id) if version_id is not None else None
    down = query.descending != backwards
    key = tuple_(*sort_key(query))
    wanted = None
    if here is not None:
        wanted = _first_failed(session, query, down, [key < here if down else key > here])
    wrapped = here is not None and wanted is None
    wanted = wanted or _first_failed(session, query, down, [])
    place = position(session, query, wanted) if wanted is not None else None
    return None if wanted is None or place is None else FailedOne(wanted, place, wrapped)


def _first_failed(
    session: Session, query: views.VersionQuery, down: bool, where: list[ColumnElement[bool]]
) -> str | None:
    failed = _V.iso_distance == distance(IsoState.FAILED)  # has an index
    walk = [column.desc() if down else column.asc() for column in sort_key(query)]
    ids = select(_V.id).where(failed, *conditions(query), *where).order_by(*walk).limit(1)
    return session.connection().execute(ids).scalar()


def _key_of(session: Session, query: views.VersionQuery, version_id: str) -> tuple[Any, ...] | None:
    here = select(*sort_key(query)).where(_V.id == version_id, *conditions(query))
    row = session.connection().execute(here).first()
    return None if row is None else tuple(row)


def _count(session: Session, where: Sequence[ColumnElement[bool]]) -> int:
    count = select(func.count()).select_from(_TABLE).where(*where)
    return int(session.connection().execute(count).scalar_one())


def _portions(ids: Sequence[str]) -> list[Sequence[str]]:
    return [ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE)]
