"""The table of what proves stored ISOs, block by block."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Column
from sqlmodel import Field, SQLModel


class Proof(SQLModel, table=True):
    """The SHA-256 of every block of the files with one digest: made while such a file was read
    whole and had that digest. So one that is cut off in reading can go on behind a block."""

    __tablename__ = "proof"

    digest: str = Field(primary_key=True)
    """``{ALGORITHM}hex``, as in the rows of the ISOs."""
    size: int = Field(sa_column=Column(BigInteger, nullable=False))
    block: int
    """Bytes of each but the last."""
    blocks: list[str] = Field(sa_column=Column(JSON, nullable=False))
    """Hexadecimal, in their order."""
