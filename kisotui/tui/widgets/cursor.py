"""A grid with a cursor on one of its rows: keys, mouse, and what of it is in sight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message

from kisotui.domain.actions import Place
from kisotui.tui.keys import moves, remap
from kisotui.tui.widgets.columns import Column
from kisotui.tui.widgets.grid import Grid


class CursorGrid(Grid, can_focus=True, inherit_bindings=False):
    """Which rows there are, the one that inherits from it knows."""

    BINDINGS: ClassVar[list[BindingType]] = moves(Place.LIST)

    class Opened(Message):
        """The row under the cursor was double-clicked."""

    @dataclass
    class TitleClicked(Message):
        """The title of a column was clicked."""

        column: str

    def __init__(self, columns: Sequence[Column], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(columns, id=id)
        remap(self)
        self._cursor = 0
        self._column = ""

    @property
    def rows(self) -> int:
        """How many rows there are, as far as that is known."""
        raise NotImplementedError

    def cursor_moved(self, before: int) -> None:
        """The cursor was put on another row."""
        raise NotImplementedError

    @property
    def is_empty(self) -> bool:
        return not self.rows

    @property
    def cursor(self) -> int:
        """The place of the row under the cursor."""
        return self._cursor

    @property
    def column(self) -> str | None:
        """The column under the cursor: the last one that it was put on, if it is there now."""
        there = [placed.column.key for placed in self._placed]
        return self._column if self._column in there else next(iter(there), None)

    def move_to_column(self, column: str) -> None:
        """Put the cursor on a column."""
        if column != self.column:
            self._column = column
            self.repaint_titles()

    def _move_columns(self, by: int) -> None:
        there = [placed.column.key for placed in self._placed]
        if self.column is not None:
            at = there.index(self.column) + by
            self.move_to_column(there[max(0, min(at, len(there) - 1))])

    def move_to(self, place: int) -> None:
        """Put the cursor on a row."""
        before, place = self._cursor, max(0, min(place, self.rows - 1))
        if place != before:
            self._cursor = place
            self.cursor_moved(before)
        self.keep_in_sight()

    def keep_in_sight(self) -> None:
        """Scroll to the row under the cursor."""
        if self._cursor < self.seen.start:
            self.scroll_rows(self._cursor)
        elif self._cursor >= self.seen.stop:
            self.scroll_rows(self._cursor - self.page + 1)

    def scroll_rows(self, top: int) -> None:
        """Have this row at the top."""
        self.scroll_to(y=max(0, top), animate=False, force=True, immediate=True)

    # Keys and mouse

    def action_move_up(self) -> None:
        """One row up."""
        self.move_to(self._cursor - 1)

    def action_move_down(self) -> None:
        """One row down."""
        self.move_to(self._cursor + 1)

    def action_move_left(self) -> None:
        """To the column on the left."""
        self._move_columns(-1)

    def action_move_right(self) -> None:
        """To the column on the right."""
        self._move_columns(1)

    def action_move_page_up(self) -> None:
        """A screenful up."""
        self.move_to(self._cursor - self.page)

    def action_move_page_down(self) -> None:
        """A screenful down."""
        self.move_to(self._cursor + self.page)

    def action_move_half_up(self) -> None:
        """Half a screenful up."""
        self.move_to(self._cursor - self.page // 2)

    def action_move_half_down(self) -> None:
        """Half a screenful down."""
        self.move_to(self._cursor + self.page // 2)

    def action_move_first(self) -> None:
        """To the first row."""
        self.move_to(0)

    def action_move_last(self) -> None:
        """To the last row."""
        self.move_to(self.rows - 1)

    def on_click(self, event: events.Click) -> None:
        column = self.column_at(event.x)
        if column is not None:
            self.move_to_column(column)
        if event.y == 0:
            if column is not None:
                self.post_message(self.TitleClicked(column))
            return
        place = self.scroll_offset.y + event.y - 1
        if place < self.rows:
            self.move_to(place)
            if event.chain == 2:
                self.post_message(self.Opened())
