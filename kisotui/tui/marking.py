"""Marking versions of the list, whatever is done with them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from time import monotonic
from typing import Final, NamedTuple

from textual import work

from kisotui.domain.failures import Problem
from kisotui.domain.marks import Marked
from kisotui.domain.offers import Subject
from kisotui.domain.views import Version, VersionQuery, View
from kisotui.locale import t
from kisotui.tui.going_to_failed import GoingToFailed
from kisotui.tui.lifetime import is_leaving
from kisotui.tui.marks import Marks
from kisotui.tui.messages import StoreChanged
from kisotui.tui.typing_ahead import LEADING

_PAUSE: Final = 0.3  # seconds in which more may be marked, before the marks are looked at
_REST: Final = 4  # times as long as a look at the marks took, until the next one


class _Range(NamedTuple):
    """What a range spans. ``last``: None where the row under the cursor is not known yet."""

    query: VersionQuery
    first: str
    last: str | None
    cursor: int


class Marking(GoingToFailed):
    """Carries out the actions of the registry about marks."""

    def __init__(self, view: View) -> None:
        super().__init__(view)
        self._marked = Marked()
        self._looking = False
        self._outdated = False

    @property
    def _marks(self) -> Marks:
        return self._table.marks

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

    # What is seen of the marks

    def subject(self) -> Subject:
        """What actions would act on."""
        return Subject(self._table.current, self._marked.kinds if len(self._marks) else ())

    def marked_words(self) -> str:
        """How many are marked, also those that are out of view."""
        marks = self._marks
        counts = {
            "count": len(marks),
            "hidden": self._marked.hidden if len(marks) else 0,
            "range": len(marks.range_to(self._table.cursor)),
        }
        return ", ".join(t(f"screen.marks.{id_}", count=n) for id_, n in counts.items() if n)

    def on_store_changed(self, message: StoreChanged) -> None:
        self._look()

    def _show_marks(self) -> None:
        self._table.repaint()
        self.show_facts()
        self._look()

    def _look(self) -> None:
        """See which marked ones are gone or hidden, and what can be done with them."""
        self._outdated = True
        if len(self._marks) and not self._looking:
            self._look_on()

    @work(group="marks")  # not what a key may lead to: no key waits for it
    async def _look_on(self) -> None:
        from kisotui.service import marks

        self._looking = True
        try:
            while self._outdated and len(self._marks):
                await asyncio.sleep(_PAUSE)
                self._outdated, began = False, monotonic()
                looked = await self.app.backend.call(marks.look, self.view.query, self._marks.keys)
                if is_leaving(self):
                    return
                self._take(looked)
                await asyncio.sleep(_REST * (monotonic() - began))
        except Problem:
            pass  # the table is in the same trouble, and tells of it
        finally:
            self._looking = False

    def _take(self, looked: Marked) -> None:
        self._marks.drop(looked.gone)
        if looked != self._marked:
            self._marked = looked
            self.show_facts()
