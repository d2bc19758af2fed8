"""Trust: errands, and what is known of ISOs and of where they come from.

Revision ID: 0004
"""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _errand()
    _contents()
    _usable()
    _evidence()
    _source()
    _proof()


def downgrade() -> None:
    for name in ("usable", "iso_reread"):
        op.drop_column("version", name)
    for name in ("proven", "asked", "silent"):
        op.drop_index(f"ix_iso_{name}", "iso")
    for name in _OF_ISO:
        op.drop_column("iso", name)
    op.drop_table("proof")
    op.drop_table("source")
    op.drop_table("evidence")
    op.drop_table("contents")
    op.drop_table("errand")


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def _text_or_null(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=True)


def _integer(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _time(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def _time_or_null(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=True)


def _json(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.JSON(), nullable=False)


def _partial_index(name: str, where: str, *columns: str) -> None:
    op.create_index(
        f"ix_iso_{name}",
        "iso",
        list(columns),
        sqlite_where=sa.text(where),
        postgresql_where=sa.text(where),
    )


def _errand() -> None:
    op.create_table(
        "errand",
        _text("id"),
        *(_text(name) for name in ("kind", "secret", "state", "storage")),
        *(_text(name) for name in ("requested_by", "requested_from")),
        *(_json(name) for name in ("request", "report", "failure_values")),
        *(_text_or_null(name) for name in ("failure", "owner")),
        _integer("token"),
        *(_time(name) for name in ("created", "updated")),
        *(_time_or_null(name) for name in ("lease_until", "finished")),
        sa.PrimaryKeyConstraint("id"),
    )
    is_open = sa.text("finished IS NULL")
    op.create_index(
        "ix_errand_open", "errand", ["created"], sqlite_where=is_open, postgresql_where=is_open
    )


_OF_ISO = (
    *("errors", "warnings", "wrong", "accepted"),
    *("url_asked", "url_failure", "url_failure_values", "url_failed_at"),
    *("digests", "proven", "reread", "proven_to", "aside"),
)


def _contents() -> None:
    op.create_table(
        "contents",
        *(_text(name) for name in ("digest", "semanticversion", "arch")),
        _json("verdict"),
        _time("judged"),
        sa.PrimaryKeyConstraint("digest", "semanticversion", "arch"),
    )
    op.add_column("iso", sa.Column("errors", sa.Integer(), nullable=True))
    op.add_column("iso", sa.Column("warnings", sa.Integer(), nullable=False, server_default="0"))
    for name in ("wrong", "accepted"):
        op.add_column("iso", sa.Column(name, sa.String(), nullable=False, server_default=""))


def _usable() -> None:
    for name in ("url_asked", "url_failed_at"):
        op.add_column("iso", _time_or_null(name))
    op.add_column("iso", _text_or_null("url_failure"))
    values = sa.Column("url_failure_values", sa.JSON(), nullable=False, server_default="{}")
    op.add_column("iso", values)
    # Each was asked when it was found good.
    op.execute(
        "UPDATE iso SET url_asked = coalesce(finished, created)"
        " WHERE state = 'Ready' AND status = 'BYPASSED'"
    )
    _partial_index("asked", "url_asked IS NOT NULL", "url_asked")
    _partial_index("silent", "url_failure IS NOT NULL", "url_asked")
    op.add_column("version", sa.Column("usable", sa.String(), nullable=False, server_default=""))
    # As far as one row tells it; the next change of an ISO says it exactly.
    op.execute(
        "UPDATE version SET usable = CASE"
        " WHEN removed IS NOT NULL THEN 'no:deleted'"
        " WHEN state = 'Disabled' THEN 'no:disabled'"
        " WHEN iso_state = 'Failed' THEN 'no:failed'"
        " WHEN iso_state = 'Destroying' THEN 'no:deleted'"
        " WHEN iso_state <> 'Ready' THEN 'no:missing'"
        " WHEN checksum = '' THEN 'yes:unchecked'"
        " WHEN checksum LIKE '{MD5}%' OR checksum LIKE '{SHA-1}%' THEN 'yes:weak'"
        " WHEN directdownload THEN 'yes:direct'"
        " ELSE 'yes:unjudged' END"
    )


def _evidence() -> None:
    op.create_table(
        "evidence",
        *(_text(name) for name in ("version_id", "checksum", "origin", "source")),
        _time("created"),
        sa.PrimaryKeyConstraint("version_id", "checksum"),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"]),
    )
    op.add_column("iso", sa.Column("digests", sa.String(), nullable=False, server_default=""))


def _proof() -> None:
    op.create_table(
        "proof",
        _text("digest"),
        sa.Column("size", sa.BigInteger(), nullable=False),
        _integer("block"),
        _json("blocks"),
        sa.PrimaryKeyConstraint("digest"),
    )
    op.add_column("iso", _time_or_null("proven"))
    op.add_column("iso", sa.Column("aside", sa.Integer(), nullable=True))
    for table, name, kind in (
        ("iso", "reread", sa.BigInteger()),
        ("iso", "proven_to", sa.BigInteger()),
        ("version", "iso_reread", sa.Integer()),
    ):
        op.add_column(table, sa.Column(name, kind, nullable=False, server_default="0"))
    # Each was digested when it was placed.
    op.execute(
        "UPDATE iso SET proven = coalesce(finished, created)"
        " WHERE state = 'Ready' AND status = 'DOWNLOADED'"
    )
    _partial_index("proven", "proven IS NOT NULL", "storage", "proven", "id")


def _source() -> None:
    table = op.create_table(
        "source",
        *(_text(name) for name in ("id", "kind", "name", "location", "credentials")),
        _json("pages"),
        *(_time_or_null(name) for name in ("fetched", "asked")),
        _text_or_null("failure"),
        _json("failure_values"),
        _time("created"),
        sa.PrimaryKeyConstraint("id"),
    )
    empty = {"credentials": "", "pages": [], "failure_values": {}, "created": datetime.now(UTC)}
    op.bulk_insert(table, [{**empty, **each} for each in _BUILT_IN])


_BUILT_IN = (
    {
        "id": "cloudstack",
        "kind": "index",
        "name": "CloudStack",
        "location": "https://download.cloudstack.org/cks/",
    },
    {
        "id": "ablestack",
        "kind": "github",
        "name": "ABLESTACK",
        "location": "ablecloud-team/ablestack-kubernetes-iso",
    },
)
"""They can be removed as any other."""
