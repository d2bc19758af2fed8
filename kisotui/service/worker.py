"""Seeing to it that a worker is there when there is work."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Final

import kisotui
from kisotui.domain.detail_views import WorkerStatus
from kisotui.domain.failures import Problem
from kisotui.service.context import Context
from kisotui.settings import SETTABLE, Settings
from kisotui.settings_values import as_text
from kisotui.store import work

# -P: nothing is imported from the directory that somebody happens to be in.
_COMMAND: Final = ("-P", "-m", "kisotui", "worker", "--detached")
_STARTING: Final = 10.0  # seconds that a worker may take until it is seen in the store


def status(ctx: Context) -> list[WorkerStatus]:
    """The store's workers that are alive."""
    with ctx.store.read() as session:
        return work.workers(session)


def ensure(ctx: Context) -> None:
    """Start a worker in the background if there is work and no worker is alive.

    Not where nothing may be changed: work that others queued is theirs to see to. Does not wait
    for it to be ready: that would hold up a screen for as long as a Python program takes to start.
    Raises Problem: ``worker-start``; where a worker starts and gives up at once,
    the next call raises it.
    """
    if ctx.refusal is not None:
        return
    with ctx.store.read() as session:
        if not work.is_owed(session) or work.workers(session):
            return
    _launch(ctx.settings)


class _Launch:
    """A worker that this program started."""

    def __init__(self, settings: Settings) -> None:
        self._began = time.monotonic()
        self._ended: float | None = None
        # In a session of its own, with nothing of our terminal: it goes on when that is closed.
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, *_COMMAND],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env=_environment(settings),
            start_new_session=True,
        )
        threading.Thread(target=self._reap, name="kisotui-worker", daemon=True).start()

    def _reap(self) -> None:
        """Wait for its end, so that no zombie is left."""
        self._process.wait()
        self._ended = time.monotonic()

    @property
    def is_starting(self) -> bool:
        return self._ended is None and time.monotonic() - self._began < _STARTING

    @property
    def gave_up(self) -> bool:
        """Whether it failed by itself, soon after its start."""
        failed = self._ended is not None and (self._process.returncode or 0) > 0
        return failed and (self._ended or 0.0) - self._began < _STARTING


_lock: Final = threading.Lock()
_launches: Final[dict[str, _Launch]] = {}  # the last one for each store


def _launch(settings: Settings) -> None:
    with _lock:
        last = _launches.get(settings.db)
        if last is not None and last.is_starting:
            return
        if last is not None and last.gave_up:
            del _launches[settings.db]
            raise Problem("worker-start")
        try:
            _launches[settings.db] = _Launch(settings)
        except OSError as error:
            raise Problem("worker-start") from error


def _environment(settings: Settings) -> dict[str, str]:
    """Ours, with every setting: arguments are seen by everybody, and a URL may hold a password."""
    values = {f"KISOTUI_{name.upper()}": as_text(getattr(settings, name)) for name in SETTABLE}
    # Where we ourselves were imported from, be it a source directory.
    roots = [str(Path(kisotui.__file__).parents[1]), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, **values, "PYTHONPATH": os.pathsep.join(filter(None, roots))}
