"""Facts, a label and a value each, as lines: the labels in one column, the values in another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from rich.cells import cell_len
from textual.content import Content

from kisotui.tui.render import Cell
from kisotui.tui.widgets.lines import cell

Fact = tuple[str, Cell]

_GAP = 2
_NARROWEST = 12  # cells for the values, whatever the labels take


def label_width(rows: Iterable[Fact]) -> int:
    """The cells that the widest label takes up."""
    return max((cell_len(label) for label, _ in rows), default=0)


def facts(rows: Sequence[Fact], width: int, labels: int = 0) -> list[Content]:
    """The facts below one another; a value that is too long goes on below itself.

    ``labels``: cells for labels, where values are to line up with those of other blocks.
    """
    column = (labels or label_width(rows)) + _GAP
    room = max(_NARROWEST, width - column)
    lines = []
    for label, value in rows:
        first, *rest = cell(value).wrap(room) or [Content()]
        lines.append(Content.styled(label, "dim").pad_right(column - cell_len(label)) + first)
        lines += [line.pad_left(column) for line in rest]
    return lines


def beside(left: Sequence[Content], right: Sequence[Content], width: int) -> list[Content]:
    """Two blocks of lines beside each other, the left one so many cells wide."""
    return [
        (one or Content()).pad_right(width - (one.cell_length if one else 0)) + (other or Content())
        for one, other in zip_longest(left, right)
    ]
