"""What is seen of the marks on the list, and what can be done with what is marked."""

from __future__ import annotations

import asyncio
from time import monotonic
from typing import Final

from textual import work

from kisotui.domain.failures import Problem
from kisotui.domain.marks import Marked
from kisotui.domain.offers import Subject
from kisotui.domain.views import View
from kisotui.locale import t
from kisotui.tui.going_to_failed import GoingToFailed
from kisotui.tui.lifetime import is_leaving
from kisotui.tui.marks import Marks
from kisotui.tui.messages import StoreChanged

_PAUSE: Final = 0.3  # seconds in which more may be marked, before the marks are looked at
_REST: Final = 4  # times as long as a look at the marks took, until the next one


class SeenMarks(GoingToFailed):
    """A list that says what is marked, and follows what becomes of it."""

    def __init__(self, view: View) -> None:
        super().__init__(view)
        self._marked = Marked()
        self._looking = False
        self._outdated = False

    @property
    def _marks(self) -> Marks:
        return self._table.marks

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

    @work(group="marks")
    async def _look_on(self) -> None:
        from kisotui.service.marks import look

        marks = self._marks  # at the end of the program the table is gone before we are
        self._looking = True
        try:
            while self._outdated and len(marks):
                await asyncio.sleep(_PAUSE)
                self._outdated, began = False, monotonic()
                looked = await self.app.backend.call(look, self.view.query, marks.keys)
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
