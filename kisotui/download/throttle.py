"""Less than the network would give: a limit to the bytes per second."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Event, Lock
from typing import Final

_STEP: Final = 0.05  # seconds that are granted at a time: small, so that the bytes come evenly
_CREDIT: Final = 0.1  # seconds that who came late may catch up


class Throttle:
    """Shared by all threads that are limited together.

    ``rate``: bytes per second, None for no limit; may be set at any time, from any thread.
    ``total``: one that limits this and others together.
    """

    def __init__(
        self,
        rate: int | None = None,
        *,
        total: Throttle | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.rate = rate
        self._total = total
        self._clock = clock
        self._next = 0.0
        self._lock = Lock()

    def take(self, wanted: int, stopped: Event) -> int:
        """Wait until bytes may be read; how many of those that are wanted, at least one.

        It does not wait for longer than until it is stopped.
        """
        granted, start = self.reserve(wanted)
        delay = start - self._clock()
        if delay > 0:
            stopped.wait(delay)
        return granted

    def reserve(self, wanted: int) -> tuple[int, float]:
        """How many bytes are granted, and from when on."""
        granted, start = wanted, 0.0
        if self._total:
            granted, start = self._total.reserve(granted)
        rate = self.rate
        if not rate:
            return granted, start
        own = min(granted, max(1, int(rate * _STEP)))
        if self._total:
            self._total.give_back(granted - own)
        with self._lock:
            begin = max(self._next, self._clock() - _CREDIT)
            self._next = begin + own / rate
        return own, max(start, begin)

    def give_back(self, unread: int) -> None:
        """Of what was granted, so many bytes did not come."""
        if self._total:
            self._total.give_back(unread)
        if unread and (rate := self.rate):
            with self._lock:
                self._next -= unread / rate
