"""Cells to what the terminal gets: cut and padded to whole columns, never parsed as markup."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style

from kisotui.tui.glyphs import glyph
from kisotui.tui.render import Cell, Tone


def width_of(cell: Cell) -> int:
    """How many terminal cells it takes up."""
    return sum(cell_len(text) for text, _ in cell)


def joined(pieces: Iterable[Cell], width: int) -> Cell:
    """As many of the pieces as there is room for, the first in any case."""
    shown: Cell = ()
    for piece in pieces:
        longer = (*shown, (" ", Tone.PLAIN), *piece) if shown else piece
        if shown and width_of(longer) > width:
            break
        shown = longer
    return shown


def cut(text: str, width: int) -> str:
    """The text, with a mark where it was too long."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1) + glyph("cut")


def padded(text: str, width: int, right: bool = False) -> str:
    """The text exactly so wide; ``right``: at the end of it."""
    shown = cut(text, width)
    gap = " " * (width - cell_len(shown))
    return gap + shown if right else shown + gap


def segments(
    cell: Cell, width: int, right: bool, styles: Mapping[Tone, Style], over: Style | None
) -> list[Segment]:
    """The cell exactly ``width`` wide; ``over`` is the one style of a row under the cursor."""
    shown: list[Segment] = []
    room = width
    for text, tone in cell:
        if room <= 0:
            break
        text = cut(text, room)
        room -= cell_len(text)
        shown.append(Segment(text, over or styles[tone]))
    if room > 0:
        blank = Segment(" " * room, over or styles[Tone.PLAIN])
        shown.insert(0 if right else len(shown), blank)
    return shown
