"""Marking versions of the list, whatever is done with them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual import work

from kisotui.domain.views import Version, VersionQuery, View
from kisotui.tui.marks_seen import SeenMarks
from kisotui.tui.typing_ahead import LEADING


class _Range(NamedTuple):
    """What a range spans. ``last``: None where the row under the cursor is not known yet."""

    query: VersionQuery
    first: str
    last: str | None
    cursor: int


class Marking(SeenMarks):
    """Carries out the actions of the registry about marks."""

    async def chosen(self) -> Sequence[Version]:
        """The marked versions, or else the one under the cursor."""
        from kisotui.service import marks

        with self.problems_told():
            await self._mark_range(self._take_range())
            if not len(self._marks):
                return await super().chosen()
            with self.under_way():
                return await self.app.backend.call(marks.rows, self._marks.keys)
        return ()

    async def chosen_ids(self) -> Sequence[str]:
        """Likewise."""
        with self.problems_told():
            await self._mark_range(self._take_range())
        return self._marks.keys or await super().chosen_ids()

    def versions_deleted(self, ids: Sequence[str]) -> None:
        """What is being deleted is marked no longer."""
        self._marks.drop(ids)
        self._show_marks()

    # Marking

    def action_list_mark(self) -> None:
        """Mark the version under the cursor, or no longer; or end the range."""
        table = self._table
        key, place = table.current_key, table.cursor
        if self._marks.anchor is not None:
            self.action_list_mark_range()
        elif key is not None:
            self._marks.toggle(key)
            table.repaint_row(place)
            table.action_move_down()
            if table.cursor == place:
                self.show_facts()
            self._look()

    def action_list_mark_range(self) -> None:
        """Begin a range, or mark what is in it."""
        taken = self._take_range()
        if taken is not None:
            self._end_range(taken)
        else:
            self._begin_range()

    def action_list_mark_up(self) -> None:
        """The range one row up."""
        self._begin_range()
        self._table.action_move_up()

    def action_list_mark_down(self) -> None:
        """The range one row down."""
        self._begin_range()
        self._table.action_move_down()

    @work(group=LEADING)
    async def action_list_mark_all(self) -> None:
        """Mark all that match the filter; where all are marked, none of them."""
        from kisotui.service import marks

        with self.problems_told(), self.under_way():
            every = await self.app.backend.call(marks.found, self.view.query)
            self._marks.end()
            self._marks.toggle_all(every)
            self._show_marks()

    def action_list_clear(self) -> None:
        """Drop the range, or else the marks, or else the filter."""
        if self._marks.clear():
            self._show_marks()
        else:
            super().action_list_clear()

    def show_view(self, view: View, *, keep: bool = False, restored: bool = False) -> None:
        """Show this; a range is marked as it was in the view before."""
        taken = self._take_range()
        super().show_view(view, keep=keep, restored=restored)
        if taken is not None:
            self._end_range(taken)
        self._look()

    def _begin_range(self) -> None:
        key = self._table.current_key
        if key is not None:
            self._marks.begin(self._table.cursor, key)
            self._show_marks()

    def _take_range(self) -> _Range | None:
        anchor, table = self._marks.end(), self._table
        if anchor is None:
            return None
        return _Range(self.view.query, anchor.key, table.current_key, table.cursor)

    @work(group=LEADING)
    async def _end_range(self, taken: _Range) -> None:
        with self.problems_told():
            await self._mark_range(taken)

    async def _mark_range(self, taken: _Range | None) -> None:
        from kisotui.service import marks, versions

        if taken is None:
            return
        call, last = self.app.backend.call, taken.last
        if last is None:
            there = await call(versions.page, taken.query, taken.cursor, 1)
            last = there[0].id if there else taken.first
        self._marks.add(await call(marks.between, taken.query, taken.first, last))
        self._show_marks()
