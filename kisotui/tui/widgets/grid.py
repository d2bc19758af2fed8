"""Rows of cells under a line of titles, painted line by line; only what differs is painted again.

Which rows there are, the one that inherits from it knows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.scroll_view import ScrollView
from textual.strip import Strip

from kisotui.tui.glyphs import glyph
from kisotui.tui.render import Cell, Tone
from kisotui.tui.widgets import cells
from kisotui.tui.widgets.columns import GAP, Column, Placed, fit

Line = tuple[tuple[Cell, ...], bool]
"""The cells of a row, and whether the cursor is on it."""
_NOTHING: Line = ((), False)


class Grid(ScrollView):
    """What a table looks like."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "table--title",
        "table--sorted",
        "table--column",
        "table--cursor",
        *(f"table--{tone}" for tone in Tone),
    }

    def __init__(self, columns: Sequence[Column], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._columns = columns
        self._placed: tuple[Placed, ...] = ()
        self._sorted = ("", False)
        self._notice: tuple[str, ...] = ()
        self._painted: dict[int, Line] = {}
        self._known_tones: dict[Tone, Style] = {}

    def line_at(self, place: int, placed: tuple[Placed, ...]) -> Line:
        """What a row shows in these columns; no cells where there is no row."""
        raise NotImplementedError

    @property
    def is_empty(self) -> bool:
        """Whether there is no row at all."""
        raise NotImplementedError

    @property
    def column(self) -> str | None:
        """The column under the cursor, if there is a cursor."""
        return None

    @property
    def dropped(self) -> int:
        """How many columns there is no room for."""
        return len(self._columns) - len(self._placed)

    def shows(self, column: str) -> bool:
        """Whether there is room for a column."""
        return any(placed.column.key == column for placed in self._placed)

    def set_notice(self, *lines: str) -> None:
        """What stands in place of the rows while there are none."""
        if lines != self._notice:
            self._notice = lines
            if self.is_empty:
                self.refresh()

    # Lines of the terminal: the titles are on line 0, the rows below them

    @property
    def page(self) -> int:
        """How many rows there is room for."""
        return max(1, self.scrollable_content_region.height - 1)

    @property
    def seen(self) -> range:
        """The places of the rows that are in view, if there are so many."""
        return range(self.scroll_offset.y, self.scroll_offset.y + self.page)

    def column_at(self, x: int) -> str | None:
        """The column that a cell of the terminal belongs to."""
        for placed in self._placed:
            if placed.x <= x < placed.x + placed.width + GAP:
                return placed.column.key
        return None

    def place_columns(self) -> bool:
        """Fit the columns into the width; whether that changed anything."""
        placed = fit(self._columns, self.scrollable_content_region.width)
        if placed == self._placed:
            return False
        self._placed = placed
        return True

    # Painting

    def repaint(self) -> None:
        """Paint the cells that are not what they should be."""
        for y, place in enumerate(self.seen, 1):
            (now, under_cursor), (before, was) = self._line(place), self._painted.get(y, _NOTHING)
            if under_cursor != was or len(now) != len(before):
                self.refresh(Region(0, y, self.size.width, 1))
                continue
            pairs = zip(self._placed, now, before, strict=False)
            differ = [placed for placed, cell, painted in pairs if cell != painted]
            if differ:
                end = differ[-1].x + differ[-1].width
                self.refresh(Region(differ[0].x, y, end - differ[0].x, 1))

    def repaint_titles(self) -> None:
        """Paint the line of titles."""
        self.refresh(Region(0, 0, self.size.width, 1))

    def repaint_row(self, place: int) -> None:
        """Paint a whole row."""
        self.refresh(Region(0, place - self.scroll_offset.y + 1, self.size.width, 1))

    def render_lines(self, crop: Region) -> list[Strip]:
        """Lines of the terminal, in columns for the width that there is: the grid is drawn before
        it is told of its size."""
        if self.place_columns() and crop.size != self.size:
            self.refresh()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """A line of the terminal."""
        if y == 0:
            return self._strip(self._titles())
        if self.is_empty:
            return self._strip(self._notice_line(y - 2))
        self._painted[y] = shown, under_cursor = self._line(self.scroll_offset.y + y - 1)
        over = self.get_component_rich_style("table--cursor") if under_cursor else None
        return self._strip(self._joined(shown, self._tones, over), over)

    def _line(self, place: int) -> Line:
        return self.line_at(place, self._placed)

    def _strip(self, line: list[Segment], over: Style | None = None) -> Strip:
        width = self.scrollable_content_region.width
        strip = Strip(line).adjust_cell_length(width, over or self._tones[Tone.PLAIN])
        return strip.simplify()  # fewer style changes, fewer bytes

    def _joined(
        self, shown: Sequence[Cell], tones: Mapping[Tone, Style], over: Style | None
    ) -> list[Segment]:
        line: list[Segment] = []
        for placed, cell in zip(self._placed, shown, strict=False):
            if line:
                line.append(Segment(" " * GAP, over or tones[Tone.PLAIN]))
            line += cells.segments(cell, placed.width, placed.column.right, tones, over)
        return line

    def _notice_line(self, line: int) -> list[Segment]:
        text = self._notice[line] if 0 <= line < len(self._notice) else ""
        return [Segment(text, self._tones[Tone.DIM if line else Tone.PLAIN])]

    def _titles(self) -> list[Segment]:
        plain = self.get_component_rich_style("table--title")
        line: list[Segment] = []
        gap: list[Segment] = []
        for placed in self._placed:
            title, behind = self._title(placed)
            style = self._title_style(placed.column.key)
            styles = {Tone.PLAIN: plain, Tone.BUSY: style}
            cell: Cell = ((title, Tone.BUSY),)
            line += gap + cells.segments(cell, placed.width, placed.column.right, styles, None)
            gap = [Segment(behind.ljust(GAP), style if behind else plain)]
        return line

    def _title(self, placed: Placed) -> tuple[str, str]:
        """A title with the mark of its order, and what stands in the gap behind it: the mark, where
        the title has the room just for itself."""
        column, descending = self._sorted
        if placed.column.key != column:
            return placed.column.title, ""
        mark = glyph("descending" if descending else "ascending")
        if cell_len(placed.column.title) == placed.width and placed is not self._placed[-1]:
            return placed.column.title, mark
        return cells.cut(placed.column.title, placed.width - 1) + mark, ""

    def _title_style(self, column: str) -> Style:
        kind = "table--sorted" if column == self._sorted[0] else "table--title"
        style = self.get_component_rich_style(kind)
        if column != self.column:
            return style
        return style + self.get_component_rich_style("table--column", partial=True)

    @property
    def _tones(self) -> dict[Tone, Style]:
        if not self._known_tones:
            for tone in Tone:
                self._known_tones[tone] = self.get_component_rich_style(f"table--{tone}")
        return self._known_tones

    def notify_style_update(self) -> None:
        """The theme or the focus changed."""
        super().notify_style_update()
        self._known_tones.clear()
