"""What the speed of a download tells: whether to try more connections, whether to give it up."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Final

FAST: Final = 100e6  # bytes per second of one connection that nobody limits on purpose
_FIRST_LOOK: Final = 0.1  # seconds after which the first connection has shown what it gives
_LATER_LOOK: Final = 0.5  # seconds of less in which it shows that this has changed
_WORTH: Final = 1.0  # seconds that must be left, or the trial costs more than it can bring
_TRIAL: Final = 2.0  # seconds that more connections get to show that they help
_RECENT: Final = 0.3  # seconds over which they are measured
_GAIN: Final = 1.5  # times the speed of the first one alone


@dataclass(frozen=True, slots=True)
class Reading:
    """How things stand at a moment."""

    now: float
    received: int
    waited: float
    """Seconds that went by waiting for the server, all connections together."""


class Splitter:
    """Decides from what comes how many connections there should be, ``most`` at most."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._readings: deque[Reading] = deque()
        self._alone: float | None = None
        """Bytes per second of the first connection, once others are tried beside it."""
        self._span = _FIRST_LOOK
        self._tried = 0.0
        self._is_over = False
        self.wanted = 1
        self.was_useless = False
        """Whether more connections were tried for nothing."""

    def update(self, reading: Reading, left: int) -> None:
        """``left``: bytes that are still to come."""
        if self._is_over:
            return
        self._readings.append(reading)
        while len(self._readings) > 2 and reading.now - self._readings[1].now >= self._span:
            self._readings.popleft()
        if reading.now - self._readings[0].now >= self._span:
            self._look(self._readings[0], reading, left)

    def _look(self, before: Reading, now: Reading, left: int) -> None:
        seconds = now.now - before.now
        rate = (now.received - before.received) / seconds
        if self._alone is None:
            self._span = _LATER_LOOK
            is_waiting = now.waited - before.waited > seconds / 2
            if is_waiting and 0 < rate < FAST and left > rate * _WORTH:
                self._alone, self._tried, self.wanted = rate, now.now, self._most
                self._span = _RECENT
                self._readings.clear()
        elif rate >= self._alone * _GAIN:
            self._is_over = True
        elif now.now - self._tried >= _TRIAL:
            self._is_over = self.was_useless = True
            self.wanted = 1


class Floor:
    """Tells when a server gives less than ``rate`` bytes per second for ``seconds``."""

    def __init__(self, rate: int, seconds: float) -> None:
        self._rate = rate
        self._seconds = seconds
        self._readings: deque[Reading] = deque()

    def is_below(self, reading: Reading) -> bool:
        """Only where it was the server that was waited for, not the disk or a limit of ours."""
        if not self._rate:
            return False
        if not self._readings or reading.now - self._readings[-1].now >= self._seconds / 50:
            self._readings.append(reading)
        while len(self._readings) > 2 and reading.now - self._readings[1].now >= self._seconds:
            self._readings.popleft()
        before = self._readings[0]
        seconds = reading.now - before.now
        return (
            seconds >= self._seconds
            and reading.received - before.received < self._rate * seconds
            and reading.waited - before.waited > seconds / 2
        )
