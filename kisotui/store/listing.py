"""The list of versions: filtered, sorted, a page at a time."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from sqlalchemy import ColumnElement, Table, func, select, tuple_
from sqlmodel import Session

from kisotui.domain import filters, views
from kisotui.domain import versions as rules
from kisotui.store import filtering, tables
from kisotui.store.version_rows import COLUMNS, as_of, version_as_written

# Columns, not objects: a page of objects takes five times as long.
_TABLE: Final[Table] = tables.Version.metadata.tables["version"]
_V: Final = _TABLE.c
_SHOWN: Final = tuple(_V[name] for name in COLUMNS)

# A live list asks for the rows in view every second, and most of them are as they were.
_known = lru_cache(maxsize=256)(version_as_written)

_KEYS: Final[dict[str, ColumnElement[Any]]] = {
    "name": _V.name_key,
    "state": _V.state,
    "semanticversion": _V.version_order,
    "isostate": _V.iso_distance,
    "mincpunumber": _V.mincpunumber,
    "minmemory": _V.minmemory,
    "arch": _V.arch,
    "zonename": _V.zone_key,
    "size": _V.iso_size,
    "progress": _V.iso_percent,
    "created": _V.created,
}


def page(
    session: Session, query: views.VersionQuery, offset: int, limit: int
) -> list[views.Version]:
    """Rows ``offset`` to ``offset + limit`` of the list."""
    ids = select(_V.id).where(*conditions(query)).order_by(*_walk(query))
    here = _V.id.in_(ids.offset(offset).limit(limit))
    rows = session.connection().execute(select(*_SHOWN).where(here).order_by(*order(query)))
    now = tables.now()
    return [as_of(now, _known(row)) for row in rows]


def count(session: Session, query: views.VersionQuery) -> int:
    """How many the query finds."""
    where = conditions(query)
    if not _is_narrow(query):
        where.append(_V.version_order >= 0)  # true of all; lets SQLite count in an index
    return _count(session, where)


def total(session: Session) -> int:
    """How many there are."""
    return count(session, views.VersionQuery())


def position(session: Session, query: views.VersionQuery, version_id: str) -> int | None:
    """Where in the list a version stands; None where the query does not find it."""
    where = conditions(query)
    columns = sort_key(query)
    found = session.connection().execute(select(*columns).where(_V.id == version_id, *where))
    here = found.first()
    if here is None:
        return None
    key = tuple_(*columns)
    before = key > tuple(here) if query.descending else key < tuple(here)
    return _count(session, [before, *where])


def _count(session: Session, where: list[ColumnElement[bool]]) -> int:
    found = session.connection().execute(select(func.count()).select_from(_TABLE).where(*where))
    return int(found.scalar_one())


def sort_key(query: views.VersionQuery) -> list[ColumnElement[Any]]:
    """What the list is sorted by: no two versions are equal in it."""
    return list(dict.fromkeys((_KEYS[query.sort], _V.version_order, _V.id)))


def order(query: views.VersionQuery) -> list[ColumnElement[Any]]:
    """The list's order."""
    return [column.desc() if query.descending else column.asc() for column in sort_key(query)]


def _walk(query: views.VersionQuery) -> list[ColumnElement[Any]]:
    """The order, in which the index of that order is to be walked or not.

    Few rows may have a word, and to look at 100,000 in the order of an index takes four times as
    long as to look through the table and sort what is found. An expression has no index.
    """
    walk = order(query)
    if query.text.strip():
        first = _KEYS[query.sort]
        plain = func.coalesce(first, first)
        walk[0] = plain.desc() if query.descending else plain.asc()
    return walk


def _is_narrow(query: views.VersionQuery) -> bool:
    return bool(query.text.strip() or query.zone is not None or query.arch is not None)


def conditions(query: views.VersionQuery) -> list[ColumnElement[bool]]:
    """What is true of the rows that the query finds."""
    found: list[ColumnElement[bool]] = []
    if not query.removed:
        found.append(_V.removed.is_(None))
    if query.arch is not None:
        found.append(_V.arch == query.arch.value)
    if query.minimum:
        found.append(_V.version_order >= rules.order(rules.parse(query.minimum)))
    if query.zone is not None:
        found.append(_V.zone_ids.contains(query.zone, autoescape=True))
    if query.text:
        now = tables.now()
        found += filtering.conditions(filters.parse(query.text, now), now)
    return found
