"""What the list shows: which versions, in which order, in which columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from textual import on, work

from kisotui.domain import saved_views
from kisotui.domain.failures import Problem
from kisotui.domain.offers import Subject
from kisotui.domain.views import Version, VersionQuery, View
from kisotui.locale import t
from kisotui.tui.keys import written_of
from kisotui.tui.lifetime import is_leaving
from kisotui.tui.version_actions import VersionActions
from kisotui.tui.version_columns import chosen, title
from kisotui.tui.versions import VersionSource, notice
from kisotui.tui.view_words import arrow, filter_words
from kisotui.tui.widgets.footer import Footer
from kisotui.tui.widgets.table import WindowTable
from kisotui.tui.widgets.title import Facts, Title


class ListView(VersionActions):
    """A screen with the table of versions, which shows a view."""

    def __init__(self, view: View) -> None:
        super().__init__()
        self.view = view
        self._source: VersionSource | None = None
        self._restored = False  # nobody chose today what is shown
        self._doing = ""

    @property
    def _table(self) -> WindowTable[Version]:
        return self.query_one("#versions", WindowTable)

    def show_restored(self) -> None:
        """Show what was shown when the console was last left."""
        self.show_view(self.view, restored=True)
        if self.view.query.zone is not None:
            self.apply(self.view)

    @work
    async def apply(self, view: View) -> None:
        """Show a view that was kept, with its zone as this store knows it."""
        from kisotui.service import zones

        with self.problems_told():
            try:
                settled = saved_views.settled(view, await self.app.backend.call(zones.all_zones))
            except Problem as problem:
                if problem.code != "zone-not-found":
                    raise
                self.app.report(problem)
                settled = replace(view, query=replace(view.query, zone=None), zonename="")
            if settled != self.view:
                self.show_view(settled, restored=self._restored and view == self.view)

    def show_view(self, view: View, *, keep: bool = False, restored: bool = False) -> None:
        """Show this; ``keep`` the cursor on its row. ``restored``: it is that of last time."""
        if view.columns != self.view.columns:
            self._table.set_columns(chosen(view.columns))
        self.view, self._restored = view, restored
        self.app.memory.note(view)
        self._source = VersionSource(self.app.backend, view.query, self.app.clock)
        self._table.show(self._source, view.query.sort, view.query.descending, keep=keep)

    def _show(self, query: VersionQuery, *, keep: bool = False) -> None:
        self.show_view(replace(self.view, query=query), keep=keep)

    def subject(self) -> Subject:
        """What actions would act on."""
        raise NotImplementedError

    def marked_words(self) -> str:
        """How many are marked."""
        raise NotImplementedError

    def show_doing(self, words: str) -> None:
        if words != self._doing and not is_leaving(self):
            self._doing = words
            self.show_facts()

    @on(WindowTable.Updated)
    def show_facts(self) -> None:
        """Say what is listed, and what can be done."""
        table, view = self._table, self.view
        total = self._source.total if self._source else None
        words = filter_words(view.query, view.zonename)
        self.query_one(Footer).set_subject(self.subject())
        hints, marked = (*self._hints(),), self.marked_words()
        self.query_one(Title).facts = Facts(words, table.count, total, hints, marked)
        table.set_notice(*notice(table.count, total, self.app.refusal is None))

    def _hints(self) -> Iterator[str]:
        if self._doing:
            yield self._doing
        total = self._source.total if self._source else 0
        if self._restored and (self._table.count or 0) < total:
            yield t("screen.list.restored", key=written_of("list.clear"))
        query = self.view.query
        if not self._table.shows(query.sort):
            yield t("screen.list.by", column=title(query.sort), arrow=arrow(query))
        if self._table.dropped:
            yield t("screen.list.columns", count=self._table.dropped)
