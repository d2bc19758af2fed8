"""A table over a window of rows: those that are in view are known, with one under the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from kisotui.tui.glyphs import glyph
from kisotui.tui.render import Cell, Tone
from kisotui.tui.widgets.columns import Column, Placed
from kisotui.tui.widgets.fed import FedGrid
from kisotui.tui.widgets.feed import Source
from kisotui.tui.widgets.grid import Line

T = TypeVar("T")

_MARK: Cell = ((glyph("marked"), Tone.BUSY), (" ", Tone.PLAIN))
_WHOLE = 1 << 16  # cells
_KNOWN = 256  # rows of which the cells are known
_TICK = 1.0  # seconds between two looks at texts that count down


class WindowTable(FedGrid[T], Generic[T]):
    """Any number of rows, as their source shows them, and as they are marked."""

    def __init__(self, columns: Sequence[Column], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(columns, id=id)
        self._known: dict[int, tuple[T, tuple[Placed, ...], tuple[Cell, ...]]] = {}

    def on_mount(self) -> None:
        self.set_interval(_TICK, self._tick)

    def show(self, source: Source[T], column: str, descending: bool, *, keep: bool) -> None:
        """Show the rows of a source, sorted by a column; ``keep`` the cursor on its row."""
        self._sorted = (column, descending)
        self._feed.show(source, self._cursor_key if keep else None)
        self._fetch()

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns of the same rows."""
        self._columns = columns
        self.place_columns()
        self.refresh()
        self.post_message(self.Updated())

    def go_to(self, place: int, key: str) -> None:
        """Put the cursor on a row that was at this place just now."""
        self.move_to(place)
        self.follow(key)

    def is_in_view(self, key: str) -> bool:
        """Whether the row with this key is."""
        return self._feed.find(key, self.seen) is not None

    def whole_cell(self, row: T, column: str) -> str:
        """What a column would show of a row if there were room for all of it."""
        return "".join(text for text, _ in self._feed.source.cell(row, column, _WHOLE))

    # What the grid shows

    def line_at(self, place: int, placed: tuple[Placed, ...]) -> Line:
        row = self._feed[place]
        under_cursor = place == self._cursor
        if row is not None:
            cells = self._cells(place, row, placed)
            key = self._feed.source.key(row)
            if self.marks.shows(place, key, self._cursor) and cells:
                cells = (_MARK + cells[0], *cells[1:])
            return cells, under_cursor
        if place < self.rows:
            not_yet: Cell = ((glyph("cut"), Tone.DIM),)
            return (not_yet,), under_cursor
        return (), False

    def _cells(self, place: int, row: T, placed: tuple[Placed, ...]) -> tuple[Cell, ...]:
        """What is not a new row looks as it did, but for one with a time that passes."""
        source, slot = self._feed.source, place % _KNOWN
        was, where, cells = self._known.get(slot, (None, None, ()))
        if was is not row or where is not placed or source.ticks(row):
            cells = tuple(source.cell(row, each.column.key, each.width) for each in placed)
            self._known[slot] = row, placed, cells
        return cells

    def _tick(self) -> None:
        if self.is_empty or not self.screen.is_active:
            return
        rows = (self._feed[place] for place in self.seen)
        if any(row is not None and self._feed.source.ticks(row) for row in rows):
            self.repaint()
