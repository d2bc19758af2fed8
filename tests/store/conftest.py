"""Stores to test with: SQLite, and a real PostgreSQL server where its programs are installed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from kisotui.domain.actors import Actor
from kisotui.service.context import Context, open_context
from kisotui.settings import Settings
from kisotui.store import work
from kisotui.store.engine import Store, open_store
from tests.support import postgresql
from tests.support.cli import Cli
from tests.support.cli import make as make_cli
from tests.support.rows import add_version, add_zone
from tests.support.workers import enter

_stores = count(1)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    programs = postgresql.binaries()
    if programs is None:
        pytest.skip("no PostgreSQL server is installed (Debian: apt install postgresql)")
    with postgresql.server(programs) as url:
        yield url


@pytest.fixture
def postgresql_url(postgresql_server: str) -> str:
    """Of an empty place."""
    return postgresql.create_store(postgresql_server, f"kisotui{next(_stores)}")


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'kisotui.db'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    """Of a store that is not there yet, on each of the databases."""
    found: str = request.getfixturevalue(f"{request.param}_url")
    return found


@pytest.fixture(scope="session")
def new_store(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file of a store that was just made: the migrations take longer than most tests."""
    path = tmp_path_factory.mktemp("new") / "kisotui.db"
    open_store(f"sqlite:///{path}").close()
    return path.read_bytes()


@pytest.fixture
def made_url(url: str, new_store: bytes) -> str:
    """Of a store that is there, where that saves time."""
    if url.startswith("sqlite:///"):
        Path(url.removeprefix("sqlite:///")).write_bytes(new_store)
    return url


@pytest.fixture
def store(made_url: str) -> Iterator[Store]:
    store = open_store(made_url)
    yield store
    store.close()


@pytest.fixture
def cli(
    sqlite_url: str,
    new_store: bytes,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Cli]:
    """The commands, on a SQLite store."""
    Path(sqlite_url.removeprefix("sqlite:///")).write_bytes(new_store)
    store = open_store(sqlite_url)
    yield make_cli(store, sqlite_url, capsys, monkeypatch)
    store.close()


@pytest.fixture
def ctx(made_url: str, tmp_path: Path) -> Iterator[Context]:
    """What the service works with, on each of the databases."""
    settings = Settings(db=made_url, iso_dir=tmp_path / "isos", log_dir=tmp_path / "log", lang="en")
    ctx = open_context(settings, Actor("kim", "192.0.2.7"))
    yield ctx
    ctx.close()


@pytest.fixture
def me(store: Store) -> work.Process:
    """A worker of the store: this process."""
    return enter(store, work.this_process())


@pytest.fixture
def version(store: Store) -> str:
    """A version with an ISO to fetch in one zone."""
    with store.write() as session:
        return add_version(session, [add_zone(session, "zone1")])
