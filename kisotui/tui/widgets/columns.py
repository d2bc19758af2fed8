"""Columns of a table: which fit, and how wide each is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

GAP = 1  # cells between two columns


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table, ``width`` cells wide.

    ``most``: how wide it may grow where there is room. ``least``: how narrow it may get where
    even the columns that always stay have none. ``rank``: 0 always stays, the highest goes first.
    """

    key: str
    title: str
    width: int
    most: int = 0
    least: int = 0
    rank: int = 0
    right: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A column where it stands."""

    column: Column
    x: int
    width: int


def fit(columns: Sequence[Column], available: int) -> tuple[Placed, ...]:
    """The columns for which there is room, in their order."""
    kept = list(columns)
    for column in sorted(columns, key=lambda column: -column.rank):
        if column.rank == 0 or _total(column.width for column in kept) <= available:
            break
        kept.remove(column)
    widths = {column.key: column.width for column in kept}
    spare = available - _total(widths.values())
    for column in kept:
        limit = max(column.most, column.width) if spare > 0 else column.least or column.width
        change = min(spare, limit - column.width) if spare > 0 else max(spare, limit - column.width)
        widths[column.key] += change
        spare -= change
    placed, x = [], 0
    for column in kept:
        placed.append(Placed(column, x, widths[column.key]))
        x += widths[column.key] + GAP
    return tuple(placed)


def _total(widths: Iterable[int]) -> int:
    each = list(widths)
    return sum(each) + GAP * (len(each) - 1)
