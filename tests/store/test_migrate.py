"""The tables: made, migrated, and as the program believes them to be."""

from __future__ import annotations

import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlmodel import SQLModel, text

from kisotui.domain.failures import Problem
from kisotui.domain.states import IsoState
from kisotui.store import migrate, schema, tables, versions, work
from kisotui.store.engine import Store, open_store
from tests.support.workers import claim, claim_chores, enter, messages

Rows = list[tuple[str, Mapping[str, object]]]

NEXT = """
from alembic import op
import sqlalchemy as sa

revision = "0005"
down_revision = "0004"
branch_labels = depends_on = None


def upgrade() -> None:
    op.add_column("zone", sa.Column("note", sa.String(), nullable=True))
    {more}
"""


def set_revision(url: str, revision: str) -> None:
    store = open_store(url)
    with store.write() as session:
        session.exec(text(f"UPDATE {schema.VERSION_TABLE} SET version_num = '{revision}'"))  # type: ignore[call-overload]
    store.close()


def columns(store: Store, table: str) -> set[str]:
    from sqlalchemy import inspect

    with store.read() as session:
        return {column["name"] for column in inspect(session.connection()).get_columns(table)}


def release(monkeypatch: pytest.MonkeyPatch, folder: Path, more: str = "pass") -> None:
    """Let there be a kisotui with one more migration."""
    scripts = folder / "migrations"
    shutil.copytree(migrate.SCRIPTS, scripts)
    (scripts / "versions" / "0005_note.py").write_text(NEXT.format(more=more))
    monkeypatch.setattr(migrate, "SCRIPTS", scripts)
    monkeypatch.setattr(schema, "HEAD", "0005")


def make_old(
    url: str, folder: Path, monkeypatch: pytest.MonkeyPatch, revision: str, rows: Rows
) -> None:
    """A store of the kisotui that had this revision, with these rows."""
    from sqlalchemy import MetaData

    scripts = folder / "old"
    shutil.copytree(migrate.SCRIPTS, scripts)
    for script in (scripts / "versions").glob("*.py"):
        if script.name[:4] > revision:
            script.unlink()
    with monkeypatch.context() as patch:
        patch.setattr(migrate, "SCRIPTS", scripts)
        patch.setattr(schema, "HEAD", revision)
        patch.setattr(migrate, "_make_first_zone", lambda session: None)
        store = open_store(url)
    known = MetaData()
    with store.write() as session:
        connection = session.connection()
        known.reflect(connection)
        for table, row in rows:
            empty = {
                each.name: EMPTY[each.type.python_type]
                for each in known.tables[table].columns
                if not each.nullable and not each.primary_key
            }
            connection.execute(known.tables[table].insert().values(**{**empty, **row}))
    store.close()


EMPTY: dict[type, object] = {
    str: "",
    int: 0,
    bool: False,
    object: {},  # JSON
    datetime: datetime(2026, 1, 1, tzinfo=UTC),
}
# An ISO that its worker is fetching, one that is there.
FIRST_ROWS: Rows = [
    ("zone", {"id": "z", "name": "Zone1", "type": "Core"}),
    ("zone", {"id": "y", "name": "Zone2", "type": "Core"}),
    (
        "version",
        {"id": "v", "name": "v1", "semanticversion": "1.34.1", "state": "Enabled", "arch": "x86_64"}
        | {"url": "http://127.0.0.1/a.iso", "iso_state": "Creating", "iso_phase": "running"},
    ),
    (
        "iso",
        {"id": "fetching", "version_id": "v", "zone_id": "z", "state": "Creating"}
        | {"status": "DOWNLOAD_IN_PROGRESS", "work": "fetch", "owner": "first", "token": 7}
        | {"attempts": 1, "received": 4096},
    ),
    (
        "iso",
        {"id": "there", "version_id": "v", "zone_id": "y", "state": "Ready"}
        | {"status": "DOWNLOADED", "work": "none", "path": "/isos/y/there.iso"},
    ),
    ("worker", {"id": 1, "owner": "first", "host": "h", "pid": 1, "born": "b/1"}),
]
# ISOs that are there, cancelled (what arrived is gone, or not yet), being deleted.
SECOND_ROWS: Rows = [
    *FIRST_ROWS[:3],
    *(
        ("zone", {"id": f"z-{id_}", "name": id_, "type": "Core"})
        for id_ in ("kept", "cancelled", "discarding", "destroying")
    ),
    *(
        (
            "iso",
            {"id": id_, "version_id": "v", "zone_id": f"z-{id_}", "state": state}
            | {"status": status, "work": work, "storage": "here"},
        )
        for id_, state, status, work in (
            ("kept", "Ready", "DOWNLOADED", "none"),
            ("cancelled", "Failed", "ABANDONED", "none"),
            ("discarding", "Failed", "ABANDONED", "discard"),
            ("destroying", "Destroying", "DOWNLOADED", "destroy"),
        )
    ),
]


