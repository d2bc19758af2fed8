"""The table of sources of ISOs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel

from kisotui.store.tables import UtcTime, new_id, now


class Source(SQLModel, table=True):
    """Where ISOs come from, and the last list of what it has."""

    __tablename__ = "source"

    id: str = Field(default_factory=new_id, primary_key=True)
    kind: str
    name: str
    location: str
    """Without credentials."""
    credentials: str = ""
    """``user:password``, percent-encoded; for requests to the location's own host."""
    pages: list[dict[str, Any]] = Field(
        default_factory=list, sa_column=Column(JSON, nullable=False)
    )
    """As ``domain.catalogue_json`` makes it."""
    fetched: datetime | None = Field(default=None, sa_type=UtcTime)
    asked: datetime | None = Field(default=None, sa_type=UtcTime)
    failure: str | None = None
    failure_values: dict[str, Any] = Field(
        default_factory=dict, sa_column=Column(JSON, nullable=False)
    )
    created: datetime = Field(default_factory=now, sa_type=UtcTime)
