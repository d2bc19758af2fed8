"""Which bytes of a file are there, in whatever order they came."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

Span = tuple[int, int]
"""From the first byte to the one past the last."""


class Extents:
    """A set of bytes. What is added again, or touches what is there, becomes one with it.

    For one thread at a time.
    """

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        self.total = 0
        """How many bytes it has."""
        for start, end in spans:
            self.add(start, end)

    def add(self, start: int, end: int) -> None:
        """Take them in."""
        if start >= end:
            return
        first = bisect_left(self._ends, start)
        last = bisect_right(self._starts, end)
        if first < last:
            start, end = min(start, self._starts[first]), max(end, self._ends[last - 1])
            self.total -= sum(self._ends[first:last]) - sum(self._starts[first:last])
        self._starts[first:last], self._ends[first:last] = [start], [end]
        self.total += end - start

    def run_end(self, start: int) -> int:
        """Where the first missing byte from there on is."""
        at = bisect_right(self._starts, start) - 1
        return max(start, self._ends[at]) if at >= 0 else start

    def gaps(self, start: int, end: int) -> list[Span]:
        """What is missing between the two."""
        found: list[Span] = []
        for first, past in self.spans:
            if start < min(first, end):
                found.append((start, min(first, end)))
            start = max(start, past)
        if start < end:
            found.append((start, end))
        return found

    @property
    def spans(self) -> tuple[Span, ...]:
        """All of it, in order."""
        return tuple(zip(self._starts, self._ends, strict=True))
