"""What a database says went wrong, as a failure of ours: the one place where that is decided."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from kisotui.domain.failures import Problem
from kisotui.store.locate import Location

_SQLITE = {
    sqlite3.SQLITE_BUSY: "store-locked",
    sqlite3.SQLITE_LOCKED: "store-locked",
    sqlite3.SQLITE_READONLY: "store-read-only",
    sqlite3.SQLITE_PERM: "store-read-only",
    sqlite3.SQLITE_FULL: "store-full",
    sqlite3.SQLITE_CORRUPT: "store-broken",
    sqlite3.SQLITE_NOTADB: "store-foreign",
    sqlite3.SQLITE_CANTOPEN: "store-unreadable",
}
# By SQLSTATE, the longer prefix first.
_POSTGRESQL = (
    ("55P03", "store-locked"),
    ("40", "store-locked"),  # serialisation failures and deadlocks pass
    ("53100", "store-full"),
    ("53", "store-unreachable"),
    ("25P03", "store-unreachable"),  # was silent for too long in a transaction
    ("25006", "store-read-only"),
    ("42501", "store-read-only"),
    ("08", "store-unreachable"),
    ("28", "store-unreachable"),
    ("3D", "store-unreachable"),
    ("57P", "store-unreachable"),
    ("XX", "store-broken"),
)


@contextmanager
def translated(location: Location) -> Iterator[None]:
    """Turn what the database raises inside into a Problem, where it is one of the user's."""
    try:
        yield
    except DBAPIError as error:
        problem = _problem(error.orig, location)
        if problem is None:
            raise
        raise problem from error
    except sqlite3.Error as error:
        problem = _problem(error, location)
        if problem is None:
            raise
        raise problem from error
    except PoolTimeout as error:
        raise Problem("store-locked", store=location.name) from error


def _problem(error: object, location: Location) -> Problem | None:
    if isinstance(error, sqlite3.Error):
        return _from_sqlite(error, location)
    state = getattr(error, "sqlstate", None)
    if state is None:
        # psycopg has no SQLSTATE for what never reached a server, or lost it.
        lost = type(error).__name__ == "OperationalError"
        return Problem("store-unreachable", store=location.name) if lost else None
    codes = (code for prefix, code in _POSTGRESQL if str(state).startswith(prefix))
    code = next(codes, None)
    return Problem(code, store=location.name) if code else None


def _from_sqlite(error: sqlite3.Error, location: Location) -> Problem | None:
    primary = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if primary == sqlite3.SQLITE_IOERR:
        return _input_output(location)
    code = _SQLITE.get(primary)
    return Problem(code, store=location.name) if code else None


def _input_output(location: Location) -> Problem:
    """SQLite says no more than that: a full disk is the usual reason."""
    folder = location.path.parent if location.path else None
    if folder and os.statvfs(folder).f_bavail == 0:
        return Problem("store-full", store=location.name)
    return Problem("disk", path=location.name, reason=os.strerror(errno.EIO))
