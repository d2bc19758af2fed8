"""Noticing that somebody committed, without asking the tables."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, Engine

from kisotui.store import sqlite
from kisotui.store.locate import Location
from kisotui.store.problems import translated


class Watch(Protocol):
    """Whether there were commits, by whomever, since it was last asked."""

    def changed(self) -> bool: ...

    def close(self) -> None: ...


class SqliteWatch:
    """SQLite counts the commits of other connections: so it has one of its own, only for this."""

    def __init__(self, location: Location, path: Path) -> None:
        self._location = location
        self._connection = sqlite.connect(path)
        self._seen = self._version()

    def changed(self) -> bool:
        with translated(self._location):
            version = self._version()
        changed = version != self._seen
        self._seen = version
        return changed

    def _version(self) -> int:
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    def close(self) -> None:
        self._connection.close()


class PostgresqlWatch:
    """PostgreSQL's snapshot moves with every transaction that writes."""

    def __init__(self, location: Location, engine: Engine) -> None:
        self._location = location
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._connection: Connection | None = None
        self._seen = self._snapshot()

    def changed(self) -> bool:
        with translated(self._location):
            snapshot = self._snapshot()
        changed = snapshot != self._seen
        self._seen = snapshot
        return changed

    def _snapshot(self) -> str:
        if self._connection is None or self._connection.invalidated:
            self.close()
            self._connection = self._engine.connect()
        query = "SELECT pg_current_snapshot()::text"
        return str(self._connection.exec_driver_sql(query).scalar_one())

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
