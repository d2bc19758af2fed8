"""Bringing a database up to this program's schema, with a backup beside it first."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, inspect
from sqlmodel import Session

from kisotui.domain.actors import Actor
from kisotui.domain.failures import Problem
from kisotui.domain.states import ZoneType
from kisotui.store import schema, sqlite, zones
from kisotui.store.locate import Location

if TYPE_CHECKING:
    from alembic.config import Config

    from kisotui.store.engine import Store

FIRST_ZONE: Final = "Zone1"
_READ_REVISION: Final = f"SELECT version_num FROM {schema.VERSION_TABLE}"  # noqa: S608 - ours
SCRIPTS = Path(__file__).parent / "migrations"


def bring_up_to_date(store: Store, location: Location) -> None:
    """Make the tables and the first zone, or migrate them; nothing where nothing is to do.

    Raises Problem: ``store-newer``, ``store-foreign``.
    """
    with store.read() as session:
        found = _revision(session.connection(), location)
    if location.path is not None:
        sqlite.use_wal(location.path)
    if found == schema.HEAD:
        return
    with store.alone() as session:
        connection = session.connection()
        found = _revision(connection, location)  # another program may have been faster
        if found == schema.HEAD:
            return
        if found is not None and location.path is not None:
            sqlite.back_up(location.path, found)
        _upgrade(connection)
        if found is None:
            _make_first_zone(session)


def check(store: Store, location: Location) -> None:
    """Whether the tables can be read as they are.

    Raises Problem: ``store-missing``, ``store-older``, ``store-newer``, ``store-foreign``.
    """
    with store.read() as session:
        found = _revision(session.connection(), location)
    if found is None:
        raise Problem("store-missing", store=location.name)
    if found != schema.HEAD:
        raise Problem("store-older", store=location.name, found=found, known=schema.HEAD)


def _revision(connection: Connection, location: Location) -> str | None:
    """The revision that the tables have; None where there are none."""
    tables = inspect(connection).get_table_names()
    if schema.VERSION_TABLE in tables:
        return refuse_newer(connection, location)
    if tables:
        raise Problem("store-foreign", store=location.name)
    return None


def refuse_newer(connection: Connection, location: Location) -> str:
    """The revision of tables that are there. Raises Problem: ``store-newer``."""
    found = str(connection.exec_driver_sql(_READ_REVISION).scalar_one())
    if found > schema.HEAD:
        raise Problem("store-newer", store=location.name, found=found, known=schema.HEAD)
    return found


def _upgrade(connection: Connection) -> None:
    from alembic import command

    config = alembic_config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def alembic_config() -> Config:
    """Where Alembic finds the migrations; also in an installed wheel."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _make_first_zone(session: Session) -> None:
    actor = Actor("system", socket.gethostname())
    zones.insert(session, FIRST_ZONE, ZoneType.CORE, actor)
