"""The store: one database, opened, brought up to date, read and written in transactions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, event
from sqlmodel import Session

from kisotui.store import migrate, postgresql, sqlite
from kisotui.store.locate import Location, locate
from kisotui.store.problems import translated
from kisotui.store.totals import Totals
from kisotui.store.watch import PostgresqlWatch, SqliteWatch, Watch

_BEGIN = "kisotui_begin"


__all__ = ["Session", "Store", "open_store"]


class Store:
    """An open store. Safe to use from several threads, each with sessions of its own."""

    def __init__(self, location: Location, engine: Engine, *, read_only: bool = False) -> None:
        rules = sqlite if location.dialect == "sqlite" else postgresql
        durable, progress = rules.DURABLE, rules.PROGRESS
        if read_only:  # even who forgot to ask cannot write
            durable = progress = rules.READ
        self.is_read_only = read_only
        """Nothing is to be written in it, or cannot be."""
        self._location = location
        self._engine = engine
        self._reader = engine.execution_options(**{_BEGIN: rules.READ})
        self._writers = {
            True: engine.execution_options(**{_BEGIN: durable}),
            False: engine.execution_options(**{_BEGIN: progress}),
        }
        event.listen(engine, "begin", _begin)
        self.totals = Totals()

    @property
    def name(self) -> str:
        """For people: the file's path, or the URL with its password masked."""
        return self._location.name

    @property
    def dialect(self) -> str:
        return self._location.dialect

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session over one consistent snapshot; whatever it would write is dropped."""
        with translated(self._location), Session(self._reader) as session:
            yield session

    @contextmanager
    def write(self, *, durable: bool = True) -> Iterator[Session]:
        """A session that is alone in writing; committed at the end, rolled back on an error.

        ``durable``: on disk before this returns; otherwise the last moments may be lost with
        the machine's power, never the order of things. Raises Problem: ``store-newer``, where
        another program has migrated the tables since this one opened them.
        """
        with self.alone(durable=durable) as session:
            migrate.refuse_newer(session.connection(), self._location)
            yield session

    @contextmanager
    def alone(self, *, durable: bool = True) -> Iterator[Session]:
        """As ``write``, whatever the tables are: for who makes and migrates them."""
        with translated(self._location):
            writer = self._writers[durable]
            with Session(writer, expire_on_commit=False) as session, session.begin():
                session.connection()  # take the lock now: what is checked next stays true
                yield session

    def watch(self) -> Watch:
        """Tells whether somebody committed; for one thread."""
        with translated(self._location):
            if self._location.path is not None:
                return SqliteWatch(self._location, self._location.path)
            return PostgresqlWatch(self._location, self._engine)

    def close(self) -> None:
        self._engine.dispose()


def open_store(url: str, *, read_only: bool = False) -> Store:
    """Open a store; make it if it is missing, migrate it if it is old.

    One that is not to be written, or cannot be, is taken as it is. Raises Problem: ``store-*``.
    """
    location = locate(url)
    with translated(location):
        if location.path is not None:
            (sqlite.find if read_only else sqlite.prepare)(location.path)
            engine = sqlite.engine(location, location.path)
        else:
            engine = postgresql.engine(location)
        try:
            read_only = read_only or not _may_write(location, engine)
            store = Store(location, engine, read_only=read_only)
            take = migrate.check if read_only else migrate.bring_up_to_date
            take(store, location)
        except BaseException:
            engine.dispose()
            raise
    return store


def _may_write(location: Location, engine: Engine) -> bool:
    if location.path is not None:
        return sqlite.may_write(location.path)
    return postgresql.may_write(engine)


def _begin(connection: Connection) -> None:
    for statement in connection.get_execution_options().get(_BEGIN, ()):
        connection.exec_driver_sql(statement)
