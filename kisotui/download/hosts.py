"""The connections of this process to each host."""

from __future__ import annotations

import time
from collections import Counter
from threading import Lock
from typing import Final

_MEMORY: Final = 600.0  # seconds for which it is not tried again


class Hosts:
    """Counts them over all downloads, and remembers where more than one was of no use."""

    def __init__(self) -> None:
        self._open: Counter[str] = Counter()
        self._single: dict[str, float] = {}
        self._lock = Lock()

    def enter(self, host: str) -> None:
        """There is one more: the only one of its download, which nobody can refuse it."""
        with self._lock:
            self._open[host] += 1

    def try_enter(self, host: str, limit: int) -> bool:
        """One more for a download that has one already, if the limit allows it."""
        with self._lock:
            if self._open[host] >= limit:
                return False
            self._open[host] += 1
            return True

    def leave(self, host: str) -> None:
        """There is one fewer."""
        with self._lock:
            self._open[host] -= 1
            if not self._open[host]:
                del self._open[host]

    def is_crowded(self, host: str, limit: int) -> bool:
        """Whether there are too many, so that who has several should let go of one."""
        with self._lock:
            return self._open[host] > limit

    def remember_single(self, host: str) -> None:
        """More than one made nothing faster."""
        with self._lock:
            self._single[host] = time.monotonic() + _MEMORY

    def is_single(self, host: str) -> bool:
        """Whether that has been seen lately."""
        with self._lock:
            return self._single.get(host, 0.0) > time.monotonic()


HOSTS: Final = Hosts()
"""Those of this process."""
