"""How the databases look for work: by indexes, however many versions there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event
from sqlmodel import Session, text

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


def plan(store: Store, sql: str, values: object, bitmaps: str = "off") -> str:
    """What the database would do, also with a table that is not as small as a test's."""
    with store.write() as session:
        connection = session.connection()
        if store.dialect == "postgresql":
            connection.execute(text("SET LOCAL enable_seqscan = off"))
            connection.execute(text(f"SET LOCAL enable_bitmapscan = {bitmaps}"))
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


def fill(store: Store) -> None:
    """For PostgreSQL, which goes by what there is: as many that are at rest as a store may have."""
    with store.write() as session:
        for table, columns in (
            ("zone", "'id', 'z' || n"),
            (
                "iso",
                "'id', n, 'zone_id', 'z' || n, 'state', 'Ready', 'status', 'BYPASSED', "
                "'work', 'none', 'url_asked', now(), 'proven', now(), 'storage', 'here'",
            ),
        ):
            values = f"to_jsonb(one) || jsonb_build_object({columns})"
            one = f"(SELECT * FROM {table} LIMIT 1) one"
            record = f"jsonb_populate_record(NULL::{table}, {values}) record"
            rows = f"SELECT record.* FROM {one}, generate_series(1, 2000) n, {record}"
            session.connection().execute(text(f"INSERT INTO {table} {rows}"))
        session.connection().execute(text("ANALYZE iso"))


@pytest.mark.parametrize(
    ("ask", "indexes"),
    [
        (
            lambda session: work.is_scrub_due(session, every=timedelta(30), storage="here"),
            {"ix_iso_proven"},
        ),
        (
            lambda session: work.is_look_due(session, every=timedelta(1)),
            {"ix_iso_asked", "ix_iso_silent"},
        ),
    ],
    ids=["scrub", "urls"],
)
def test_what_is_due_by_the_clock_is_found_by_an_index(
    store: Store, version: str, ask: Callable[[Session], bool], indexes: set[str]
) -> None:
    if store.dialect == "postgresql":
        fill(store)
    with executed() as sent, store.read() as session:
        assert ask(session) is False
    [(sql, values)] = [each for each in sent if "FROM iso" in each[0]]
    found = plan(store, sql, values, "on")
    assert {index for index in indexes if index in found} == indexes
    assert "SCAN iso" not in found
    assert "Seq Scan on iso" not in found
