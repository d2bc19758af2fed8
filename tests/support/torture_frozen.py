"""A worker that was taken for dead, and wakes up when others have done its work."""

from __future__ import annotations

import os
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from sqlmodel import select

from kisotui.store import tables
from tests.support.torture_checks import WRONG, Finding
from tests.support.torture_kills import moment
from tests.support.torture_scene import Scene, sha256, until


def frozen(scene: Scene) -> Iterator[Finding]:
    """Stop a worker beyond its lease, let another one finish what it had, let it go on.

    What that changes is a finding; there is none.
    """
    zombie = scene.start()
    moment(scene)
    _freeze(scene, zombie)
    try:
        scene.remember()
        scene.server.pace = None
        scene.start()
        until(scene.all_ready, "another worker takes over and finishes")
        before = _state(scene)
        woken = tables.now()
    finally:
        os.kill(zombie, signal.SIGCONT)
    until(lambda: _is_idle(scene, zombie, woken), "the frozen worker sees what has happened")
    after = _state(scene)
    for what in before:
        if before[what] != after[what]:
            yield Finding(WRONG, f"woken up, it changed {what}: {before[what]} to {after[what]}")


def _freeze(scene: Scene, pid: int) -> None:
    """Stop it while it does not write into the store.

    Who is stopped in the midst of a transaction keeps the lock on a SQLite file for as long as he
    is: then nobody can take over. PostgreSQL takes it from him.
    """
    for _ in range(100):
        os.kill(pid, signal.SIGSTOP)
        if _can_be_written(scene):
            return
        os.kill(pid, signal.SIGCONT)
        time.sleep(0.05)
    raise AssertionError("it writes all the time")


def _can_be_written(scene: Scene) -> bool:
    if not scene.settings.db.startswith("sqlite"):
        return True
    path = scene.settings.db.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path, isolation_level=None, timeout=1)) as other:
        try:
            other.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return False
        other.execute("ROLLBACK")
    return True


def _state(scene: Scene) -> dict[str, object]:
    """The files, and all that the rows say of them."""
    state: dict[str, object] = {}
    for iso in scene.rows():
        place, path = scene.place(iso), scene.images[iso.id].path
        file = place.stat()
        state[f"the file of {path}"] = (file.st_ino, file.st_size, file.st_mtime_ns, sha256(place))
        state[f"the row of {path}"] = iso.model_dump()
    return state


def _is_idle(scene: Scene, pid: int, since: datetime) -> bool:
    """Whether it has ended, or has talked to the store and holds no file any more."""
    if scene.nursery.status(pid) is not None:
        return True
    with scene.ctx.store.read() as session:
        rows = session.exec(select(tables.Worker).where(tables.Worker.pid == pid)).all()
    return any(row.seen > since for row in rows) and not _has_parts(pid)


def _has_parts(pid: int) -> bool:
    with suppress(FileNotFoundError):
        for file in Path(f"/proc/{pid}/fd").iterdir():
            with suppress(FileNotFoundError):
                if ".part" in str(file.readlink()):
                    return True
    return False
