"""A table over a window of rows: it fetches what is seen, and paints only what differs."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic
from typing import ClassVar, Generic, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from kisotui.domain.failures import Problem
from kisotui.tui.glyphs import glyph
from kisotui.tui.render import Cell, Tone
from kisotui.tui.widgets import cells
from kisotui.tui.widgets.columns import GAP, Column, Placed, fit
from kisotui.tui.widgets.feed import Feed, Source

T = TypeVar("T")

_Line = tuple[tuple[Cell, ...], bool]  # the cells, and whether the cursor is on it
_NOTHING: _Line = ((), False)

_TICK = 1.0  # seconds between two looks at texts that count down
_REST = 4  # times as long as a fetch took, the table rests before it fetches again


class WindowTable(ScrollView, Generic[T], can_focus=True):
    """Rows under a line of titles, one of them under the cursor."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "table--title",
        "table--sorted",
        "table--cursor",
        *(f"table--{tone}" for tone in Tone),
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", show=False),
        Binding("down,j", "move(1)", show=False),
        Binding("pageup", "move_pages(-1)", show=False),
        Binding("pagedown,space", "move_pages(1)", show=False),
        Binding("ctrl+u", "move_pages(-0.5)", show=False),
        Binding("ctrl+d", "move_pages(0.5)", show=False),
        Binding("home,g", "move_to_end(False)", show=False),
        Binding("end,G", "move_to_end(True)", show=False),
    ]

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
        """The rows could not be fetched."""

        problem: Problem

    def __init__(self, columns: Sequence[Column], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._columns = columns
        self._placed: tuple[Placed, ...] = ()
        self._feed: Feed[T] = Feed()
        self._loading = False
        self._cursor = 0
        self._cursor_key: str | None = None
        self._sorted = ("", False)
        self._notice: tuple[str, ...] = ()
        self._painted: dict[int, _Line] = {}
        self._known_tones: dict[Tone, Style] = {}

    # What the screen asks and says

    @property
    def count(self) -> int | None:
        """How many rows there are; None until that is known."""
        return self._feed.count

    @property
    def current(self) -> T | None:
        """The row under the cursor."""
        return self._feed[self._cursor]

    @property
    def cursor(self) -> int:
        """The place of the row under the cursor."""
        return self._cursor

    @property
    def dropped(self) -> int:
        """How many columns there is no room for."""
        return len(self._columns) - len(self._placed)

    def shows(self, column: str) -> bool:
        """Whether there is room for a column."""
        return any(placed.column.key == column for placed in self._placed)

    def show(self, source: Source[T], column: str, descending: bool, *, keep: bool) -> None:
        """Show the rows of a source, sorted by a column; ``keep`` the cursor on its row."""
        self._sorted = (column, descending)
        self._feed.show(source, self._cursor_key if keep else None)
        self._fetch()

    def set_notice(self, *lines: str) -> None:
        """What stands in place of the rows while there are none."""
        if lines != self._notice:
            self._notice = lines
            if not self._feed.count:
                self.refresh()

    def reload(self) -> None:
        """Somebody changed something: fetch what is seen, paint what differs."""
        self._feed.outdate()
        self._fetch()

    # Fetching

    def _fetch(self) -> None:
        if not self._loading and self.is_mounted:
            self._loading = True
            self.run_worker(self._load())

    async def _load(self) -> None:
        try:
            while await self._load_next():
                pass
        except Problem as problem:
            self.post_message(self.Failed(problem))
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
        elif not await self._feed.fetch(self._seen):
            return False
        else:
            self._resize_rows()
            await self._follow()
            self._repaint()
            await asyncio.sleep(min(0.5, _REST * (monotonic() - began)))
        self._note_cursor()
        return True

    async def _follow(self) -> None:
        """Keep the cursor on its version where rows came or went above it."""
        current, key = self.current, self._cursor_key
        if key is None or (current is not None and self._feed.source.key(current) == key):
            return
        before = self._cursor
        place = self._feed.find(key, self._seen)
        if place is None:
            place = await self._feed.source.position(key)
        if place is None or self._cursor != before:
            return
        self._cursor = place
        if self.scroll_offset.y > 0:
            self._scroll_rows(self.scroll_offset.y + place - before)
        self._keep_in_sight()

    def _resize_rows(self) -> None:
        count = self._feed.count or 0
        self._cursor = max(0, min(self._cursor, count - 1))
        if self.virtual_size.height != count + 1:
            self.virtual_size = Size(self.size.width, count + 1)

    def _note_cursor(self) -> None:
        current = self.current
        if current is not None:
            self._cursor_key = self._feed.source.key(current)
        self.post_message(self.Updated())

    # Painting

    @property
    def _height(self) -> int:
        return max(1, self.scrollable_content_region.height - 1)

    @property
    def _seen(self) -> range:
        top = self.scroll_offset.y
        return range(top, top + self._height)

    def _cells(self, place: int) -> tuple[Cell, ...]:
        row = self._feed[place]
        if row is None:
            waiting = place < (self._feed.count or 0)
            return ((((glyph("cut")), Tone.DIM),),) if waiting else ()
        cell = self._feed.source.cell
        return tuple(cell(row, placed.column.key, placed.width) for placed in self._placed)

    def _line(self, y: int) -> _Line:
        place = self.scroll_offset.y + y - 1
        shown = self._cells(place)
        return shown, bool(shown) and place == self._cursor

    def _repaint(self) -> None:
        """Paint the cells that are not what they should be."""
        for y in range(1, self._height + 1):
            (now, under_cursor), (before, was) = self._line(y), self._painted.get(y, _NOTHING)
            if under_cursor != was or len(now) != len(before):
                self.refresh(Region(0, y, self.size.width, 1))
                continue
            differ = [
                placed
                for placed, cell, painted in zip(self._placed, now, before, strict=False)
                if cell != painted
            ]
            if differ:
                end = differ[-1].x + differ[-1].width
                self.refresh(Region(differ[0].x, y, end - differ[0].x, 1))

    def _tick(self) -> None:
        known = self.screen.is_active and self._feed.count
        if known and any(
            row is not None and self._feed.source.ticks(row)
            for row in (self._feed[place] for place in self._seen)
        ):
            self._repaint()

    def render_line(self, y: int) -> Strip:
        """A line of the terminal: the titles, or a row."""
        width = self.scrollable_content_region.width
        if y == 0:
            return self._titles().adjust_cell_length(width, self._tones[Tone.PLAIN])
        if not self._feed.count:
            return self._notice_line(y - 2, width)
        self._painted[y] = shown, under_cursor = self._line(y)
        over = self._cursor_style if under_cursor else None
        line: list[Segment] = []
        for placed, cell in zip(self._placed, shown, strict=False):
            if line:
                line.append(Segment(" " * GAP, over or self._tones[Tone.PLAIN]))
            line += cells.segments(cell, placed.width, placed.column.right, self._tones, over)
        strip = Strip(line).adjust_cell_length(width, over or self._tones[Tone.PLAIN])
        return strip.simplify()  # fewer style changes, fewer bytes

    def _notice_line(self, line: int, width: int) -> Strip:
        text = self._notice[line] if 0 <= line < len(self._notice) else ""
        tone = Tone.PLAIN if line == 0 else Tone.DIM
        return Strip(cells.segments(((text, tone),), width, False, self._tones, None))

    def _titles(self) -> Strip:
        column, descending = self._sorted
        title = self.get_component_rich_style("table--title")
        accent = self.get_component_rich_style("table--sorted")
        line: list[Segment] = []
        for placed in self._placed:
            is_sorted = placed.column.key == column
            text = placed.column.title
            if is_sorted:
                mark = glyph("descending" if descending else "ascending")
                text = cells.cut(text, placed.width - 1) + mark
            if line:
                line.append(Segment(" " * GAP, title))
            line += cells.segments(
                ((text, Tone.PLAIN),),
                placed.width,
                placed.column.right,
                {Tone.PLAIN: title},
                accent if is_sorted else None,
            )
        return Strip(line)

    @property
    def _tones(self) -> dict[Tone, Style]:
        if not self._known_tones:
            for tone in Tone:
                self._known_tones[tone] = self.get_component_rich_style(f"table--{tone}")
        return self._known_tones

    @property
    def _cursor_style(self) -> Style:
        return self.get_component_rich_style("table--cursor")

    def notify_style_update(self) -> None:
        """The theme or the focus changed."""
        super().notify_style_update()
        self._known_tones.clear()

    # Keys and mouse

    def on_mount(self) -> None:
        self.set_interval(_TICK, self._tick)
        self._fetch()

    def on_resize(self, event: events.Resize) -> None:
        placed = fit(self._columns, self.scrollable_content_region.width)
        if placed != self._placed:
            self._placed = placed
            self.refresh()
            self.post_message(self.Updated())
        self._keep_in_sight()
        self._fetch()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self._fetch()

    def action_move(self, rows: int) -> None:
        """Move the cursor."""
        self.move_to(self._cursor + rows)

    def action_move_pages(self, pages: float) -> None:
        """Move the cursor by screenfuls."""
        self.move_to(self._cursor + round(pages * self._height))

    def action_move_to_end(self, last: bool) -> None:
        """Move the cursor to the first or last row."""
        self.move_to((self._feed.count or 0) - 1 if last else 0)

    def move_to(self, place: int) -> None:
        """Put the cursor on a row."""
        place = max(0, min(place, (self._feed.count or 0) - 1))
        if place == self._cursor:
            return
        for line in (self._cursor, place):
            self.refresh(Region(0, line - self.scroll_offset.y + 1, self.size.width, 1))
        self._cursor, self._cursor_key = place, None
        self._keep_in_sight()
        self._note_cursor()

    def on_click(self, event: events.Click) -> None:
        if event.y == 0:
            for placed in self._placed:
                if placed.x <= event.x < placed.x + placed.width + GAP:
                    self.post_message(self.TitleClicked(placed.column.key))
            return
        place = self.scroll_offset.y + event.y - 1
        if place < (self._feed.count or 0):
            self.move_to(place)
            if event.chain == 2:
                self.post_message(self.Opened())

    def _keep_in_sight(self) -> None:
        top = self.scroll_offset.y
        if self._cursor < top:
            self._scroll_rows(self._cursor)
        elif self._cursor >= top + self._height:
            self._scroll_rows(self._cursor - self._height + 1)

    def _scroll_rows(self, top: int) -> None:
        self.scroll_to(y=max(0, top), animate=False, force=True, immediate=True)
