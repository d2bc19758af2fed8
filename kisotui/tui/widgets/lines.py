"""Lines of text that scroll: what the panes of the detail screen are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import zip_longest
from typing import ClassVar, Final

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

from kisotui.domain.actions import Place
from kisotui.tui.keys import moves, remap
from kisotui.tui.render import Cell, Tone

_STYLES: Final = {
    Tone.PLAIN: "",
    Tone.DIM: "dim",
    Tone.GOOD: "$success",
    Tone.BUSY: "$accent",
    Tone.WARN: "$warning",
    Tone.BAD: "$error",
}

Writer = Callable[[int], Sequence[Content]]
"""Writes the lines for so many columns."""


def text(*pieces: tuple[str, Tone]) -> Content:
    """Pieces of text after one another. Never parsed as markup."""
    return Content.assemble(*((piece, _STYLES[tone]) for piece, tone in pieces))


def cell(pieces: Cell) -> Content:
    """As ``text``, of what the render file gives."""
    return text(*pieces)


def indented(content: Content, width: int, first: Content, indent: int) -> list[Content]:
    """Wrapped to so many columns, ``first`` before the first line, blanks before the others."""
    wrapped = content.wrap(max(8, width - indent)) or [Content("")]
    return [
        (first.pad_right(indent - first.cell_length) if not at else Content(" " * indent)) + part
        for at, part in enumerate(wrapped)
    ]


class Line(Widget):
    """One line of text. Where it changes, nothing else is painted again."""

    DEFAULT_CSS = "Line { height: 1; width: 100%; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.content = Content()

    def show(self, content: Content) -> None:
        """Show this from now on."""
        if not content.is_same(self.content):
            self.content = content
            self.refresh()

    def render(self) -> Content:
        return self.content


class Lines(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows lines; paints those again that changed, and none that is out of view."""

    DEFAULT_CSS = """
    Lines {
        height: 1fr;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-gutter: stable;
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = moves(Place.DETAIL)

    class Bottom(Message):
        """The end of the lines came near."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        remap(self)
        self._write: Writer = lambda width: ()
        self._lines: list[Content] = []
        self._laid_out = 0  # columns

    def show(self, write: Writer, *, hold: bool = False) -> None:
        """Show these lines. ``hold``: what is in view stays in view when lines come on top."""
        self._write = write
        before = len(self._lines)
        self._lay_out()
        if hold and self.scroll_offset.y:
            self.scroll_to(y=self.scroll_offset.y + len(self._lines) - before, animate=False)

    def find(self, words: str, *, again: bool = False) -> None:
        """Scroll to the next line that holds these words; ``again``: after the top one."""
        wanted = words.casefold()
        begin = self.scroll_offset.y + again
        around = [*range(begin, len(self._lines)), *range(min(begin, len(self._lines)))]
        for at in around if wanted else ():
            if wanted in self._lines[at].plain.casefold():
                self.scroll_to(y=at, animate=False)
                return

    def on_resize(self, event: events.Resize) -> None:
        if self.scrollable_content_region.width != self._laid_out:
            self._lay_out()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if new_value > old_value and self.max_scroll_y - new_value < self.size.height:
            self.post_message(self.Bottom())

    # Keys

    def action_move_up(self) -> None:
        """One line up."""
        self._scroll_by(-1)

    def action_move_down(self) -> None:
        """One line down."""
        self._scroll_by(1)

    def action_move_page_up(self) -> None:
        """A page up."""
        self._scroll_by(-self.size.height)

    def action_move_page_down(self) -> None:
        """A page down."""
        self._scroll_by(self.size.height)

    def action_move_half_up(self) -> None:
        """Half a page up."""
        self._scroll_by(-(self.size.height // 2))

    def action_move_half_down(self) -> None:
        """Half a page down."""
        self._scroll_by(self.size.height // 2)

    def action_move_first(self) -> None:
        """To the first line."""
        self.scroll_to(y=0, animate=False)

    def action_move_last(self) -> None:
        """To the last line."""
        self.scroll_to(y=self.max_scroll_y, animate=False)

    def _scroll_by(self, lines: int) -> None:
        self.scroll_to(y=self.scroll_offset.y + lines, animate=False)

    # Painting

    def render_line(self, y: int) -> Strip:
        at = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        if at >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        strips = Visual.to_strips(self, self._lines[at], width, 1, self.visual_style, pad=True)
        return strips[0] if strips else Strip.blank(width, self.rich_style)

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        if width <= 0:  # not in sight: when it is, what it showed before is of no use
            self._laid_out = 0
            return
        before, self._lines = self._lines, list(self._write(width))
        self._laid_out = width
        if len(before) != len(self._lines):
            self.virtual_size = Size(width, len(self._lines))
        for at in _changed(before, self._lines):
            self.refresh_line(at)


def _changed(before: Iterable[Content], after: Iterable[Content]) -> Iterable[int]:
    for at, (old, new) in enumerate(zip_longest(before, after)):
        if old is None or new is None or not old.is_same(new):
            yield at
