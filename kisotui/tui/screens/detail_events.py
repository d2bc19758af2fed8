"""The second tab: what happened to a version, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical

from kisotui.domain.detail_views import Event, EventQuery
from kisotui.domain.failures import Problem
from kisotui.domain.states import Level
from kisotui.locale import t
from kisotui.tui.keys import written_of
from kisotui.tui.lifetime import is_leaving
from kisotui.tui.screens.detail_event_lines import event_lines, head
from kisotui.tui.widgets.lines import Line, Lines

if TYPE_CHECKING:
    from kisotui.tui.app import KisoApp

PAGE: Final = 100
_CHOICES: Final = {
    "all": frozenset(Level),
    "warn": frozenset({Level.WARN, Level.ERROR}),
    "error": frozenset({Level.ERROR}),
}


class EventLog:
    """The events that are known: from the newest one down to some older one."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.complete = False
        """Whether there is none older than the last."""

    def add_newest(self, page: Sequence[Event]) -> int:
        """The newest ones, known or not; how many new ones stand above what was known."""
        if not self.events or not page or page[-1].id > self.events[0].id:
            self.events = list(page)
            self.complete = len(page) < PAGE
            return 0
        fresh = [event for event in page if event.id > self.events[0].id]
        self.events[:0] = fresh
        return len(fresh)

    def add_older(self, before: int, page: Sequence[Event]) -> None:
        """Those before an event; of no use if that is not the last one known any more."""
        if self.events and self.events[-1].id == before:
            self.events += page
            self.complete = len(page) < PAGE


class EventsPane(Vertical):
    """The events of the levels that were chosen; older ones come when they are scrolled to."""

    app: KisoApp

    def __init__(self, version: str, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._version = version
        self._choice = "all"
        self._log = EventLog()
        self._trouble = ""  # the last fetch of older ones failed with it

    def compose(self) -> ComposeResult:
        yield Line(id="head")
        yield Lines(id="log")

    @property
    def newest(self) -> EventQuery:
        """What to ask for to be up to date."""
        return EventQuery(self._version, _CHOICES[self._choice], limit=PAGE)

    def take(self, query: EventQuery, page: Sequence[Event]) -> None:
        """The answer to ``newest``, as it was when it was asked."""
        if query == self.newest:
            self._show(hold=self._log.add_newest(page) > 0)

    def choose_next_levels(self) -> None:
        """From all events to warnings and errors, to errors only, and back."""
        choices = list(_CHOICES)
        self._choice = choices[(choices.index(self._choice) + 1) % len(choices)]
        self._log = EventLog()

    def on_resize(self) -> None:
        self._show_head()

    def on_lines_bottom(self) -> None:
        if self._log.events and not self._log.complete:
            self._fetch_older(self._log)

    @work(exclusive=True)
    async def _fetch_older(self, log: EventLog) -> None:
        from kisotui.service import events

        levels, before = _CHOICES[self._choice], log.events[-1].id
        query = EventQuery(self._version, levels, before=before, limit=PAGE)
        try:
            log.add_older(before, await self.app.backend.call(events.page, query))
        except Problem as problem:
            if problem.code != self._trouble:
                self.app.report(problem)
            self._trouble = problem.code
        else:
            self._trouble = ""
        if not is_leaving(self.screen):
            self._show(hold=False)

    def _show(self, *, hold: bool) -> None:
        log = self._log
        lines = self.query_one("#log", Lines)
        lines.show(lambda width: event_lines(log.events, log.complete, width), hold=hold)
        self._show_head()

    def _show_head(self) -> None:
        key = written_of("detail.levels")
        levels = f"{key}: {t(f'screen.detail.levels.{self._choice}')}"
        self.query_one("#head", Line).show(head(self.size.width, levels, self.app.clock()))
