"""The tables: made, migrated, and as the program believes them to be."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlmodel import SQLModel, text

from kisotui.domain.failures import Problem
from kisotui.domain.states import ZoneType
from kisotui.store import migrate, sqlite, zones
from kisotui.store.engine import Store, open_store


def test_migrated_schema_is_what_the_tables_say(store: Store) -> None:
    with store.read() as session:
        options = {"version_table": migrate.VERSION_TABLE, "compare_server_default": True}
        context = MigrationContext.configure(session.connection(), opts=options)
        assert compare_metadata(context, SQLModel.metadata) == []
