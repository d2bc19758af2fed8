"""The rows of the version table: from the service to the table's cells."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from kisotui.domain.states import Phase
from kisotui.domain.views import Version, VersionQuery
from kisotui.locale import t
from kisotui.tui import render
from kisotui.tui.backend import Backend
from kisotui.tui.keys import written_of
from kisotui.tui.version_columns import CELLS
from kisotui.tui.widgets.cells import joined
from kisotui.tui.widgets.feed import Window


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
        page = await self._backend.versions(self._query, offset, limit)
        self.total = page.total
        return Window(page.count, page.rows)

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
        return CELLS[column](row)

    def ticks(self, row: Version) -> bool:
        """Whether it counts down to the next attempt."""
        return row.phase is Phase.WAITING


_DESCENDING = frozenset({"semanticversion", "size", "progress", "created"})


def descends(column: str) -> bool:
    """Whether a column is sorted from the largest on when it is chosen."""
    return column in _DESCENDING


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
    ways = {"sources": "source.browse", "add": "version.add", "file": "version.add-file"}
    keys = {way: written_of(action) for way, action in ways.items()}
    return (t("screen.list.empty"), t("screen.list.empty.next", **keys))
