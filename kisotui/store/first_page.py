"""Rows of the list before the store is open: read by sqlite3 alone.

To load SQLAlchemy takes longer than all else that a start does. What is given here is what
``listing`` gives for the same question, or nothing: then the ordinary way tells what is the matter.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

from kisotui.domain import versions, views
from kisotui.store import schema
from kisotui.store.version_rows import COLUMNS, version_view

_KEYS: Final = {
    "name": "name_key",
    "state": "state",
    "semanticversion": "version_order",
    "isostate": "iso_distance",
    "mincpunumber": "mincpunumber",
    "minmemory": "minmemory",
    "arch": "arch",
    "zonename": "zone_key",
    "size": "iso_size",
    "progress": "iso_percent",
    "created": "created",
}
_REVISION: Final = f"SELECT version_num FROM {schema.VERSION_TABLE}"  # noqa: S608 - our constant
_TIMES: Final = ("created", "removed", "iso_due")
_FLAGS: Final = ("allzones", "directdownload")


def read(
    path: Path, query: views.VersionQuery, offset: int, limit: int
) -> views.VersionPage | None:
    """Rows ``offset`` to ``offset + limit`` of the list in a SQLite file.

    None where that is not simple: there is no such file, it is locked, broken or of another
    kisotui, or the query has a text or a zone. Waits for nobody and makes no file.
    """
    if query.text.strip() or query.zone is not None:
        return None
    try:
        with closing(_connect(path)) as connection:
            connection.execute("BEGIN")  # all that is read is of one moment
            if _value(connection, _REVISION) != schema.HEAD:
                return None
            return _page(connection, query, offset, limit)
    except (sqlite3.Error, OSError, ValueError, TypeError, AttributeError):
        return None


def _connect(path: Path) -> sqlite3.Connection:
    """A connection that only reads.

    Without a -wal file nobody has the store open, so that there is nothing to lock; to lock would
    make a -wal and a -shm file, which a connection that only reads leaves behind.
    """
    path = path.resolve()  # SQLite keeps its other files where a link leads to
    alone = not path.with_name(f"{path.name}-wal").exists()
    if path.with_name(f"{path.name}-journal").exists():  # somebody is in the midst of a change
        raise FileExistsError
    uri = f"{path.as_uri()}?mode=ro{'&immutable=1' if alone else ''}"
    return sqlite3.connect(uri, uri=True, timeout=0, isolation_level=None)


def _page(
    connection: sqlite3.Connection, query: views.VersionQuery, offset: int, limit: int
) -> views.VersionPage:
    where, values = _conditions(query)
    keys = dict.fromkeys((_KEYS[query.sort], "version_order", "id"))
    order = ", ".join(f"{key} {'DESC' if query.descending else 'ASC'}" for key in keys)
    ids = _select("id", f"{where} ORDER BY {order} LIMIT ? OFFSET ?")
    page = _select("*", f"id IN ({ids}) ORDER BY {order}")
    # All rows in one: between any two, this thread would wait for the one that draws the screen.
    rows = f"SELECT json_group_array(json_array({', '.join(COLUMNS)})) FROM ({page})"  # noqa: S608
    found = json.loads(_value(connection, rows, *values, limit, offset))
    now = datetime.now(UTC)
    count = _count(connection, query)
    return views.VersionPage(
        rows=tuple(version_view(_row(values), now) for values in found),
        count=count,
        total=count if query.is_bare else _count(connection, views.VersionQuery()),
    )


def _row(values: Sequence[Any]) -> SimpleNamespace:
    """A row as the tables' types would have it."""
    row = dict(zip(COLUMNS, values, strict=True))
    for name in _TIMES:
        if row[name] is not None:
            row[name] = datetime.fromisoformat(row[name]).replace(tzinfo=UTC)
    for name in _FLAGS:
        row[name] = bool(row[name])
    return SimpleNamespace(**row)


def _count(connection: sqlite3.Connection, query: views.VersionQuery) -> int:
    where, values = _conditions(query)
    return int(_value(connection, _select("count(*)", where), *values))


def _conditions(query: views.VersionQuery) -> tuple[str, list[object]]:
    minimum = versions.order(versions.parse(query.minimum)) if query.minimum else 0
    found, values = ["version_order >= ?"], list[object]([minimum])
    if not query.removed:
        found.append("removed IS NULL")
    if query.arch is not None:
        found.append("arch = ?")
        values.append(query.arch.value)
    return " AND ".join(found), values


def _select(what: str, which: str) -> str:
    """Every word of it is ours."""
    return f"SELECT {what} FROM version WHERE {which}"  # noqa: S608


def _value(connection: sqlite3.Connection, statement: str, *values: object) -> Any:
    (value,) = connection.execute(statement, values).fetchone()
    return value
