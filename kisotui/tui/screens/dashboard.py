"""The list of Kubernetes versions: Image > Kubernetes ISO."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Static

from kisotui.domain.actions import Place
from kisotui.domain.views import Version, VersionQuery
from kisotui.locale import t
from kisotui.tui.keys import bindings
from kisotui.tui.messages import StoreChanged, StoreOpened
from kisotui.tui.versions import VersionSource, columns
from kisotui.tui.widgets.footer import Footer
from kisotui.tui.widgets.header import Header
from kisotui.tui.widgets.table import WindowTable

if TYPE_CHECKING:
    from kisotui.tui.app import KisoApp


class Dashboard(Screen[None]):
    """A table of versions, with what is going on with each."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.LIST)
    app: KisoApp

    def __init__(self) -> None:
        super().__init__()
        self._query = VersionQuery()

    def compose(self) -> ComposeResult:
        yield Header(t("screen.image"), t("screen.title"))
        yield Static(t("screen.title"), id="title", markup=False)
        yield WindowTable[Version](columns(), id="versions")
        yield Footer(Place.LIST)

    @property
    def _table(self) -> WindowTable[Version]:
        return self.query_one("#versions", WindowTable)

    def current_version(self) -> Version | None:
        """The version under the cursor."""
        return self._table.current

    def on_store_opened(self, message: StoreOpened) -> None:
        self._show(self._query)

    def on_store_changed(self, message: StoreChanged) -> None:
        self._table.reload()

    def on_window_table_updated(self, message: WindowTable.Updated) -> None:
        self.query_one(Footer).set_version(self.current_version())

    def _show(self, query: VersionQuery, *, keep: bool = False) -> None:
        self._query = query
        source = VersionSource(self.app.backend, query, self.app.clock)
        self._table.show(source, query.sort, query.descending, keep=keep)

    def action_list_reverse(self) -> None:
        """The other way round."""
        self._show(replace(self._query, descending=not self._query.descending))
