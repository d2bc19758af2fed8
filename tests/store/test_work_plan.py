"""How the databases look for work: by indexes, however many versions there are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event
from sqlmodel import text

from kisotui.store import work
from kisotui.store.engine import Store
from tests.support.workers import claim

BOUNDS = work.Bounds(downloads=3, zone_downloads=1)


@contextmanager
def executed() -> Iterator[list[tuple[str, Any]]]:
    """The statements that are sent meanwhile, with their values."""
    sent: list[tuple[str, Any]] = []

    def note(connection: object, cursor: object, sql: str, values: object, *rest: object) -> None:
        sent.append((sql, values))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def plan(store: Store, sql: str, values: object) -> str:
    """What the database would do, also with a table that is not as small as a test's."""
    with store.write() as session:
        connection = session.connection()
        if store.dialect == "postgresql":
            connection.execute(text("SET LOCAL enable_seqscan = off"))
            connection.execute(text("SET LOCAL enable_bitmapscan = off"))
        explain = "EXPLAIN QUERY PLAN" if store.dialect == "sqlite" else "EXPLAIN"
        rows = connection.exec_driver_sql(f"{explain} {sql}", values)  # type: ignore[arg-type]
        return "\n".join(str(row[-1]) for row in rows)


def test_a_claim_reads_no_whole_table(store: Store, me: work.Process, version: str) -> None:
    with executed() as sent:
        claim(store, me, 1, bounds=BOUNDS)
    [(sql, values)] = [each for each in sent if each[0].startswith("UPDATE iso SET")][:1]
    assert "RETURNING" in sql
    assert ("FOR UPDATE SKIP LOCKED" in sql) == (store.dialect == "postgresql")
    found = plan(store, sql, values)
    for index in ("ix_iso_queue", "ix_iso_held"):
        assert index in found
    for scan in ("SCAN iso", "SCAN version", "Seq Scan on iso", "Seq Scan on version"):
        assert scan not in found


def test_a_look_reads_no_whole_table(store: Store, me: work.Process, version: str) -> None:
    with executed() as sent, store.read() as session:
        work.owed(session, "here", BOUNDS)
        work.is_owed(session, "here")
    looks = [each for each in sent if "FROM iso" in each[0]]
    assert len(looks) > 5
    for sql, values in looks:
        found = plan(store, sql, values)
        assert "Seq Scan on iso" not in found
        assert "SCAN iso" not in found.replace("SCAN iso USING INDEX ix_iso_held", "")
