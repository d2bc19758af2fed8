"""The rows that are read before the store is open: the same as afterwards, or none."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import delete, insert

from kisotui.domain.failures import NO_SPACE
from kisotui.domain.states import Arch, IsoState, Phase, VersionState, distance
from kisotui.domain.text import searchable
from kisotui.domain.versions import order, parse
from kisotui.domain.views import SORT_KEYS, VersionPage, VersionQuery
from kisotui.service import first_page as door
from kisotui.settings import Settings
from kisotui.store import first_page, listing, schema, tables
from kisotui.store.engine import Store, open_store
from kisotui.store.version_rows import ZONE_SEPARATOR

NOW = datetime(2026, 11, 23, 12, 0, 0, 123456, tzinfo=UTC)
ALWAYS = datetime(2001, 1, 1, tzinfo=UTC)
NEVER = datetime(2999, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("first") / "k.db"


@pytest.fixture(scope="module")
def opened(path: Path) -> Iterator[Store]:
    store = open_store(str(path))
    yield store
    store.close()


def ordinary(store: Store, query: VersionQuery, offset: int, limit: int) -> VersionPage:
    with store.read() as session:
        rows = tuple(listing.page(session, query, offset, limit))
        return VersionPage(rows, listing.count(session, query), listing.total(session))


texts = st.text(st.characters(exclude_characters=ZONE_SEPARATOR + "\0", codec="utf-8"), max_size=20)
sizes = st.integers(0, 2**50)
semantics = st.builds(lambda *parts: ".".join(map(str, parts)), *[st.integers(0, 40)] * 3)
times = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))


@st.composite
def rows(draw: st.DrawFn) -> dict[str, Any]:
    """A version as the table holds it."""
    semantic, state = draw(semantics), draw(st.sampled_from(IsoState))
    name, zones = draw(texts), draw(st.lists(texts, min_size=1, max_size=3))
    return {
        "id": str(draw(st.uuids())),
        "name": name,
        "name_key": searchable(name),
        "semanticversion": semantic,
        "version_order": order(parse(semantic)),
        "state": draw(st.sampled_from(VersionState)).value,
        "arch": draw(st.sampled_from(Arch)).value,
        "mincpunumber": draw(st.integers(2, 2**31 - 1)),
        "minmemory": draw(st.integers(2048, 2**31 - 1)),
        "directdownload": draw(st.booleans()),
        "allzones": draw(st.booleans()),
        "url": draw(st.sampled_from(["", "http://h/a.iso?token=s3cret", "https://u:p@h/b.iso"])),
        "file": draw(texts),
        "checksum": draw(texts),
        "created": draw(times),
        "removed": draw(st.none() | times),
        "iso_state": state.value,
        "iso_distance": distance(state),
        "iso_phase": draw(st.sampled_from(Phase)).value,
        "iso_size": draw(st.just(-1) | sizes),
        "iso_received": draw(sizes),
        "iso_percent": draw(st.integers(0, 100)),
        "iso_rate": draw(sizes),
        "iso_due": draw(st.sampled_from([None, ALWAYS, NEVER])),
        "iso_failure": draw(st.sampled_from([None, NO_SPACE, "connection-lost"])),
        "zone_names": ZONE_SEPARATOR.join(zones),
        "zone_key": searchable(ZONE_SEPARATOR.join(zones))[:200],
    }


queries = st.builds(
    VersionQuery,
    arch=st.none() | st.sampled_from(Arch),
    minimum=st.just("") | semantics,
    sort=st.sampled_from(SORT_KEYS),
    descending=st.booleans(),
    removed=st.booleans(),
)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    versions=st.lists(rows(), max_size=12, unique_by=lambda row: row["id"]),
    query=queries,
    offset=st.integers(0, 8),
    limit=st.integers(1, 12),
)
def test_it_is_what_the_ordinary_query_gives(
    opened: Store,
    path: Path,
    versions: list[dict[str, Any]],
    query: VersionQuery,
    offset: int,
    limit: int,
) -> None:
    with opened.write() as session:
        session.exec(delete(tables.Version))
        if versions:
            session.connection().execute(insert(tables.Version), versions)
    assert first_page.read(path, query, offset, limit) == ordinary(opened, query, offset, limit)


def filled(path: Path, count: int = 3) -> Path:
    """A store that nobody has open."""
    store = open_store(str(path))
    with store.write() as session:
        session.connection().execute(insert(tables.Version), [row(at) for at in range(count)])
    store.close()
    return path


def row(at: int) -> dict[str, Any]:
    return {
        "id": f"{at}",
        "name": f"v1.30.{at}",
        "semanticversion": f"1.30.{at}",
        "version_order": order(parse(f"1.30.{at}")),
        "state": "Enabled",
        "arch": "x86_64",
        "mincpunumber": 2,
        "minmemory": 2048,
        "directdownload": False,
        "allzones": False,
        "created": NOW - timedelta(seconds=at),
        "iso_state": "Ready",
        "iso_distance": 4,
        "iso_phase": "idle",
        "iso_size": 1,
        "iso_received": 1,
        "iso_rate": 0,
    }


def names(path: Path, query: VersionQuery = VersionQuery()) -> list[str] | None:  # noqa: B008
    page = first_page.read(path, query, 0, 10)
    return None if page is None else [version.name for version in page.rows]


def test_a_store_that_nobody_has_open_is_read_and_left_as_it_was(tmp_path: Path) -> None:
    path = filled(tmp_path / "k 100%?.db")
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert names(path) == ["v1.30.2", "v1.30.1", "v1.30.0"]
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before


def test_what_others_committed_last_is_there(tmp_path: Path) -> None:
    path = filled(tmp_path / "k.db", count=1)
    store = open_store(str(path))
    with store.write() as session:
        session.connection().execute(insert(tables.Version), [row(7)])
    assert names(path) == ["v1.30.7", "v1.30.0"]
    link = tmp_path / "elsewhere" / "link.db"
    link.parent.mkdir()
    link.symlink_to(path)
    assert names(link) == ["v1.30.7", "v1.30.0"]
    store.close()


@pytest.mark.parametrize("query", [VersionQuery(text="v1"), VersionQuery(zone="z")])
def test_what_is_not_simple_is_left_to_the_ordinary_query(
    tmp_path: Path, query: VersionQuery
) -> None:
    assert names(filled(tmp_path / "k.db"), query) is None


def test_no_file_is_made(tmp_path: Path) -> None:
    assert names(tmp_path / "k.db") is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("revision", ["0001", "9999"])
def test_the_tables_of_another_kisotui_are_not_read(tmp_path: Path, revision: str) -> None:
    path = filled(tmp_path / "k.db")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"UPDATE {schema.VERSION_TABLE} SET version_num = '{revision}'")
    assert names(path) is None


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100])
def test_a_file_of_another_kind_is_not_read(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "k.db"
    path.write_bytes(content)
    assert names(path) is None


def test_a_broken_file_is_not_read(tmp_path: Path) -> None:
    path = filled(tmp_path / "k.db")
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    assert names(path) is None


def test_nobody_is_waited_for(tmp_path: Path) -> None:
    path = filled(tmp_path / "k.db")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("UPDATE version SET name = 'other'")
        assert names(path) is None


def test_a_store_on_a_server_is_left_to_the_ordinary_query(tmp_path: Path) -> None:
    made = Settings("postgresql://h/k", tmp_path, tmp_path, "en")
    assert door.read(made, VersionQuery(), 0, 10) is None
    made = Settings(f"sqlite:///{filled(tmp_path / 'k.db')}", tmp_path, tmp_path, "en")
    assert door.read(made, VersionQuery(), 0, 10) is not None


def test_nothing_of_sqlalchemy_is_loaded_for_it() -> None:
    import subprocess
    import sys

    code = "import sys, kisotui.service.first_page; sys.exit('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
