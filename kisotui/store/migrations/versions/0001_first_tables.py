"""The first tables: zone, version, iso, event, worker.

Revision ID: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _zone()
    _version()
    _iso()
    _event()
    _worker()


def downgrade() -> None:
    for table in ("worker", "event", "iso", "version", "zone"):
        op.drop_table(table)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def _text_or_null(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=True)


def _integer(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _big(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=False)


def _yes_or_no(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _time(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def _time_or_null(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=True)


def _json(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.JSON(), nullable=False)


def _zone() -> None:
    op.create_table(
        "zone",
        _text("id"),
        _text("name"),
        _text("type"),
        _time("created"),
        _time_or_null("removed"),
        sa.PrimaryKeyConstraint("id"),
    )


def _version() -> None:
    op.create_table(
        "version",
        _text("id"),
        _text("name"),
        _text("semanticversion"),
        _big("version_order"),
        _text("state"),
        _text("arch"),
        _integer("mincpunumber"),
        _integer("minmemory"),
        _yes_or_no("directdownload"),
        _yes_or_no("allzones"),
        _text("url"),
        _text("credentials"),
        _text("file"),
        _text("checksum"),
        _time("created"),
        _time_or_null("removed"),
        _text("iso_state"),
        _integer("iso_distance"),
        _text("iso_phase"),
        _big("iso_size"),
        _big("iso_received"),
        _integer("iso_percent"),
        _big("iso_rate"),
        _time_or_null("iso_due"),
        _text_or_null("iso_failure"),
        _text("zone_names"),
        _text("zone_ids"),
        _text("name_key"),
        _text("zone_key"),
        _text("search"),
        sa.PrimaryKeyConstraint("id"),
    )
    _order("name", "name_key")
    _order("state", "state")
    _order("semanticversion")
    _order("isostate", "iso_distance")
    _order("mincpunumber", "mincpunumber")
    _order("minmemory", "minmemory")
    _order("arch", "arch")
    _order("zonename", "zone_key")
    _order("size", "iso_size")
    _order("progress", "iso_percent")
    _order("created", "created")


def _order(name: str, *columns: str) -> None:
    there = sa.text("removed IS NULL")
    op.create_index(
        f"ix_version_{name}",
        "version",
        [*columns, "version_order", "id"],
        sqlite_where=there,
        postgresql_where=there,
    )


def _iso() -> None:
    op.create_table(
        "iso",
        _text("id"),
        _text("version_id"),
        _text("zone_id"),
        _text("state"),
        _text("status"),
        sa.Column("size", sa.BigInteger(), nullable=True),
        _big("received"),
        _big("rate"),
        _text("rates"),
        _text("digest"),
        _yes_or_no("verified"),
        _text("path"),
        _text("work"),
        _text_or_null("owner"),
        _integer("token"),
        _time_or_null("due"),
        _text("requested_by"),
        _text("requested_from"),
        _integer("attempts"),
        _integer("failures"),
        _text_or_null("failure"),
        _json("failure_values"),
        _time_or_null("failed_at"),
        _time_or_null("started"),
        _time_or_null("finished"),
        _time("created"),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"]),
        sa.ForeignKeyConstraint(["zone_id"], ["zone.id"]),
    )
    op.create_index("ix_iso_version_zone", "iso", ["version_id", "zone_id"], unique=True)
    op.create_index("ix_iso_work", "iso", ["work"])
    op.create_index("ix_iso_zone_state", "iso", ["zone_id", "state"])


def _event() -> None:
    op.create_table(
        "event",
        _integer("id"),
        _text("level"),
        _text("type"),
        _text("state"),
        _text("message"),
        _json("values"),
        _text("description"),
        _json("changes"),
        _text("username"),
        _text("origin"),
        _text("resource_type"),
        _text("resource_id"),
        _text("resource_name"),
        _text_or_null("version_id"),
        sa.Column("parent", sa.Integer(), nullable=True),
        _time("created"),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(["parent"], ["event.id"]),
    )
    op.create_index("ix_event_version", "event", ["version_id", "id"])
    op.create_index("ix_event_level", "event", ["level", "id"])


def _worker() -> None:
    op.create_table(
        "worker",
        _integer("id"),
        _text("owner"),
        _text("host"),
        _integer("pid"),
        _text("born"),
        _time("started"),
        _time("seen"),
        sa.PrimaryKeyConstraint("id"),
    )