def backups(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.backup-*"))


def test_migrated_schema_is_what_the_tables_say(store: Store) -> None:
    assert tables.Version.__tablename__ == "version"
    with store.read() as session:
        options = {"version_table": schema.VERSION_TABLE}
        context = MigrationContext.configure(session.connection(), opts=options)
        assert compare_metadata(context, SQLModel.metadata) == []


def test_known_head_is_the_scripts_head() -> None:
    script = ScriptDirectory.from_config(migrate.alembic_config())
    assert script.get_current_head() == schema.HEAD


def test_nothing_to_do_does_without_alembic(sqlite_url: str) -> None:
    open_store(sqlite_url).close()
    code = (
        "import sys; from kisotui.store.engine import open_store\n"
        f"open_store({sqlite_url!r}).close(); assert 'alembic' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_an_old_store_is_migrated(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_store(url).close()
    release(monkeypatch, tmp_path)
    store = open_store(url)
    assert "note" in columns(store, "zone")
    store.close()


def test_a_store_of_the_first_kisotui_goes_on(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_old(url, tmp_path, monkeypatch, "0001", FIRST_ROWS)
    store = open_store(url)
    with store.read() as session:
        detail = versions.get(session, "v")
    assert [iso.state for iso in detail.isos] == [IsoState.CREATING, IsoState.READY]
    me = enter(store, work.this_process())
    assert "event.iso.lost" in messages(store), "nobody holds a lease on it"
    [job] = claim(store, me, kept=4096)
    assert (job.iso, job.token, job.attempt) == ("fetching", 8, 2)
    store.close()


def test_what_was_to_be_removed_by_the_second_kisotui_is(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_old(url, tmp_path, monkeypatch, "0002", SECOND_ROWS)
    store = open_store(url)
    with store.read() as session:
        isos = {iso.id: iso.generation for iso, _ in versions.isos(session, "v")}
    assert isos == {"kept": 0, "cancelled": 1, "discarding": 1, "destroying": 1}
    me = enter(store, work.this_process())
    chores = claim_chores(store, me)
    assert {(chore.iso, chore.generation) for chore in chores} == {
        ("discarding", 1),
        ("destroying", 1),
    }
    store.close()


def test_a_backup_lies_beside_it(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_store(sqlite_url).close()
    assert backups(tmp_path) == []
    release(monkeypatch, tmp_path)
    open_store(sqlite_url).close()
    (backup,) = backups(tmp_path)
    assert backup.name.startswith("kisotui.db.backup-0004-")
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    with closing(sqlite3.connect(backup)) as connection:
        (found,) = connection.execute(f"SELECT version_num FROM {schema.VERSION_TABLE}").fetchone()
        assert found == "0004"
        assert connection.execute("SELECT count(*) FROM zone").fetchone() == (1,)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_migration_that_fails_leaves_the_store_as_it_was(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_store(url).close()
    with monkeypatch.context() as patch:
        release(patch, tmp_path, more="raise RuntimeError")
        with pytest.raises(RuntimeError):
            open_store(url)
    store = open_store(url)
    assert "note" not in columns(store, "zone")
    store.close()


def test_a_newer_store_is_refused(url: str, tmp_path: Path) -> None:
    set_revision(url, "0009")
    with pytest.raises(Problem) as caught:
        open_store(url)
    assert caught.value.code == "store-newer"
    assert (caught.value.values["found"], caught.value.values["known"]) == ("0009", schema.HEAD)
    assert backups(tmp_path) == []


def test_who_has_it_open_since_before_it_was_migrated_writes_no_more(
    store: Store, url: str
) -> None:
    set_revision(url, "0009")
    with pytest.raises(Problem) as caught, store.write():
        pytest.fail("it may write")
    assert caught.value.code == "store-newer"


def test_a_foreign_database_is_refused(postgresql_url: str) -> None:
    import psycopg

    with psycopg.connect(postgresql_url, autocommit=True) as connection:
        connection.execute("CREATE TABLE customer (id INTEGER)")
    with pytest.raises(Problem) as caught:
        open_store(postgresql_url)
    assert caught.value.code == "store-foreign"


def test_migrations_go_back_too(url: str) -> None:
    from alembic import command

    store = open_store(url)
    with store.write() as session:
        config = migrate.alembic_config()
        config.attributes["connection"] = session.connection()
        command.downgrade(config, "base")
    with store.read() as session:
        from sqlalchemy import inspect

        assert inspect(session.connection()).get_table_names() == [schema.VERSION_TABLE]
    store.close()
