"""A worker that was taken for dead, and wakes up when others have done its work."""

from __future__ import annotations

import os
import signal
import sqlite3
import time
from collections.abc import Iterator, Mapping, Set
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from sqlmodel import select

from kisotui.store import tables
from tests.support import torture_death
from tests.support.torture_checks import WRONG, Finding
from tests.support.torture_kills import MOMENT
from tests.support.torture_scene import Scene, sha256, until


def frozen(scene: Scene) -> list[Finding]:
    """Stop a worker beyond its lease, let another one do what it had, let it go on.

    It goes on while the other one is still at work, or when that has finished; then nothing may
    change any more, and what does is a finding.
    """
    is_early = scene.chance.random() < 0.3
    with _zombie(scene) as pid:
        scene.remember()
        held = {iso.owner for iso in scene.rows()}
        scene.server.pace = scene.server.pace if is_early else None
        scene.start()
        if is_early:
            until(lambda: _is_taken_over(scene, held), "another worker takes over")
        else:
            until(scene.all_done, "another worker takes over and finishes")
            before = _state(scene)
        woken = tables.now()
    until(lambda: _is_idle(scene, pid, woken) or is_early, "it sees what has happened")
    return [] if is_early else list(_changes(before, _state(scene)))


@contextmanager
def _zombie(scene: Scene) -> Iterator[int]:
    """A worker that is stopped at some moment, or around a call; it goes on in the end."""
    at_a_step = scene.chance.random() < 0.5
    step = torture_death.draw(scene.chance, signal.SIGSTOP) if at_a_step else ""
    pid = scene.start(str(step))
    deadline = time.monotonic() + (MOMENT if at_a_step else scene.chance.uniform(0, MOMENT))
    while time.monotonic() < deadline and not _is_stopped(pid):
        time.sleep(0.005)
    try:
        _stop(scene, pid)
        yield pid
    finally:
        os.kill(pid, signal.SIGCONT)


def _stop(scene: Scene, pid: int) -> None:
    """Stop it while it does not write into the store.

    Who is stopped in the midst of a transaction keeps the lock on a SQLite file for as long as he
    is: then nobody can take over. PostgreSQL takes it from him.
    """
    for _ in range(100):
        os.kill(pid, signal.SIGSTOP)
        until(lambda: _is_stopped(pid), "all its threads stand still")
        if _can_be_written(scene):
            return
        os.kill(pid, signal.SIGCONT)
        time.sleep(0.05)
    raise AssertionError("it writes all the time")


def _is_stopped(pid: int) -> bool:
    threads = Path(f"/proc/{pid}/task").glob("*/stat")
    return all(stat.read_text().rpartition(")")[2].split()[0] == "T" for stat in threads)


def _is_taken_over(scene: Scene, held: Set[str | None]) -> bool:
    others = {iso.owner for iso in scene.rows()} - held - {None}
    return bool(others) or scene.all_done()


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
        state[f"the row of {path}"] = iso.model_dump()
        if place.exists():  # nobody cancelled or deleted it
            file = place.stat()
            found = (file.st_ino, file.st_size, file.st_mtime_ns, sha256(place))
            state[f"the file of {path}"] = found
    return state


def _changes(before: Mapping[str, object], after: Mapping[str, object]) -> Iterator[Finding]:
    for what in sorted({*before, *after}):
        one, other = before.get(what), after.get(what)
        if one != other:
            yield Finding(WRONG, f"woken up, it changed {what}: {one} to {other}")


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
