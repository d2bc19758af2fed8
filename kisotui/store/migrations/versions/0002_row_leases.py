"""Leases on the rows themselves, priorities and rate limits.

Revision ID: 0002
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in (*_times(), *_numbers()):
        op.add_column("iso", column)
    op.add_column("iso", sa.Column("storage", sa.String(), nullable=False, server_default=""))
    op.create_table(
        "throttle",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rate_limit", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def downgrade() -> None:
    op.drop_table("throttle")
    for column in ("storage", *(column.name for column in (*_times(), *_numbers()))):
        op.drop_column("iso", column)


def _times() -> list[sa.Column[Any]]:
    names = ("lease_until", "since", "attempt_started")
    return [sa.Column(name, sa.DateTime(timezone=True), nullable=True) for name in names]


def _numbers() -> list[sa.Column[Any]]:
    """The database fills in what rows that are there already do not have."""
    return [
        sa.Column("priority", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("rate_limit", sa.BigInteger(), nullable=True),
        sa.Column("attempt_received", sa.BigInteger(), nullable=False, server_default="0"),
        sa.Column("connections", sa.Integer(), nullable=False, server_default="0"),
    ]
