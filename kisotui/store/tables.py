"""The tables. Plain columns; what they mean stands in the domain.

Enums are kept as text, so that a psql or sqlite3 prompt shows what the console shows. Times are
UTC. A version row carries the sum of its ISOs (``iso_*``, ``zone_names``, ``search``), kept up in
the same transaction by ``versions.summarise``: a list of 100,000 needs one table and its indexes.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Connection,
    DateTime,
    Index,
    TypeDecorator,
    event,
    inspect,
    text,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Mapper
from sqlmodel import Field, SQLModel, col


class UtcTime(TypeDecorator[datetime]):
    """Aware UTC in Python, whatever the database gives back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime: say which time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def now() -> datetime:
    return datetime.now(UTC)


def new_id() -> str:
    return str(uuid4())


class Zone(SQLModel, table=True):
    __tablename__ = "zone"

    id: str = Field(default_factory=new_id, primary_key=True)
    name: str
    type: str
    created: datetime = Field(default_factory=now, sa_type=UtcTime)
    removed: datetime | None = Field(default=None, sa_type=UtcTime)


# Partial indexes are so on PostgreSQL too, as the migrations make them: to say it here would have
# SQLAlchemy load all that it has for PostgreSQL, two MiB, in every program.


def _order(name: str, *columns: str) -> Index:
    """An index for one order of the list: it holds all that skipping rows needs."""
    there = text("removed IS NULL")
    tie = ("version_order", "id")
    key = columns + tuple(column for column in tie if column not in columns)
    return Index(f"ix_version_{name}", *key, sqlite_where=there)


