"""SQLite: its file, its connections, its transactions."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, NullPool, QueuePool, create_engine

from kisotui.domain.failures import Problem
from kisotui.store.locate import Location

PATIENCE = 15.0  # seconds; a program that holds the lock for 10 is outwaited
_CACHE = 512  # KiB a connection, not 2,000: the system keeps the pages anyway; it is as fast

READ = ("PRAGMA query_only=ON", "BEGIN")
# IMMEDIATE: a transaction that reads first and writes later could not be promoted otherwise.
_WRITE = ("PRAGMA query_only=OFF", "BEGIN IMMEDIATE")
DURABLE = ("PRAGMA synchronous=FULL", *_WRITE)
PROGRESS = ("PRAGMA synchronous=NORMAL", *_WRITE)


def prepare(path: Path) -> None:
    """Make the directory and the file if they are missing, for this user's eyes only.

    Raises Problem: ``store-directory``.
    """
    try:
        for folder in reversed(path.parents):
            if not folder.exists():
                folder.mkdir(mode=0o700, exist_ok=True)
        if not path.exists():
            # SQLite gives -wal and -shm the permissions of the file.
            os.close(os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600))
    except OSError as error:
        raise Problem("store-directory", path=str(path.parent)) from error


def find(path: Path) -> None:
    """Make nothing. Raises Problem: ``store-missing``, ``store-directory``."""
    try:
        found = path.exists()
    except OSError as error:
        raise Problem("store-directory", path=str(path.parent)) from error
    if not found:
        raise Problem("store-missing", store=str(path))


def connect(path: Path) -> sqlite3.Connection:
    """A connection; one that can only read where the file system allows no more."""
    failed: sqlite3.OperationalError | None = None
    for uri in _ways(path):
        connection = sqlite3.connect(
            uri, uri=True, timeout=PATIENCE, isolation_level=None, check_same_thread=False
        )
        try:
            connection.execute("PRAGMA foreign_keys=ON")
            connection.execute(f"PRAGMA cache_size=-{_CACHE}")
            connection.execute("SELECT 1 FROM sqlite_master").fetchone()
        except sqlite3.OperationalError as error:
            connection.close()
            if error.sqlite_errorcode & 0xFF not in _CLOSED_DOORS:
                raise
            failed = error
        except BaseException:
            connection.close()
            raise
        else:
            return connection
    assert failed is not None  # noqa: S101 - the loop ends by returning or by failing
    raise failed


_CLOSED_DOORS = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)


def _ways(path: Path) -> tuple[str, ...]:
    """As URIs: the ordinary way; only reading; without -wal and -shm, where they cannot be made.

    ``immutable`` believes that nobody writes meanwhile: only where there is no -wal file, and
    only for one transaction (see ``is_writable``).
    """
    base = path.as_uri()
    ways: tuple[str, ...] = (f"{base}?mode=rw", f"{base}?mode=ro")
    if not write_ahead_log(path).exists():
        ways += (f"{base}?immutable=1",)
    return ways


def engine(location: Location, path: Path) -> Engine:
    return create_engine(
        location.url,
        creator=lambda: connect(path),
        hide_parameters=True,  # they may hold a password, and errors end up in logs
        poolclass=QueuePool if is_writable(path) else NullPool,
    )


def is_writable(path: Path) -> bool:
    """Whether -wal and -shm can be made beside the file; otherwise no connection may be kept."""
    return os.access(path.resolve().parent, os.W_OK, effective_ids=True)


def may_write(path: Path) -> bool:
    """Whether this user may, and the file system lets anybody."""
    return is_writable(path) and os.access(path, os.W_OK, effective_ids=True)


def write_ahead_log(path: Path) -> Path:
    real = path.resolve()  # SQLite has it where a link leads to
    return real.with_name(real.name + "-wal")


def use_wal(path: Path) -> None:
    """Readers and a writer side by side. The file remembers it."""
    with closing(connect(path)) as connection:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in _CLOSED_DOORS:
                raise


def back_up(path: Path, revision: str) -> Path:
    """A copy beside the file, as it was before it is migrated from that revision."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    copy = path.with_name(f"{path.name}.backup-{revision}-{stamp}")
    os.close(os.open(copy, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600))
    try:
        with closing(connect(path)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
    except BaseException:
        copy.unlink(missing_ok=True)
        raise
    return copy
