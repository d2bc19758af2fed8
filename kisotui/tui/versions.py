"""The rows of the version table: from the service to the table's cells."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len

from kisotui.domain.states import Phase
from kisotui.domain.views import Version, VersionQuery
from kisotui.locale import format as fmt
from kisotui.locale import t
from kisotui.tui import render
from kisotui.tui.backend import Backend
from kisotui.tui.keys import written_of
from kisotui.tui.version_columns import CELLS
from kisotui.tui.widgets.cells import joined
from kisotui.tui.widgets.columns import Column
from kisotui.tui.widgets.feed import Window

if TYPE_CHECKING:
    from kisotui.service.context import Context


def columns() -> tuple[Column, ...]:
    """The console's columns in the console's order, then ours."""

    def column(key: str, width: int, **how: Any) -> Column:
        title = t(f"screen.column.{key}")
        return Column(key, title, max(width, cell_len(title)), **how)

    return (
        column("name", 14, most=32),
        column("state", 10),
        column("semanticversion", 8),
        column("isostate", 12),
        column("mincpunumber", 7, rank=4, right=True),
        column("minmemory", 8, rank=5, right=True),
        column("arch", 7, rank=2),
        column("zonename", 9, most=24, rank=3),
        column("size", 9, rank=1, right=True),
        column("progress", 21, most=40, least=10),
        column("created", 23, rank=6, beyond=160),
    )


class VersionSource:
    """The versions that a query asks for."""

    def __init__(
        self, backend: Backend, query: VersionQuery, clock: Callable[[], datetime]
    ) -> None:
        self._backend = backend
        self._query = query
        self._clock = clock
        self.total = 0
        """How many there are without the filter, when the rows were last fetched."""

    async def window(self, offset: int, limit: int) -> Window[Version]:
        """The rows from a place on, how many they are, how many there are without the filter."""
        self.total, window = await self._backend.call(_window, self._query, offset, limit)
        return window

    async def position(self, key: str) -> int | None:
        """The place of a version."""
        from kisotui.service import versions

        return await self._backend.call(versions.position, self._query, key)

    def key(self, row: Version) -> str:
        """The version's id."""
        return row.id

    def cell(self, row: Version, column: str, width: int) -> render.Cell:
        """What a column shows of a version."""
        if column == "progress":
            return joined(render.progress(row, self._clock()), width)
        return _CELLS[column](row)

    def ticks(self, row: Version) -> bool:
        """Whether it counts down to the next attempt."""
        return row.phase is Phase.WAITING


_DESCENDING = frozenset({"semanticversion", "size", "progress", "created"})


def descends(column: str) -> bool:
    """Whether a column is sorted from the largest on when it is chosen."""
    return column in _DESCENDING


def filter_words(query: VersionQuery, zone_name: str) -> str:
    """The filter as the title shows it."""
    words = [" ".join(query.text.split()), zone_name if query.zone else ""]
    words += [f">={query.minimum}" if query.minimum else "", query.arch or ""]
    return " ".join(word for word in words if word)


def notice(count: int | None, total: int | None, writable: bool) -> tuple[str, ...]:
    """What stands in place of rows where there are none, and what to do about it."""
    if count is None or total is None:
        return (t("screen.list.opening"),)
    if count:
        return ()
    if total:
        clear = t("screen.list.no-match.next", key=written_of("list.clear"))
        return (t("screen.list.no-match", total=total), clear)
    if not writable:
        return (t("screen.list.empty"),)
    add, file = written_of("version.add"), written_of("version.add-file")
    return (t("screen.list.empty"), t("screen.list.empty.next", add=add, file=file))


def _window(
    context: Context, query: VersionQuery, offset: int, limit: int
) -> tuple[int, Window[Version]]:
    from kisotui.service import versions

    count = versions.count(context, query)
    rows = versions.page(context, query, offset, limit)
    total = versions.total(context) if filter_words(query, "-") else count
    return total, Window(count, rows)
