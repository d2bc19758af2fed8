"""Where a store is: from what a person wrote to a database, and to a name that tells no secret."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from kisotui.domain import urls
from kisotui.domain.failures import Problem

_USERINFO = re.compile(r"(?<=//).*@")


@dataclass(frozen=True, slots=True)
class Location:
    """A database. ``name`` is what is shown; ``path`` is that of a SQLite file."""

    dialect: str
    url: URL = field(repr=False)
    name: str
    path: Path | None


def locate(given: str) -> Location:
    """The database that a URL means; a text without ``://`` is the path of a SQLite file.

    Raises Problem: ``store-url``.
    """
    try:
        url = make_url(given) if "://" in given else URL.create("sqlite", database=given)
    except (ArgumentError, ValueError):
        raise _not_understood(given) from None
    if url.drivername == "sqlite" and url.database and not url.host:
        return _sqlite(given, url)
    if url.drivername in ("postgresql", "postgres", "postgresql+psycopg"):
        return _postgresql(url)
    raise _not_understood(given)


def _sqlite(given: str, url: URL) -> Location:
    # A database in memory is gone before a worker sees it.
    if url.query or url.database == ":memory:" or "\0" in (url.database or ""):
        raise _not_understood(given)
    try:
        path = Path(url.database or "").expanduser().absolute()
    except RuntimeError:  # no home directory to put in place of ~
        raise _not_understood(given) from None
    return Location("sqlite", url.set(database=str(path)), str(path), path)


def _postgresql(url: URL) -> Location:
    shown = url.set(drivername="postgresql").render_as_string(hide_password=True)
    address, _, query = shown.partition("?")
    if query:
        query = "?" + urls.redact(f"http://store/?{query}").partition("?")[2]
    return Location("postgresql", url.set(drivername="postgresql+psycopg"), address + query, None)


def _not_understood(given: str) -> Problem:
    return Problem("store-url", given=_USERINFO.sub(f"{urls.MASK}@", given)[:200])
