"""Seeing to it that a worker is there when there is work."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import kisotui
from kisotui.domain.failures import Exit, Problem
from kisotui.domain.views import WorkerStatus
from kisotui.service.context import Context
from kisotui.settings import SETTABLE, Settings
from kisotui.store import work

_COMMAND = (sys.executable, "-P", "-m", "kisotui", "worker", "--detached")


def status(ctx: Context) -> WorkerStatus | None:
    """The store's worker, if it is alive."""
    with ctx.store.read() as session:
        return work.holder(session)


def ensure(ctx: Context) -> None:
    """Start a worker in the background if there is work and no worker is alive.

    Does not wait for it to be ready: that would hold up a screen for the time that a Python
    program takes to start. Raises Problem: ``worker-start``; where a worker starts and gives up
    at once, the next call raises it.
    """
    with ctx.store.read() as session:
        if not work.is_owed(session) or work.holder(session) is not None:
            return
    _LAUNCHER.launch(ctx.settings)


class _Launcher:
    """Starts workers, waits for their ends so that no zombies are left, remembers a failed one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._starting: dict[str, subprocess.Popen[bytes]] = {}
        self._failed: set[str] = set()

    def launch(self, settings: Settings) -> None:
        with self._lock:
            if settings.db in self._failed:
                self._failed.remove(settings.db)
                raise Problem("worker-start")
            if settings.db in self._starting:
                return  # it has not got as far as the store yet
            try:
                process = _start(settings)
            except OSError as error:
                raise Problem("worker-start") from error
            self._starting[settings.db] = process
        reaper = threading.Thread(target=self._reap, args=(settings.db, process), daemon=True)
        reaper.start()

    def _reap(self, db: str, process: subprocess.Popen[bytes]) -> None:
        status = process.wait()
        with self._lock:
            del self._starting[db]
            # Another one may have been faster: that is as good.
            if status not in (Exit.OK, Exit.WORKER):
                self._failed.add(db)


_LAUNCHER = _Launcher()


def _start(settings: Settings) -> subprocess.Popen[bytes]:
    """In a session of its own, with nothing of our terminal: it goes on when that is closed."""
    settings.log_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    log = os.open(
        settings.log_dir / "worker.log",
        os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC,
        0o600,
    )
    try:
        return subprocess.Popen(  # noqa: S603 - our own program
            _COMMAND,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            env=_environment(settings),
            start_new_session=True,
        )
    finally:
        os.close(log)


def _environment(settings: Settings) -> dict[str, str]:
    """Ours, with every setting: arguments are seen by everybody, and a URL may hold a password."""
    values = {f"KISOTUI_{name.upper()}": str(getattr(settings, name)) for name in SETTABLE}
    # Ours may be relative to the directory that we are in.
    values["KISOTUI_CONFIG"] = str(settings.config_file or "")
    # -P and this, because from "/" Python would not find what was started in a source directory.
    roots = [str(Path(kisotui.__file__).parents[1]), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, **values, "PYTHONPATH": os.pathsep.join(filter(None, roots))}
