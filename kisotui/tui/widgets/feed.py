"""What a table knows of its rows, and what it fetches next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from kisotui.tui.render import Cell
from kisotui.tui.widgets.rows import PAGE, Rows

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Window(Generic[T]):
    """Some rows, and how many there are in all."""

    count: int
    rows: Sequence[T]


class Source(Protocol[T]):
    """Where the rows of a table come from, and what they look like."""

    async def window(self, offset: int, limit: int) -> Window[T]:
        """The rows from a place on. Raises Problem."""

    async def position(self, key: str) -> int | None:
        """The place of the row with a key, if it is among them. Raises Problem."""

    def key(self, row: T) -> str:
        """What tells the row from others."""

    def cell(self, row: T, column: str, width: int) -> Cell:
        """What a column shows of it."""

    def ticks(self, row: T) -> bool:
        """Whether it shows a time that passes."""


class Feed(Generic[T]):
    """Fetches what is seen and not known, one piece after the other."""

    def __init__(self) -> None:
        self.count: int | None = None
        """How many rows there are; None until that is known."""
        self._rows: Rows[T] = Rows()
        self._source: Source[T] | None = None
        self._next: tuple[Source[T], str | None] | None = None
        self._changed = False
        self._fresh = range(0)

    @property
    def source(self) -> Source[T]:
        """Where the rows that are known came from."""
        if self._source is None:
            raise RuntimeError("no row is known yet")
        return self._source

    def __getitem__(self, row: int) -> T | None:
        """The row, or None where it is not known or there is none."""
        return self._rows[row] if 0 <= row < (self.count or 0) else None

    def show(self, source: Source[T], keep: str | None) -> None:
        """Take the rows from elsewhere; ``keep``: the key of the row to be found there again."""
        self._next = (source, keep)

    def outdate(self) -> None:
        """Somebody changed something: what is seen must be fetched again."""
        self._rows.outdate()
        self._changed = True
        self._fresh = range(0)

    def find(self, key: str, among: range) -> int | None:
        """The place of a row, if it is among these."""
        for place in among:
            row = self[place]
            if row is not None and self.source.key(row) == key:
                return place
        return None

    async def replace(self) -> int | None:
        """Go over to the new source, if there is one; the place of the row that was to be kept.

        None where nothing was replaced: there is no new source, or already the next one.
        """
        if self._next is None:
            return None
        wanted = self._next
        source, keep = wanted
        place = await source.position(keep) if keep is not None else None
        start = (place or 0) // PAGE * PAGE
        window = await source.window(start, PAGE)
        if self._next is not wanted:
            return None
        self._next, self._source = None, source
        self._changed, self._fresh = False, range(0)
        self._rows.clear()
        self._rows.put(start, window.rows)
        self.count = window.count
        return place or 0

    async def fetch(self, seen: range) -> bool:
        """Fetch what is seen and not known, or not any more; whether there was something."""
        if self._source is None or self._next is not None:
            return self._next is not None
        if self._fresh.start <= seen.start and seen.stop <= self._fresh.stop:
            return False
        # After a change just what is seen; the rest of its page when it is scrolled to.
        partly = self._changed and self._rows.knows(seen)
        wanted = seen if partly else self._rows.missing(seen)
        if wanted is None:
            return False
        source, self._changed = self._source, False
        window = await source.window(wanted.start, len(wanted))
        if self._next is not None:
            return True
        if self._changed:
            # Changed again meanwhile: shown all the same, and fetched once more.
            self._rows.outdate()
        if partly:
            self._rows.patch(wanted.start, window.rows)
            self._fresh = range(0) if self._changed else wanted
        else:
            self._rows.put(wanted.start, window.rows)
        self.count = window.count
        return True
