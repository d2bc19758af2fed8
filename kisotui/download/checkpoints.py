"""What has arrived is made durable while more of it arrives."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from threading import Condition, Thread
from typing import Final

from kisotui.download.extents import Span
from kisotui.download.part import Part

_BYTES: Final = 64 << 20  # at most so much is lost by a power cut or SIGKILL,
_SECONDS: Final = 5.0  # or what came in so long


class Checkpoints:
    """A thread that secures a part again and again. ``spans``: gives what is written by now."""

    def __init__(self, part: Part, spans: Callable[[], Sequence[Span]]) -> None:
        self._part = part
        self._spans = spans
        self._fresh = 0
        self._is_last = False
        self._stopped = False
        self._problem: BaseException | None = None
        self._changed = Condition()
        self._thread = Thread(target=self._run, name="kisotui-checkpoints")
        self._thread.start()

    def grown(self, count: int) -> None:
        """So many more bytes are written."""
        with self._changed:
            self._fresh += count
            if self._fresh - count < _BYTES <= self._fresh:
                self._changed.notify()

    def finish(self) -> None:
        """All is written: secure it and end. Returns at once."""
        with self._changed:
            self._is_last = True
            self._changed.notify()

    def require_finished(self) -> None:
        """Wait for that. Raises Problem: of the disk."""
        self._thread.join()
        self.require_good()

    def require_good(self) -> None:
        """Raises Problem: what went wrong with the disk."""
        if self._problem:
            raise self._problem

    def stop(self) -> None:
        """End, after what is being secured just now."""
        with self._changed:
            self._stopped = True
            self._changed.notify()
        self._thread.join()

    def _run(self) -> None:
        try:
            while self._is_due():
                self._part.secure(self._spans())
                if self._is_last and not self._fresh:
                    return
        except BaseException as problem:  # also a fault of ours: nothing would be safe any more
            self._problem = problem

    def _is_due(self) -> bool:
        """Wait until it is time; False at the end."""
        due = time.monotonic() + _SECONDS
        with self._changed:
            while not self._stopped:
                is_time = self._fresh and time.monotonic() >= due
                if self._is_last or self._fresh >= _BYTES or is_time:
                    self._fresh = 0
                    return True
                if time.monotonic() >= due:
                    due += _SECONDS
                self._changed.wait(due - time.monotonic())
        return False