class Version(SQLModel, table=True):
    __tablename__ = "version"
    __table_args__ = (
        _order("name", "name_key"),
        _order("state", "state"),
        _order("semanticversion", "version_order"),
        _order("isostate", "iso_distance"),
        _order("mincpunumber", "mincpunumber"),
        _order("minmemory", "minmemory"),
        _order("arch", "arch"),
        _order("zonename", "zone_key"),
        _order("size", "iso_size"),
        _order("progress", "iso_percent"),
        _order("created", "created"),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    name: str
    semanticversion: str
    version_order: int = Field(sa_column=Column(BigInteger, nullable=False))
    state: str
    arch: str
    mincpunumber: int
    minmemory: int
    directdownload: bool
    allzones: bool
    url: str = ""
    """Without credentials; empty when it came from ``file``."""
    credentials: str = ""
    """``user:password``, percent-encoded; never leaves the store but for the request itself."""
    file: str = ""
    checksum: str = ""
    created: datetime = Field(default_factory=now, sa_type=UtcTime)
    removed: datetime | None = Field(default=None, sa_type=UtcTime)

    # The sum of its ISOs, and what the list sorts by and looks in.
    iso_state: str
    iso_distance: int
    iso_phase: str
    iso_size: int = Field(default=-1, sa_column=Column(BigInteger, nullable=False))
    """-1 while one is unknown: sorts alike everywhere, as NULL does not."""
    iso_received: int = Field(default=0, sa_column=Column(BigInteger, nullable=False))
    iso_percent: int = 0
    iso_rate: int = Field(default=0, sa_column=Column(BigInteger, nullable=False))
    iso_due: datetime | None = Field(default=None, sa_type=UtcTime)
    iso_failure: str | None = None
    iso_reread: int = 0
    """Percent, of those that are being verified."""
    usable: str = ""
    """Whether clusters can use it, and what speaks against it first: ``domain.usable.brief``."""
    zone_names: str = ""
    """Joined by ``\\x1f``, sorted."""
    zone_ids: str = ""
    """Joined by blanks: what the zone filter looks in."""
    name_key: str = ""
    """The name as it is looked for."""
    zone_key: str = ""
    """The beginning of ``zone_names``, likewise: PostgreSQL indexes no long texts."""
    search: str = ""
    """Every column as text, as it is looked for: what the filter looks in."""


_HELD = text("owner IS NOT NULL")


class Iso(SQLModel, table=True):
    __tablename__ = "iso"
    __table_args__ = (
        Index("ix_iso_version_zone", "version_id", "zone_id", unique=True),
        Index("ix_iso_zone_state", "zone_id", "state"),
        Index("ix_iso_digest", "digest"),
        # What is due when; what is held. (What is claimed next: below the class.)
        Index("ix_iso_work", "work", "due"),
        Index("ix_iso_held", "work", "zone_id", sqlite_where=_HELD),
        # What is looked at again by the clock.
        Index("ix_iso_proven", "storage", "proven", "id", sqlite_where=text("proven IS NOT NULL")),
        Index("ix_iso_asked", "url_asked", sqlite_where=text("url_asked IS NOT NULL")),
        Index("ix_iso_silent", "url_asked", sqlite_where=text("url_failure IS NOT NULL")),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    version_id: str = Field(foreign_key="version.id")
    zone_id: str = Field(foreign_key="zone.id")
    state: str
    status: str

    size: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    received: int = Field(default=0, sa_column=Column(BigInteger, nullable=False))
    rate: int = Field(default=0, sa_column=Column(BigInteger, nullable=False))
    rates: str = ""
    """The rate graph's samples, joined by blanks."""
    digest: str = ""
    digests: str = ""
    """By more algorithms than that, where other checksums are known: joined by blanks."""
    verified: bool = False
    path: str = ""

    # What was found in it; the verdict itself is ``contents_table``'s.
    errors: int | None = None
    """None: nobody has judged it."""
    warnings: int = 0
    wrong: str = ""
    """The code of the first error."""
    accepted: str = ""
    """The digest of what a person accepted in spite of its errors."""

    # Of a stored one, which is read again now and then.
    proven: datetime | None = Field(default=None, sa_type=UtcTime)
    """When what lies there was last seen to be what its digest says; None: nothing is stored."""
    reread: int = Field(default=0, sa_column=Column(BigInteger, nullable=False))
    """Bytes, in the pass that is under way."""
    proven_to: int = Field(default=0, sa_column=Column(BigInteger, nullable=False))
    """Bytes of them, from the first on, that are what they were: a pass goes on behind them."""

    # Of a direct download, whose URL is asked again now and then.
    url_asked: datetime | None = Field(default=None, sa_type=UtcTime)
    """None: hosts do not download it."""
    url_failure: str | None = None
    """Code of what was wrong then; None: it answered."""
    url_failure_values: dict[str, Any] = Field(
        default_factory=dict, sa_column=Column(JSON, nullable=False)
    )
    url_failed_at: datetime | None = Field(default=None, sa_type=UtcTime)
    """Since when it does not answer."""

    # What a worker owes it, and who is at it.
    work: str
    owner: str | None = None
    """The worker that holds it."""
    token: int = 0
    """Grows with every claim; a write with an older one is refused."""
    lease_until: datetime | None = Field(default=None, sa_type=UtcTime)
    """Until then it is the owner's; afterwards anybody may claim it."""
    due: datetime | None = Field(default=None, sa_type=UtcTime)
    """Not before."""
    generation: int = 0
    """Which of its files on disk counts: those of a lower one are rubbish."""
    aside: int | None = None
    """Of those, the one that was found damaged: it is kept until another file is ready."""
    storage: str = ""
    """Which directory of ISOs its part or file lies in; empty while there is none."""
    priority: int = 0
    """The higher the sooner, among those that are queued."""
    rate_limit: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    """Bytes per second for this one, 0 for no limit; None: as the settings say."""
    requested_by: str = ""
    requested_from: str = ""

    attempts: int = 0
    failures: int = 0
    """In a row, without a byte of progress."""
    failure: str | None = None
    failure_values: dict[str, Any] = Field(
        default_factory=dict, sa_column=Column(JSON, nullable=False)
    )
    failed_at: datetime | None = Field(default=None, sa_type=UtcTime)
    since: datetime | None = Field(default=None, sa_type=UtcTime)
    """When what is going on with it began to go on."""
    attempt_started: datetime | None = Field(default=None, sa_type=UtcTime)
    attempt_received: int = Field(default=0, sa_column=Column(BigInteger, nullable=False))
    """What was there when the attempt began: the mean rate is of what came since."""
    connections: int = 0
    """That it is being fetched over right now."""
    started: datetime | None = Field(default=None, sa_type=UtcTime)
    finished: datetime | None = Field(default=None, sa_type=UtcTime)
    created: datetime = Field(default_factory=now, sa_type=UtcTime)


_FREE = text("owner IS NULL")
# What waits, in the order in which it is claimed.
Index(
    "ix_iso_queue",
    *(col(Iso.zone_id), col(Iso.work), col(Iso.priority).desc(), col(Iso.created), col(Iso.id)),
    sqlite_where=_FREE,
)

_GOING_ON = ("state", "work", "owner", "due")


@event.listens_for(Iso, "before_insert")
@event.listens_for(Iso, "before_update")
def _keep_since(_mapper: Mapper[Iso], _connection: Connection, iso: Iso) -> None:
    """Whoever changes what goes on with an ISO, ``since`` says when. (A claim, which is a
    statement and no object, does so itself.)"""
    attributes = inspect(iso, raiseerr=True).attrs
    if any(attributes[name].history.has_changes() for name in _GOING_ON):
        iso.since = now()


class Event(SQLModel, table=True):
    __tablename__ = "event"
    __table_args__ = (
        Index("ix_event_version", "version_id", "id"),
        Index("ix_event_level", "level", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    level: str
    type: str
    state: str
    message: str
    values: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    description: str
    changes: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    username: str
    origin: str
    resource_type: str
    resource_id: str
    resource_name: str
    version_id: str | None = None
    """The version it belongs to, also for events of its ISOs."""
    parent: int | None = Field(default=None, foreign_key="event.id")
    created: datetime = Field(default_factory=now, sa_type=UtcTime)


class Worker(SQLModel, table=True):
    """A worker of the store, while it lives."""

    __tablename__ = "worker"

    owner: str = Field(primary_key=True)
    """What it signs the rows with that it holds."""
    host: str
    pid: int
    born: str
    """Of the process, from /proc: tells it from a later one with the same pid."""
    storage: str
    """The directory of ISOs that it works in, by the id that is written there; empty where that
    directory cannot be used."""
    started: datetime = Field(sa_type=UtcTime)
    seen: datetime = Field(sa_type=UtcTime)
    """When it last renewed its leases."""


class Throttle(SQLModel, table=True):
    """What a host's downloads may take, as changed while running; no row: as the settings say."""

    __tablename__ = "throttle"

    id: int = Field(primary_key=True)
    """Always 1."""
    rate_limit: int = Field(sa_column=Column(BigInteger, nullable=False))
    """Bytes per second; 0 for no limit."""
