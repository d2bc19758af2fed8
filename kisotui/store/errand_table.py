"""The table of errands."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, text
from sqlmodel import Field, SQLModel

from kisotui.store.tables import UtcTime, new_id, now

_OPEN = text("finished IS NULL")


class Errand(SQLModel, table=True):
    """What a worker is asked to do for somebody who waits, and what came of it."""

    __tablename__ = "errand"
    __table_args__ = (Index("ix_errand_open", "created", sqlite_where=_OPEN),)

    id: str = Field(default_factory=new_id, primary_key=True)
    kind: str
    request: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    """Without credentials."""
    secret: str = ""
    """Credentials that the request needs; empty again when it has ended. Never shown."""
    report: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    state: str
    failure: str | None = None
    failure_values: dict[str, Any] = Field(
        default_factory=dict, sa_column=Column(JSON, nullable=False)
    )
    storage: str = ""
    """Only for workers of this directory of ISOs; empty: for any."""
    requested_by: str = ""
    requested_from: str = ""
    owner: str | None = None
    """The worker that does it."""
    token: int = 0
    """How often it was begun; a write of an earlier one is refused."""
    lease_until: datetime | None = Field(default=None, sa_type=UtcTime)
    created: datetime = Field(default_factory=now, sa_type=UtcTime)
    updated: datetime = Field(default_factory=now, sa_type=UtcTime)
    finished: datetime | None = Field(default=None, sa_type=UtcTime)
