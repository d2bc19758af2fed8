"""Generations: what of an ISO's files on disk still counts.

Revision ID: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    generation = sa.Column("generation", sa.Integer(), nullable=False, server_default="0")
    op.add_column("iso", generation)
    # What is to be removed lies under the names of the generation before.
    op.execute(
        "UPDATE iso SET generation = 1 WHERE work IN ('discard', 'destroy') OR status = 'ABANDONED'"
    )


def downgrade() -> None:
    op.drop_column("iso", "generation")
