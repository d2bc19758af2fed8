"""The table of what ISOs hold."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel

from kisotui.store.tables import UtcTime, now


class Contents(SQLModel, table=True):
    """The verdict on the ISOs of one digest, as the ISO of this version and architecture: one row
    for all zones that have it. What it comes to, each ISO's row says itself."""

    __tablename__ = "contents"

    digest: str = Field(primary_key=True)
    """``{ALGORITHM}hex``, as in the rows of the ISOs."""
    semanticversion: str = Field(primary_key=True)
    arch: str = Field(primary_key=True)
    verdict: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    """As ``domain.contents_json`` writes it."""
    judged: datetime = Field(default_factory=now, sa_type=UtcTime)
