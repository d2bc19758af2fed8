"""How Alembic runs the migrations: in the transaction that it is given."""

from __future__ import annotations

from alembic import context
from sqlmodel import SQLModel

from kisotui.store import (  # noqa: F401 - registers the tables in the metadata
    contents_table,
    errand_table,
    evidence_table,
    proof_table,
    source_table,
    tables,
)
from kisotui.store.schema import VERSION_TABLE

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    version_table=VERSION_TABLE,
    transactional_ddl=True,
    render_as_batch=True,  # SQLite alters tables by making new ones
)
with context.begin_transaction():
    context.run_migrations()
