"""Tables as lines of text: the columns below each other, whatever the script. Pure.

Text from outside is made safe for the terminal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from kisotui.domain.text import visible
from kisotui.locale import t

T = TypeVar("T")


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
    rows = [[t(column.heading) for column in columns]]
    rows += [[visible(column.cell(item)) for column in columns] for item in items]
    return _aligned(rows, [(column.least, column.right) for column in columns])


def details_lines(columns: Sequence[Column[T]], item: T) -> list[str]:
    """One line for each column of the item, behind its heading."""
    rows = [[t(column.heading), visible(column.cell(item))] for column in columns]
    return _aligned(rows, [(0, False), (0, False)])


def _aligned(rows: Sequence[Sequence[str]], forms: Sequence[tuple[int, bool]]) -> list[str]:
    """``forms``: of each column, how wide it is at least, and whether it is aligned at the end."""
    from wcwidth import wcswidth

    widths = [
        max(least, *(wcswidth(cell) for cell in column))
        for column, (least, _) in zip(zip(*rows, strict=True), forms, strict=True)
    ]
    found = []
    for row in rows:
        cells = []
        for cell, width, (_, at_end) in zip(row, widths, forms, strict=True):
            space = " " * (width - wcswidth(cell))
            cells.append(f"{space}{cell}" if at_end else f"{cell}{space}")
        found.append("  ".join(cells).rstrip())
    return found
