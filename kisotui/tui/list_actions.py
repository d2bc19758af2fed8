"""What can be done about what the list shows: filtering, sorting, columns, saved views."""

from __future__ import annotations

from dataclasses import replace

from textual import on, work

from kisotui.domain.views import SORT_KEYS, VersionQuery
from kisotui.tui.list_view import ListView
from kisotui.tui.messages import FilterLeft, FilterTyped
from kisotui.tui.typing_ahead import LEADING
from kisotui.tui.versions import descends
from kisotui.tui.widgets.footer import Footer
from kisotui.tui.widgets.table import WindowTable


class ListActions(ListView):
    """Carries out the actions of the registry that begin with ``list`` and change the view."""

    # Filtering

    async def action_list_filter(self) -> None:
        """Type a filter."""
        from kisotui.tui.widgets.filter import FilterLine  # late: the first rows need no fields

        if not self.query(FilterLine):
            await self.mount(FilterLine(), before=self.query_one(Footer))
        self.query_one(FilterLine).open(self.view.query.text)

    @on(FilterTyped)
    def _filter_typed(self, message: FilterTyped) -> None:
        if message.text != self.view.query.text:
            self._show(replace(self.view.query, text=message.text))

    @on(FilterLeft)
    def _filter_left(self, message: FilterLeft) -> None:
        self._table.focus()
        if message.cleared:
            self._clear_filter()
        elif message.problem is not None:
            self.app.report(message.problem)

    def action_list_clear(self) -> None:
        """Show all versions again; the cursor stays where it is."""
        self._clear_filter()

    def _clear_filter(self) -> None:
        query = self.view.query
        bare = VersionQuery(sort=query.sort, descending=query.descending)
        if query != bare:
            self.show_view(replace(self.view, query=bare, zonename=""), keep=True)

    @work(group=LEADING)
    async def action_list_filters(self) -> None:
        """Filter by zone, minimum version and architecture."""
        from kisotui.service import zones
        from kisotui.tui.screens.filters import Filters

        with self.problems_told():
            known = await self.app.backend.call(zones.all_zones)
            query = await self.app.push_screen_wait(Filters(self.view.query, known))
            if query is not None:
                zone = next((zone.name for zone in known if zone.id == query.zone), "")
                self.show_view(replace(self.view, query=query, zonename=zone))

    # Sorting

    @work(group=LEADING)
    async def action_list_sort(self) -> None:
        """Choose the column that sorts the list."""
        from kisotui.tui.screens.sort import Sort

        query = self.view.query
        column = await self.app.push_screen_wait(Sort(query.sort, query.descending))
        if column is not None:
            self._sort(column)

    def action_list_reverse(self) -> None:
        """The other way round."""
        self._sort(self.view.query.sort)

    @on(WindowTable.TitleClicked)
    def _title_clicked(self, message: WindowTable.TitleClicked) -> None:
        if message.column in SORT_KEYS:
            self._sort(message.column)

    def _sort(self, column: str) -> None:
        """By another column, or by the same one the other way round."""
        query = self.view.query
        same = column == query.sort
        descending = not query.descending if same else descends(column)
        self._show(replace(query, sort=column, descending=descending))

    # Views and columns

    @work(group=LEADING)
    async def action_list_views(self) -> None:
        """Choose a saved view, or save this one."""
        from kisotui.tui.screens.views import Views

        view = await self.app.push_screen_wait(Views(self.app.settings.views_file, self.view))
        if view is not None:
            self.apply(view)

    @work(group=LEADING)
    async def action_list_columns(self) -> None:
        """Choose the columns and their order."""
        from kisotui.tui.screens.columns import Columns

        columns = await self.app.push_screen_wait(Columns(self.view.columns))
        if columns is not None:
            self.show_view(replace(self.view, columns=columns), keep=True)
