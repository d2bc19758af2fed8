"""PostgreSQL: its connections and transactions."""

from __future__ import annotations

from sqlalchemy import Engine, create_engine

from kisotui.domain.failures import Problem
from kisotui.store.locate import Location

PATIENCE = 15  # seconds
# Who says nothing for so long in the midst of a transaction is frozen, or his host is: the server
# takes the lock from him, before the others' patience is over.
SILENCE = 10

READ = ("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",)
# One writer at a time, as on SQLite: what was checked in a transaction stays true until its end.
# Stricter levels, which a server may have as its default, would see what was before the lock.
DURABLE = (
    "SET TRANSACTION ISOLATION LEVEL READ COMMITTED",
    f"SELECT set_config('lock_timeout', '{PATIENCE}s', true),"
    f" set_config('idle_in_transaction_session_timeout', '{SILENCE}s', true)",
    "SELECT pg_advisory_xact_lock(hashtext('kisotui'))",
)
PROGRESS = (*DURABLE, "SET LOCAL synchronous_commit = off")

# Every change is a row that is written and its event. Where there are no tables yet, they are
# still to be made.
_MAY_WRITE = (
    "SELECT NOT pg_is_in_recovery()"
    " AND current_setting('default_transaction_read_only') = 'off'"
    " AND coalesce(has_table_privilege(to_regclass('iso'), 'UPDATE'), true)"
    " AND coalesce(has_table_privilege(to_regclass('event'), 'INSERT'), true)"
)


def engine(location: Location) -> Engine:
    """Raises Problem: ``store-driver``."""
    try:
        return create_engine(
            location.url,
            pool_pre_ping=True,
            hide_parameters=True,  # they may hold a password, and errors end up in logs
            connect_args={"connect_timeout": PATIENCE, "application_name": "kisotui"},
        )
    except ImportError as error:
        raise Problem("store-driver", dialect="PostgreSQL") from error


def may_write(engine: Engine) -> bool:
    """Whether the server is no standby, and the role may change what is in the tables."""
    with engine.connect() as connection:
        return bool(connection.exec_driver_sql(_MAY_WRITE).scalar_one())
