"""The last view, kept for the next start: a moment after it changed, away from the event loop."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

from kisotui.domain.failures import Problem
from kisotui.domain.views import View
from kisotui.service import saved_views

_REST: Final = 1.0  # seconds after a change in which more changes may come
_CLOSING: Final = 1.0  # seconds that quitting waits for a slow disk


class Memory:
    """Gives the view of last time, and keeps the one that it was told last."""

    def __init__(self, path: Path | None, on_problem: Callable[[Problem], object]) -> None:
        """``on_problem``: called in a thread of its own, at most once, when nothing is kept."""
        self.restored, self.problem = saved_views.restore(path)
        self._path = path
        self._kept = self._wanted = self.restored
        self._on_problem = on_problem if self.problem is None else None
        self._changed = threading.Event()
        self._closed = threading.Event()
        self._thread: threading.Thread | None = None

    def note(self, view: View) -> None:
        """This is what is looked at now."""
        if self._path is None or view == self._wanted:
            return
        self._wanted = view
        if self._thread is None:
            # A daemon: a home directory that hangs must not keep the program from ending.
            self._thread = threading.Thread(target=self._work, name="kisotui-memory", daemon=True)
            self._thread.start()
        self._changed.set()

    def close(self) -> None:
        """Keep what is not kept yet."""
        self._closed.set()
        self._changed.set()
        if self._thread is not None:
            self._thread.join(_CLOSING)

    def _work(self) -> None:
        while not self._closed.is_set():
            self._changed.wait()
            self._closed.wait(_REST)
            self._changed.clear()
            self._keep(self._wanted)
        self._keep(self._wanted)  # which may have changed while the one before was written

    def _keep(self, view: View) -> None:
        if view == self._kept:
            return
        try:
            saved_views.remember(self._path, view)
        except Problem as problem:
            if self._on_problem is not None:
                self._on_problem(problem)
            self._on_problem = None
        else:
            self._kept = view
