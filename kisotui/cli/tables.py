"""Tables as lines of text: the columns below each other, whatever the script. Pure.

Text from outside is made safe for the terminal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, zip_longest
from typing import Final, Generic, TypeVar

from kisotui.cli import terminal
from kisotui.domain.text import visible
from kisotui.locale import t

T = TypeVar("T")
_GAP: Final = "  "


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """A column of a table. ``heading``: a message's id. ``right``: numbers, aligned at the end.
    ``least``: cells that it takes up at least, so that changing numbers move nothing."""

    heading: str
    cell: Callable[[T], str]
    right: bool = False
    least: int = 0


def table_lines(columns: Sequence[Column[T]], items: Iterable[T]) -> list[str]:
    """One line for each item, under headings."""
    rows = _rows(columns, items)
    widths = _widths(columns, rows)
    return [_line(columns, widths, row) for row in rows]


def fitting(
    columns: Sequence[Column[T]], items: Iterable[T], room: int | None
) -> Sequence[Column[T]]:
    """Those of the columns, from the first one on, that a table of the items has room for; at least
    one. ``room``: columns of the terminal; None: no end of it."""
    if room is None:
        return columns
    widths = _widths(columns, _rows(columns, items))
    ends = accumulate(width + len(_GAP) for width in widths)
    return columns[: max(1, sum(end - len(_GAP) <= room for end in ends))]


def details_lines(columns: Sequence[Column[T]], item: T, room: int | None = None) -> list[str]:
    """A line for each column of the item, behind its heading. What is too long for the room goes on
    below."""
    rows = [(t(column.heading), visible(column.cell(item))) for column in columns]
    indent = max(terminal.width(heading) for heading, _ in rows) + len(_GAP)
    lines = []
    for heading, value in rows:
        pieces = [value] if room is None else terminal.wrapped(value, room - indent)
        for front, piece in zip_longest([heading], pieces, fillvalue=""):
            space = " " * (indent - terminal.width(front))
            lines.append(f"{front}{space}{piece}".rstrip())
    return lines


def _rows(columns: Sequence[Column[T]], items: Iterable[T]) -> list[list[str]]:
    headings = [t(column.heading) for column in columns]
    return [headings, *([visible(column.cell(item)) for column in columns] for item in items)]


def _widths(columns: Sequence[Column[T]], rows: Sequence[Sequence[str]]) -> list[int]:
    return [
        max(column.least, *map(terminal.width, cells))
        for column, cells in zip(columns, zip(*rows, strict=True), strict=True)
    ]


def _line(columns: Sequence[Column[T]], widths: Sequence[int], row: Sequence[str]) -> str:
    cells = []
    for column, width, cell in zip(columns, widths, row, strict=True):
        space = " " * (width - terminal.width(cell))
        cells.append(f"{space}{cell}" if column.right else f"{cell}{space}")
    return _GAP.join(cells).rstrip()
