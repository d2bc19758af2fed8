"""The table of checksums that were found."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from kisotui.store.tables import UtcTime, now


class Evidence(SQLModel, table=True):
    """A checksum that somebody states of a version's ISO; a person's is in the version itself."""

    __tablename__ = "evidence"

    version_id: str = Field(foreign_key="version.id", primary_key=True)
    checksum: str = Field(primary_key=True)
    origin: str
    source: str
    created: datetime = Field(default_factory=now, sa_type=UtcTime)
