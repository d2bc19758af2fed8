"""The list of versions: filtered, sorted, a page at a time."""

from __future__ import annotations

import re
from typing import Any, Final, cast

from sqlalchemy import ColumnElement, func, or_, tuple_
from sqlmodel import Session, col, exists, select

from kisotui.domain import versions as rules
from kisotui.domain import views
from kisotui.store import tables
from kisotui.store.rows import version_view

V = tables.Version

_KEYS: Final[dict[str, Any]] = {
    "name": col(V.name_key),
    "state": col(V.state),
    "semanticversion": col(V.version_order),
    "isostate": col(V.iso_distance),
    "mincpunumber": col(V.mincpunumber),
    "minmemory": col(V.minmemory),
    "arch": col(V.arch),
    "zonename": col(V.zone_key),
    "size": col(V.iso_size),
    "progress": col(V.iso_percent),
    "created": col(V.created),
}
_START_OF_ID = re.compile(r"[0-9a-f]{4,8}(-[0-9a-f-]*)?")


def page(
    session: Session, query: views.VersionQuery, offset: int, limit: int
) -> list[views.Version]:
    """Rows ``offset`` to ``offset + limit`` of the list."""
    order = _order(query)
    ids = select(V.id).where(*_conditions(query)).order_by(*order).offset(offset).limit(limit)
    rows = session.exec(select(V).where(col(V.id).in_(ids)).order_by(*order))
    return [version_view(row) for row in rows]


def count(session: Session, query: views.VersionQuery) -> int:
    """How many the query finds."""
    return session.exec(select(func.count()).select_from(V).where(*_conditions(query))).one()


def total(session: Session) -> int:
    """How many there are."""
    return count(session, views.VersionQuery())


def position(session: Session, query: views.VersionQuery, version_id: str) -> int | None:
    """Where in the list a version stands; None where the query does not find it."""
    conditions = _conditions(query)
    columns = _key(query)
    here = session.exec(select(*columns).where(col(V.id) == version_id, *conditions)).first()
    if here is None:
        return None
    key = tuple_(*columns)
    before = key > tuple(here) if query.descending else key < tuple(here)
    return session.exec(select(func.count()).select_from(V).where(before, *conditions)).one()


def _key(query: views.VersionQuery) -> list[ColumnElement[Any]]:
    """What the list is sorted by: no two versions are equal in it."""
    columns = (_KEYS[query.sort], V.version_order, V.id)
    return [cast(ColumnElement[Any], column) for column in dict.fromkeys(columns)]


def _order(query: views.VersionQuery) -> list[ColumnElement[Any]]:
    return [column.desc() if query.descending else column.asc() for column in _key(query)]


def _conditions(query: views.VersionQuery) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if not query.removed:
        found.append(col(V.removed).is_(None))
    if query.arch is not None:
        found.append(col(V.arch) == query.arch.value)
    if query.minimum:
        found.append(col(V.version_order) >= rules.order(rules.parse(query.minimum)))
    if query.zone is not None:
        found.append(
            exists().where(
                col(tables.Iso.version_id) == col(V.id), col(tables.Iso.zone_id) == query.zone
            )
        )
    return found + [_has(word) for word in query.text.casefold().split()]


def _has(word: str) -> ColumnElement[bool]:
    """The word somewhere in a row, or at the start of its id."""
    shown = col(V.search).contains(word, autoescape=True)
    if _START_OF_ID.fullmatch(word):
        return or_(shown, col(V.id).startswith(word, autoescape=True))
    return shown
