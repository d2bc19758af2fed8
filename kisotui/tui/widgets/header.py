"""The first line: which program, where in it, which store, who."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from kisotui.domain.text import visible
from kisotui.locale import t
from kisotui.tui.glyphs import glyph
from kisotui.tui.widgets.cells import cut

if TYPE_CHECKING:
    from kisotui.service.context import Context
    from kisotui.tui.app import KisoApp

PROGRAM = "kisotui"
_GAP = "  "


class Header(Widget):
    """Where you are on the left, the store and who you are on the right; and whether you may only
    look."""

    app: KisoApp

    def __init__(self, *path: str) -> None:
        super().__init__()
        self._path = tuple(visible(part) for part in path)
        self._store = ""
        self._who = ""

    def on_mount(self) -> None:
        if self.app.backend.is_open:  # a key may be faster than the store
            self.set_context(self.app.backend.context)

    def set_context(self, context: Context) -> None:
        """Say which store is open, and who opened it."""
        self._store = visible(context.store.name)
        self._who = visible(f"{context.actor.username}@{context.actor.origin}")
        self.refresh()

    def render(self) -> Content:
        width = self.size.width
        only = t("screen.read-only") if self.app.refusal is not None else ""
        parts = [Content.styled(PROGRAM, "bold $accent")]
        parts += [Content.styled(only, "bold $warning")] if only else []
        known = Content(_GAP).join([*parts, Content()])
        place = cut(f" {glyph('into')} ".join(self._path), width - known.cell_length)
        left = known + Content(place)
        room = width - left.cell_length - cell_len(self._who) - 2 * len(_GAP)
        store = _cut_front(self._store, room) if room >= 8 else ""
        right = f"{store}{_GAP}{self._who}" if store else self._who
        gap = width - left.cell_length - cell_len(right)
        return left + Content.assemble(" " * gap, (right, "dim")) if gap >= len(_GAP) else left


def _cut_front(text: str, width: int) -> str:
    """The end of a path tells more than its beginning."""
    if cell_len(text) <= width:
        return text
    while cell_len(text) > width - 1:
        text = text[1:]
    return glyph("cut") + text
