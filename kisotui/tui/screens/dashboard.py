"""The list of Kubernetes versions: Image > Kubernetes ISO."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from kisotui.domain.actions import Place
from kisotui.domain.views import Version
from kisotui.locale import t
from kisotui.tui.keys import bindings
from kisotui.tui.list_pane import ListPane, Panes
from kisotui.tui.marking import Marking
from kisotui.tui.messages import StoreChanged, StoreOpened
from kisotui.tui.version_columns import chosen
from kisotui.tui.widgets.footer import Footer
from kisotui.tui.widgets.header import Header
from kisotui.tui.widgets.table import WindowTable
from kisotui.tui.widgets.title import Title


class Dashboard(ListPane, Marking):
    """A table of versions, with what is going on with each."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.LIST)

    def compose(self) -> ComposeResult:
        yield Header(t("screen.image"), t("screen.title"))
        yield Title(t("screen.title"))
        with Panes():
            yield WindowTable[Version](chosen(self.view.columns), id="versions")
            yield from self.compose_pane()
        yield Footer(Place.LIST)

    def current_version(self) -> Version | None:
        """The version under the cursor."""
        return self._table.current

    def shows(self, version: str) -> bool:
        """Whether its row is in view."""
        return self._table.is_in_view(version)

    async def copied_cell(self, version: Version) -> str | None:
        """What is under the cursor, whole."""
        from kisotui.tui.copy_text import cell

        column = self._table.column
        return cell(version, column, self._table.whole_cell(version, column)) if column else None

    def version_added(self, version: Version) -> None:
        """The cursor goes to what was just added, unless the filter hides it."""
        self._table.follow(version.id)

    # What the store says

    def on_mount(self) -> None:
        # Before the store is open, because there may be rows to show already.
        self.show_restored()

    def on_store_opened(self, message: StoreOpened) -> None:
        self.query_one(Header).set_context(self.app.backend.context)
        self._table.reload()

    def on_store_changed(self, message: StoreChanged) -> None:
        self._table.reload()

    @on(WindowTable.Failed)
    def _failed(self, message: WindowTable.Failed) -> None:
        self.app.report(message.problem)

    @on(WindowTable.Opened)
    def _opened(self) -> None:
        self.action_version_show()
