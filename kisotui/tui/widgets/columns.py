"""Columns of a table: which fit, and how wide each is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

GAP = 1  # cells between two columns


class Column(NamedTuple):
    """A column of a table, ``width`` cells wide.

    ``most``: how wide it may grow where there is room; ``eager``: before all others.
    ``least``: how narrow it may get where even the columns that always stay have none.
    ``rank``: 0 always stays, the highest goes first. ``beyond``: only in tables at least so wide,
    so that others grow first.
    """

    key: str
    title: str
    width: int
    most: int = 0
    least: int = 0
    rank: int = 0
    beyond: int = 0
    right: bool = False
    eager: bool = False


class Placed(NamedTuple):
    """A column where it stands."""

    column: Column
    x: int
    width: int


def fit(columns: Sequence[Column], available: int) -> tuple[Placed, ...]:
    """The columns for which there is room, in their order."""
    kept = [column for column in columns if available >= column.beyond]
    for column in sorted(kept, key=lambda column: -column.rank):
        if column.rank == 0 or _total(column.width for column in kept) <= available:
            break
        kept.remove(column)
    widths = [column.width for column in kept]
    spare = available - _total(widths)
    if spare < 0:
        limits = [column.least or column.width for column in kept]
        widths = _changed(widths, limits, spare, -1)
    else:
        eager = [column.most if column.eager else column.width for column in kept]
        widths = _changed(widths, eager, spare, 1)
        limits = [max(column.most, column.width) for column in kept]
        widths = _changed(widths, limits, available - _total(widths), 1)
    starts = [sum(widths[:at]) + GAP * at for at in range(len(kept))]
    return tuple(map(Placed, kept, starts, widths))


def _changed(widths: list[int], limits: list[int], spare: int, step: int) -> list[int]:
    """The widths with what is to spare dealt out, a cell to each in turn."""
    widths = list(widths)
    while spare:
        open_ = [at for at, limit in enumerate(limits) if widths[at] != limit]
        if not open_:
            break
        for at in open_:
            if spare:
                widths[at] += step
                spare -= step
    return widths


def _total(widths: Iterable[int]) -> int:
    each = list(widths)
    return sum(each) + GAP * (len(each) - 1)
