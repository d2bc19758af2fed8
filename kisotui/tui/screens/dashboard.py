"""The list of Kubernetes versions: Image > Kubernetes ISO."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType

from kisotui.domain.actions import Place
from kisotui.domain.views import Version, VersionQuery
from kisotui.locale import t
from kisotui.tui.keys import bindings
from kisotui.tui.messages import StoreChanged, StoreOpened
from kisotui.tui.version_actions import VersionActions
from kisotui.tui.versions import VersionSource, columns, descends, filter_words, notice
from kisotui.tui.widgets.filter import FilterLine
from kisotui.tui.widgets.footer import Footer
from kisotui.tui.widgets.header import Header
from kisotui.tui.widgets.table import WindowTable
from kisotui.tui.widgets.title import Facts, Title


class Dashboard(VersionActions):
    """A table of versions, with what is going on with each."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.LIST)

    def __init__(self) -> None:
        super().__init__()
        self._query = VersionQuery()
        self._zone_name = ""
        self._source: VersionSource | None = None

    def compose(self) -> ComposeResult:
        yield Header(t("screen.image"), t("screen.title"))
        yield Title(t("screen.title"))
        yield WindowTable[Version](columns(), id="versions")
        yield FilterLine()
        yield Footer(Place.LIST)

    @property
    def _table(self) -> WindowTable[Version]:
        return self.query_one("#versions", WindowTable)

    def current_version(self) -> Version | None:
        """The version under the cursor."""
        return self._table.current

    def shows(self, version: str) -> bool:
        """Whether its row is in view."""
        return self._table.is_in_view(version)

    def version_added(self, version: Version) -> None:
        """The cursor goes to what was just added, unless the filter hides it."""
        self._table.follow(version.id)

    # What the store says

    def on_store_opened(self, message: StoreOpened) -> None:
        self.query_one(Header).set_context(self.app.backend.context)
        self._show(self._query)

    def on_store_changed(self, message: StoreChanged) -> None:
        self._table.reload()

    # What the table shows

    def _show(self, query: VersionQuery, *, keep: bool = False) -> None:
        self._query = query
        self._source = VersionSource(self.app.backend, query, self.app.clock)
        self._table.show(self._source, query.sort, query.descending, keep=keep)

    @on(WindowTable.Updated)
    def _updated(self) -> None:
        table, query = self._table, self._query
        total = self._source.total if self._source else None
        words = filter_words(query, self._zone_name)
        self.query_one(Footer).set_version(table.current)
        self.query_one(Title).facts = Facts(words, table.count, total, self._hint())
        table.set_notice(*notice(table.count, total, self.app.refusal is None))

    def _hint(self) -> str:
        dropped = self._table.dropped
        hints = [t("screen.list.columns", count=dropped)] if dropped else []
        if not self._table.shows(self._query.sort):
            hints.insert(0, t("screen.list.by", column=t(f"screen.column.{self._query.sort}")))
        return "  ".join(hints)

    @on(WindowTable.Failed)
    def _failed(self, message: WindowTable.Failed) -> None:
        self.app.report(message.problem)

    @on(WindowTable.Opened)
    def _opened(self) -> None:
        self.action_version_show()

    # Filtering

    def action_list_filter(self) -> None:
        """Type a filter."""
        self.query_one(FilterLine).open()

    @on(FilterLine.Typed)
    def _typed(self, message: FilterLine.Typed) -> None:
        self._show(replace(self._query, text=message.text))

    @on(FilterLine.Left)
    def _left(self, message: FilterLine.Left) -> None:
        self._table.focus()
        if message.cleared:
            self.action_list_clear()

    def action_list_clear(self) -> None:
        """Show all versions again; the cursor stays where it is."""
        self.query_one(FilterLine).clear()
        bare = VersionQuery(sort=self._query.sort, descending=self._query.descending)
        if self._query != bare:
            self._show(bare, keep=True)

    @work
    async def action_list_filters(self) -> None:
        """Filter by zone, minimum version and architecture."""
        from kisotui.service import zones
        from kisotui.tui.screens.filters import Filters

        with self.problems_told():
            known = await self.app.backend.call(zones.all_zones)
            query = await self.app.push_screen_wait(Filters(self._query, known))
            if query is not None:
                self._zone_name = next((z.name for z in known if z.id == query.zone), "")
                self._show(query)

    # Sorting

    @work
    async def action_list_sort(self) -> None:
        """Choose the column that sorts the list."""
        from kisotui.tui.screens.sort import Sort

        column = await self.app.push_screen_wait(Sort(self._query.sort, self._query.descending))
        if column is not None:
            self._sort(column)

    def action_list_reverse(self) -> None:
        """The other way round."""
        self._sort(self._query.sort)

    @on(WindowTable.TitleClicked)
    def _title_clicked(self, message: WindowTable.TitleClicked) -> None:
        self._sort(message.column)

    def _sort(self, column: str) -> None:
        """By another column, or by the same one the other way round."""
        same = column == self._query.sort
        descending = not self._query.descending if same else descends(column)
        self._show(replace(self._query, sort=column, descending=descending))
