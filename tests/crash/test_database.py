"""PostgreSQL goes away while downloads run, and comes back; a worker freezes in a transaction."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from kisotui.domain.failures import Problem
from kisotui.store import postgresql as rules
from kisotui.store.engine import Store, open_store
from tests.support import postgresql
from tests.support.postgresql import Server
from tests.support.torture_checks import at_the_end
from tests.support.torture_faults import gone
from tests.support.torture_nursery import Nursery
from tests.support.torture_scene import Image, Scene, until


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    programs = postgresql.binaries()
    if programs is None:
        pytest.skip("no PostgreSQL server is installed (Debian: apt install postgresql)")
    with postgresql.running(programs) as server:
        yield server


def test_downloads_go_on_while_the_database_is_away(
    server: Server, nursery: Nursery, there: list[Image], tmp_path: Path
) -> None:
    db = postgresql.create_store(server.url, "away")
    with Scene(tmp_path, db, there[:2], nursery, random.Random(0)) as scene:
        scene.server.pace = 2_000_000
        scene.start()
        until(lambda: any(iso.received for iso in scene.rows()), "bytes arrive")
        places = scene.places()
        with gone(server):
            scene.server.pace = None
            until(lambda: all(map(Path.exists, places)), "all is placed meanwhile")
        until(scene.all_done, "the rows are told")
        assert [iso.attempts for iso in scene.rows()] == [1, 1]
        scene.remember()
        assert list(at_the_end(scene)) == []


def test_who_freezes_in_a_transaction_loses_the_lock(server: Server) -> None:
    db = postgresql.create_store(server.url, "frozen")
    frozen, other = open_store(db), open_store(db)
    with pytest.raises(Problem, match="store-unreachable"):
        _freeze(frozen, other)
    with frozen.write():
        pass
    frozen.close()
    other.close()


def _freeze(frozen: Store, other: Store) -> None:
    """The one says nothing in the midst of a transaction; the other one writes nevertheless."""
    with frozen.write() as session:
        connection = session.connection()
        limit = connection.execute(text("SHOW idle_in_transaction_session_timeout")).scalar_one()
        assert limit == f"{rules.SILENCE}s"
        assert rules.SILENCE < rules.PATIENCE
        connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 200"))
        with other.write():
            pass
        connection.execute(text("SELECT 1"))
