"""Who fetches which bytes: pieces in order, so that the digest can follow, smaller near the end."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import Lock
from typing import Final

from kisotui.download.extents import Extents, Span

LARGEST: Final = 16 << 20
SMALLEST: Final = 1 << 20  # bytes; a request for less costs more than it brings
_PATIENCE: Final = 1.0  # seconds without a byte after which a piece goes to somebody else


@dataclass(slots=True, eq=False)
class Piece:
    """Bytes that one connection fetches. ``end`` may come nearer while it does."""

    at: int
    """The next one to be fetched."""
    end: int
    moved: float
    """When the last of them came."""

    @property
    def left(self) -> int:
        return max(0, self.end - self.at)


class Pieces:
    """What is still to be fetched, free or in the hands of a connection. For any thread.

    ``lanes``: how many connections share it. One alone gets it in as few pieces as there can be.
    """

    def __init__(self, gaps: Iterable[Span], clock: Callable[[], float] = time.monotonic) -> None:
        self._free = list(gaps)
        self._clock = clock
        self._taken: list[Piece] = []
        self._lock = Lock()
        self.lanes = 1

    def take(self) -> Piece | None:
        """The next piece; where none is free, a part of one that is being fetched.

        None where all of it is in hands that are quick enough.
        """
        with self._lock:
            piece = self._next() or self._rest_of_standing() or self._half()
            if piece:
                self._taken.append(piece)
            return piece

    def moved(self, piece: Piece, count: int) -> None:
        """So many more bytes of the piece came."""
        with self._lock:
            piece.at += count
            piece.moved = self._clock()

    def stands(self, piece: Piece) -> bool:
        """Whether nothing of it has come for a while."""
        return self._clock() - piece.moved >= _PATIENCE

    def extend(self, piece: Piece, end: int) -> bool:
        """Make the piece longer, as far as ``end``, if what lies right behind it is free."""
        with self._lock:
            for number, (start, past) in enumerate(self._free):
                if start == piece.end < end:
                    piece.end = min(past, end, start + self._size())
                    self._free[number : number + 1] = _rest(piece.end, past)
                    return True
        return False

    def share(self, lanes: int) -> None:
        """Let so many connections share from now on: what was taken as a whole is cut."""
        with self._lock:
            self.lanes = lanes
            size = self._size()
            for piece in self._taken:
                if lanes > 1 and piece.left > size:
                    self._put_back(piece.at + size, piece.end)
                    piece.end = piece.at + size

    def give_back(self, piece: Piece) -> None:
        """It is fetched, or will not be: somebody else may have what is left of it."""
        with self._lock:
            self._taken.remove(piece)
            if piece.left:
                self._put_back(piece.at, piece.end)

    def _next(self) -> Piece | None:
        if not self._free:
            return None
        start, past = self._free[0]
        end = min(past, start + self._size())
        self._free[:1] = _rest(end, past)
        return Piece(start, end, self._clock())

    def _rest_of_standing(self) -> Piece | None:
        """All that is left of one whose connection gives nothing any more."""
        for piece in self._taken:
            if piece.left and self.stands(piece):
                rest = Piece(piece.at, piece.end, self._clock())
                piece.end = piece.at
                return rest
        return None

    def _half(self) -> Piece | None:
        """The far half of the one that has the most left."""
        largest = max(self._taken, key=lambda piece: piece.left, default=None)
        if largest is None or largest.left < 2 * SMALLEST:
            return None
        middle = largest.at + largest.left // 2
        half = Piece(middle, largest.end, self._clock())
        largest.end = middle
        return half

    def _size(self) -> int:
        left = sum(past - start for start, past in self._free)
        if self.lanes == 1:
            return left
        left += sum(piece.left for piece in self._taken)
        return min(LARGEST, max(SMALLEST, left // (2 * self.lanes)))

    def _put_back(self, start: int, past: int) -> None:
        self._free = list(Extents([*self._free, (start, past)]).spans)


def _rest(start: int, past: int) -> list[Span]:
    return [(start, past)] if start < past else []
