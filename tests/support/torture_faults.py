"""Stores that go away while downloads run: locked by somebody else, or not there at all."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

from tests.support.postgresql import Server
from tests.support.torture_kills import moment
from tests.support.torture_scene import Scene


@contextmanager
def locked(scene: Scene) -> Iterator[None]:
    """Somebody else writes into the store meanwhile, and takes his time."""
    path = scene.settings.db.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path, isolation_level=None, timeout=30)) as other:
        other.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            other.execute("ROLLBACK")


@contextmanager
def gone(server: Server) -> Iterator[None]:
    """The store's server is down meanwhile."""
    server.stop()
    try:
        yield
    finally:
        server.start()


def outage(scene: Scene, seconds: float, server: Server | None) -> None:
    """The store is locked, or with ``server`` not there, for so long, while downloads run."""
    scene.start()
    moment(scene)
    with gone(server) if server else locked(scene):
        time.sleep(seconds)
    moment(scene)
    if scene.chance.random() < 0.5:
        scene.kill(*scene.workers)
