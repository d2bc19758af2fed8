"""Noticing that somebody committed, without asking the tables."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, Final, Protocol

from sqlalchemy import Connection, Engine

from kisotui.store import sqlite
from kisotui.store.locate import Location
from kisotui.store.problems import translated

_NEWEST: Final = "SELECT coalesce(max(id), 0) FROM event"
_SNAPSHOT: Final = f"SELECT pg_current_snapshot()::text, ({_NEWEST})"


class Watch(Protocol):
    """Whether there were commits, by whomever, since it was last asked."""

    newest: int
    """The newest event's id when there was a commit last; 0 for none."""

    def changed(self) -> bool: ...

    def close(self) -> None: ...


class SqliteWatch:
    """SQLite counts the commits of other connections: so it has one of its own, only for this.

    Where a kept connection would not hear of others, the files' times tell.
    """

    def __init__(self, location: Location, path: Path) -> None:
        self._location = location
        self._path = path
        self._files = () if sqlite.is_writable(path) else (path, sqlite.write_ahead_log(path))
        self._connection = sqlite.connect(path)
        self._seen: tuple[int, ...] = ()
        self.newest = 0
        self.changed()

    def changed(self) -> bool:
        with translated(self._location):
            now = self._look()
            if now == self._seen:
                return False
            self.newest = self._look_for_events()
        self._seen = now
        return True

    def _look(self) -> tuple[int, ...]:
        (version,) = self._connection.execute("PRAGMA data_version").fetchone()
        return (int(version), *(_written(file) for file in self._files))

    def _look_for_events(self) -> int:
        if not self._files:
            return _newest(self._connection)
        with closing(sqlite.connect(self._path)) as anew:
            return _newest(anew)

    def close(self) -> None:
        self._connection.close()


def _newest(connection: sqlite3.Connection) -> int:
    (event,) = connection.execute(_NEWEST).fetchone()
    return int(event)


def _written(file: Path) -> int:
    try:
        return file.stat().st_mtime_ns
    except FileNotFoundError:
        return 0


class PostgresqlWatch:
    """PostgreSQL's snapshot moves with every transaction that writes.

    A cursor of the driver's own is kept: four times a second SQLAlchemy costs more than the query.
    """

    def __init__(self, location: Location, engine: Engine) -> None:
        self._location = location
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._connection: Connection | None = None
        self._cursor: Any = None
        self._seen = ""
        self.newest = 0
        self.changed()

    def changed(self) -> bool:
        with translated(self._location):
            snapshot, self.newest = self._look()
        changed = snapshot != self._seen
        self._seen = snapshot
        return changed

    def _look(self) -> tuple[str, int]:
        if self._cursor is not None:
            try:
                snapshot, newest = self._cursor.execute(_SNAPSHOT).fetchone()
            except Exception:  # a connection that is lost: to make another one tells why
                self.close()
            else:
                return snapshot, newest
        self._connection = self._engine.connect()
        snapshot, newest = self._connection.exec_driver_sql(_SNAPSHOT).one()
        self._cursor = self._connection.connection.cursor()
        return snapshot, newest

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = self._cursor = None
