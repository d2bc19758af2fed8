"""A table over a window of rows: it fetches what is seen, with one row under the cursor."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic
from typing import ClassVar, Generic, TypeVar

from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message

from kisotui.domain.actions import Place
from kisotui.domain.failures import Problem
from kisotui.tui.glyphs import glyph
from kisotui.tui.keys import moves, remap
from kisotui.tui.render import Cell, Tone
from kisotui.tui.widgets.columns import Column, Placed
from kisotui.tui.widgets.feed import Feed, Source
from kisotui.tui.widgets.grid import Grid, Line

T = TypeVar("T")

_TICK = 1.0  # seconds between two looks at texts that count down
_REST = 4  # times as long as a fetch took, the table rests before it fetches again


class WindowTable(Grid, Generic[T], can_focus=True, inherit_bindings=False):
    """Any number of rows, of which only those in view are known."""

    BINDINGS: ClassVar[list[BindingType]] = moves(Place.LIST)

    class Updated(Message):
        """Another row is under the cursor, or rows changed, or there are more or fewer."""

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, WindowTable.Updated)

    class Opened(Message):
        """The row under the cursor was double-clicked."""

    @dataclass
    class TitleClicked(Message):
        """The title of a column was clicked."""

        column: str

    @dataclass
    class Failed(Message):
        """The rows could not be fetched. Told once until they can, or it is for another reason."""

        problem: Problem

    def __init__(self, columns: Sequence[Column], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(columns, id=id)
        remap(self)
        self._feed: Feed[T] = Feed()
        self._loading = False
        self._trouble = ""  # the last fetch failed with it
        self._cursor = 0
        self._cursor_key: str | None = None
        self._current: T | None = None

    # What the screen asks and says

    @property
    def count(self) -> int | None:
        """How many rows there are; None until that is known."""
        return self._feed.count

    @property
    def current(self) -> T | None:
        """The row under the cursor, as it was when it was last seen."""
        return self._current

    @property
    def cursor(self) -> int:
        """The place of the row under the cursor."""
        return self._cursor

    def is_in_view(self, key: str) -> bool:
        """Whether the row with this key is."""
        return self._feed.find(key, self.seen) is not None

    def show(self, source: Source[T], column: str, descending: bool, *, keep: bool) -> None:
        """Show the rows of a source, sorted by a column; ``keep`` the cursor on its row."""
        self._sorted = (column, descending)
        self._feed.show(source, self._cursor_key if keep else None)
        self._fetch()

    def reload(self) -> None:
        """Somebody changed something: fetch what is seen, paint what differs."""
        self._feed.outdate()
        self._fetch()

    def follow(self, key: str) -> None:
        """Fetch what is seen, with the cursor on the row with this key, if there is one."""
        self._keep_in_sight()
        self._cursor_key = key
        self.reload()

    # What the grid shows

    @property
    def is_empty(self) -> bool:
        return not self._feed.count

    def line_at(self, place: int, placed: tuple[Placed, ...]) -> Line:
        row = self._feed[place]
        under_cursor = place == self._cursor
        if row is not None:
            cell = self._feed.source.cell
            return tuple(cell(row, each.column.key, each.width) for each in placed), under_cursor
        if place < (self._feed.count or 0):
            not_yet: Cell = ((glyph("cut"), Tone.DIM),)
            return (not_yet,), under_cursor
        return (), False

    def _tick(self) -> None:
        if self.is_empty or not self.screen.is_active:
            return
        rows = (self._feed[place] for place in self.seen)
        if any(row is not None and self._feed.source.ticks(row) for row in rows):
            self.repaint()

    # Fetching

    def _fetch(self) -> None:
        if not self._loading and self.is_mounted:
            self._loading = True
            self.run_worker(self._load())

    async def _load(self) -> None:
        try:
            while await self._load_next():
                self._trouble = ""
        except Problem as problem:
            if problem.code != self._trouble:
                self.post_message(self.Failed(problem))
            self._trouble = problem.code
        finally:
            self._loading = False

    async def _load_next(self) -> bool:
        began = monotonic()
        place = await self._feed.replace()
        if place is not None:
            self._cursor, self._cursor_key = place, None
            self._resize_rows()
            self._keep_in_sight()
            self.refresh()  # the titles and the cursor, too
            self._note_cursor()
            return True
        if not await self._feed.fetch(self.seen):
            return False
        self._resize_rows()
        await self._follow()
        self.repaint()
        self._note_cursor()  # before the rest: meanwhile it may be told to follow another row
        await asyncio.sleep(min(0.5, _REST * (monotonic() - began)))
        return True

    def _resize_rows(self) -> None:
        count = self._feed.count or 0
        self._cursor = max(0, min(self._cursor, count - 1))
        if self.virtual_size.height != count + 1:
            self.virtual_size = Size(self.size.width, count + 1)

    async def _follow(self) -> None:
        """Keep the cursor on its row where others came or went above it."""
        key, before, in_sight = self._cursor_key, self._cursor, self._cursor in self.seen
        if key is None or (in_sight and self._key_at(before) == key):
            return
        place = self._feed.find(key, self.seen)
        if place is None:
            place = await self._feed.source.position(key)
        if self._cursor != before:
            return
        if place is None:
            self._cursor_key = None
            await self._feed.fetch(range(before, before + 1))
        elif place != before:
            self._cursor = place
            if in_sight:
                self._scroll_along(place - before)

    def _scroll_along(self, rows: int) -> None:
        """The row under the cursor stays where it is on the screen; a list at its top stays too."""
        if self.scroll_offset.y > 0:
            self._scroll_rows(self.scroll_offset.y + rows)
        self._keep_in_sight()

    def _key_at(self, place: int) -> str | None:
        row = self._feed[place]
        return None if row is None else self._feed.source.key(row)

    # Keys and mouse

    def on_mount(self) -> None:
        self.set_interval(_TICK, self._tick)
        self._fetch()

    def on_resize(self, event: events.Resize) -> None:
        if self.place_columns():
            self.refresh()
            self.post_message(self.Updated())
        self._keep_in_sight()
        self._fetch()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self._fetch()

    def action_move_up(self) -> None:
        """One row up."""
        self.move_to(self._cursor - 1)

    def action_move_down(self) -> None:
        """One row down."""
        self.move_to(self._cursor + 1)

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
        self.move_to((self._feed.count or 0) - 1)

    def move_to(self, place: int) -> None:
        """Put the cursor on a row."""
        before, place = self._cursor, max(0, min(place, (self._feed.count or 0) - 1))
        if place != before:
            self._cursor, self._cursor_key, self._current = place, None, None
            self.repaint_row(before)
            self.repaint_row(place)
            self._note_cursor()
        self._keep_in_sight()

    def on_click(self, event: events.Click) -> None:
        if event.y == 0:
            column = self.column_at(event.x)
            if column is not None:
                self.post_message(self.TitleClicked(column))
            return
        place = self.scroll_offset.y + event.y - 1
        if place < (self._feed.count or 0):
            self.move_to(place)
            if event.chain == 2:
                self.post_message(self.Opened())

    def _note_cursor(self) -> None:
        key = self._key_at(self._cursor)
        if key is not None and self._cursor_key in (None, key):
            self._cursor_key, self._current = key, self._feed[self._cursor]
        elif self.is_empty:
            self._cursor_key = self._current = None
        self.post_message(self.Updated())

    def _keep_in_sight(self) -> None:
        if self._cursor < self.seen.start:
            self._scroll_rows(self._cursor)
        elif self._cursor >= self.seen.stop:
            self._scroll_rows(self._cursor - self.page + 1)

    def _scroll_rows(self, top: int) -> None:
        self.scroll_to(y=max(0, top), animate=False, force=True, immediate=True)
