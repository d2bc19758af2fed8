"""How fast a download goes, how far it is, how long it has left."""

from __future__ import annotations

from collections import deque

HISTORY = 60  # samples of the rate graph, one a second
_WINDOW = 5.0  # seconds that the rate is taken over


class RateMeter:
    """Bytes per second over the last few seconds, and a sample a second for the graph.

    Times are of a monotonic clock, in seconds.
    """

    def __init__(self, received: int, now: float) -> None:
        self._points: deque[tuple[float, int]] = deque([(now, received)])
        self._history: deque[int] = deque(maxlen=HISTORY)
        self._sampled = (now, received)

    def update(self, received: int, now: float) -> None:
        """Take note of how many bytes are there now."""
        self._points.append((now, received))
        while len(self._points) > 2 and now - self._points[1][0] >= _WINDOW:
            self._points.popleft()
        then, before = self._sampled
        if now - then >= 1.0:
            self._history.append(max(0, round((received - before) / (now - then))))
            self._sampled = (now, received)

    @property
    def rate(self) -> int:
        """Bytes per second; 0 while nothing is known."""
        (then, before), (now, received) = self._points[0], self._points[-1]
        return max(0, round((received - before) / (now - then))) if now > then else 0

    @property
    def history(self) -> tuple[int, ...]:
        """Bytes per second, one sample a second, oldest first."""
        return tuple(self._history)


def percent(received: int, size: int | None) -> int | None:
    """Whole percent, never 100 before the last byte; None while the size is unknown."""
    return min(100, received * 100 // size) if size else None


def time_left(received: int, size: int | None, rate: int) -> int | None:
    """Seconds until the last byte at this rate; None while that cannot be said."""
    if not size or rate <= 0 or received >= size:
        return None
    return -(-(size - received) // rate)
