"""The first line: which program, where in it, which store, who."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from kisotui.domain.text import visible
from kisotui.tui.glyphs import glyph
from kisotui.tui.widgets.cells import cut

PROGRAM = "kisotui"


class Header(Widget):
    """Where you are on the left, the store and who you are on the right."""

    def __init__(self, *path: str) -> None:
        super().__init__()
        self._path = tuple(visible(part) for part in path)
        self._store = ""
        self._who = ""

    def set_store(self, store: str, who: str) -> None:
        """Say which store is open, and who opened it."""
        self._store, self._who = visible(store), visible(who)
        self.refresh()

    def render(self) -> Content:
        width = self.size.width
        place = f" {glyph('into')} ".join(self._path)
        left = cut(f"{PROGRAM}  {place}", width)
        room = width - cell_len(left) - cell_len(self._who) - 4
        store = _cut_front(self._store, room) if room >= 8 else ""
        right = f"{store}  {self._who}" if store else self._who
        right = right if cell_len(left) + cell_len(right) + 2 <= width else ""
        gap = " " * (width - cell_len(left) - cell_len(right))
        return Content.assemble(
            (left[: len(PROGRAM)], "bold $accent"), left[len(PROGRAM) :], gap, (right, "dim")
        )


def _cut_front(text: str, width: int) -> str:
    """The end of a path tells more than its beginning."""
    if cell_len(text) <= width:
        return text
    while cell_len(text) > width - 1:
        text = text[1:]
    return glyph("cut") + text
