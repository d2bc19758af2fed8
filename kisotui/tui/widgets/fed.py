"""A grid whose rows are fetched as they are seen; the cursor stays on its row when others come."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Generic, TypeVar

from textual import events
from textual.geometry import Size
from textual.message import Message

from kisotui.domain.failures import Problem
from kisotui.tui.marks import Marks
from kisotui.tui.widgets.columns import Column
from kisotui.tui.widgets.cursor import CursorGrid
from kisotui.tui.widgets.feed import Feed

T = TypeVar("T")

_REST = 4  # times as long as a fetch took, the table rests before it fetches again


class FedGrid(CursorGrid, Generic[T]):
    """What its rows look like, the one that inherits from it knows."""

    class Updated(Message):
        """Another row is under the cursor, or rows changed, or there are more or fewer."""

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, FedGrid.Updated)

    @dataclass
    class Failed(Message):
        """The rows could not be fetched. Told once until they can, or it is for another reason."""

        problem: Problem

    def __init__(self, columns: Sequence[Column], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(columns, id=id)
        self._feed: Feed[T] = Feed()
        self._loading = False
        self._trouble = ""  # the last fetch failed with it
        self._cursor_key: str | None = None
        self._current: T | None = None
        self.marks = Marks()
        """Who changes them, repaints."""

    @property
    def rows(self) -> int:
        return self._feed.count or 0

    @property
    def count(self) -> int | None:
        """How many rows there are; None until that is known."""
        return self._feed.count

    @property
    def current(self) -> T | None:
        """The row under the cursor, as it was when it was last seen."""
        return self._current

    @property
    def current_key(self) -> str | None:
        """What tells the row under the cursor from others; None until the row is known."""
        return self._cursor_key

    def reload(self) -> None:
        """Somebody changed something: fetch what is seen, paint what differs."""
        self._feed.outdate()
        self._fetch()

    def follow(self, key: str) -> None:
        """Fetch what is seen, with the cursor on the row with this key, if there is one."""
        self.keep_in_sight()
        self._cursor_key = key
        self.reload()

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
            self.keep_in_sight()
            self.refresh()  # the titles and the cursor, too
            self._note_cursor()
            return True
        if not await self._feed.fetch(self.seen):
            return False
        self._resize_rows()
        await self._follow()
        await self._follow_range()
        self.repaint()
        self._note_cursor()  # before the rest: meanwhile it may be told to follow another row
        await asyncio.sleep(min(0.5, _REST * (monotonic() - began)))
        return True

    def _resize_rows(self) -> None:
        self._cursor = max(0, min(self._cursor, self.rows - 1))
        if self.virtual_size.height != self.rows + 1:
            self.virtual_size = Size(self.size.width, self.rows + 1)

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

    async def _follow_range(self) -> None:
        """Keep the beginning of the range on its row, likewise."""
        anchor = self.marks.anchor
        if anchor is not None and self._key_at(anchor.place) != anchor.key:
            self.marks.move_anchor(anchor, await self._feed.source.position(anchor.key))

    def _scroll_along(self, rows: int) -> None:
        """The row under the cursor stays where it is on the screen; a list at its top stays too."""
        if self.scroll_offset.y > 0:
            self.scroll_rows(self.scroll_offset.y + rows)
        self.keep_in_sight()

    def _key_at(self, place: int) -> str | None:
        row = self._feed[place]
        return None if row is None else self._feed.source.key(row)

    # What moves the cursor or the view

    def on_mount(self) -> None:
        self._fetch()

    def on_resize(self, event: events.Resize) -> None:
        # Now: behind a dialog that covers it, nothing may be drawn that would place them.
        if self.place_columns():
            self.refresh()
        self.post_message(self.Updated())
        self.keep_in_sight()
        self._fetch()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self._fetch()

    def cursor_moved(self, before: int) -> None:
        self._cursor_key = self._current = None
        if self.marks.anchor is None:
            self.repaint_row(before)
            self.repaint_row(self._cursor)
        else:
            self.repaint()
        self._note_cursor()

    def _note_cursor(self) -> None:
        key = self._key_at(self._cursor)
        if key is not None and self._cursor_key in (None, key):
            self._cursor_key, self._current = key, self._feed[self._cursor]
        elif self.is_empty:
            self._cursor_key = self._current = None
        self.post_message(self.Updated())
