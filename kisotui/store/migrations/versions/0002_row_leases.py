"""Leases on the rows themselves, for any number of workers; priorities and rate limits.

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
    op.drop_index("ix_iso_work", "iso")
    op.create_index("ix_iso_work", "iso", ["work", "due"])
    op.create_index("ix_iso_digest", "iso", ["digest"])
    _partial_index("queue", "owner IS NULL", "zone_id", "work", "priority DESC", "created", "id")
    _partial_index("held", "owner IS NOT NULL", "work", "zone_id")
    op.create_table(
        "throttle",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rate_limit", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    # Nothing in it outlives a worker, and what the one that is there holds has no lease: it is
    # taken over.
    op.drop_table("worker")
    _worker(sa.Column("owner", sa.String(), primary_key=True), "host", "born", "storage")


def downgrade() -> None:
    op.drop_table("worker")
    _worker(sa.Column("id", sa.Integer(), primary_key=True), "owner", "host", "born")
    op.drop_table("throttle")
    for name in ("held", "queue", "digest", "work"):
        op.drop_index(f"ix_iso_{name}", "iso")
    op.create_index("ix_iso_work", "iso", ["work"])
    for column in ("storage", *(column.name for column in (*_times(), *_numbers()))):
        op.drop_column("iso", column)


def _partial_index(name: str, where: str, *columns: str) -> None:
    op.create_index(
        f"ix_iso_{name}",
        "iso",
        [sa.text(column) for column in columns],
        sqlite_where=sa.text(where),
        postgresql_where=sa.text(where),
    )


def _worker(key: sa.Column[Any], *texts: str) -> None:
    op.create_table(
        "worker",
        key,
        *(sa.Column(name, sa.String(), nullable=False) for name in texts),
        sa.Column("pid", sa.Integer(), nullable=False),
        sa.Column("started", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen", sa.DateTime(timezone=True), nullable=False),
    )


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
