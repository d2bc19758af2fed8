"""Beside a list that has the room: a pane with all about the version under the cursor."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from textual import events, on
from textual.containers import Horizontal

from kisotui.locale import t
from kisotui.tui.messages import StoreChanged
from kisotui.tui.version_actions import VersionActions
from kisotui.tui.widgets.table import WindowTable

if TYPE_CHECKING:
    from kisotui.tui.widgets.beside import Beside

LEAST_WIDTH: Final = 160
"""Columns that a terminal needs for both."""


class ListPane(VersionActions):
    """A list whose table is in ``Panes``."""

    _is_wanted = True
    _pane: Beside | None = None

    def action_list_pane(self) -> None:
        """Show it, or do not."""
        width = self.app.size.width
        if width < LEAST_WIDTH:
            self.tell(t("screen.pane.narrow", least=LEAST_WIDTH, width=width))
        else:
            self._is_wanted = not self._is_wanted
            self._place_pane()

    def compose_pane(self) -> Iterator[Beside]:
        """The pane, where there is room for it already."""
        if self._has_room:
            # Late: the first rows of a narrower list need nothing of it.
            from kisotui.tui.widgets.beside import Beside

            self._pane = Beside()
            yield self._pane

    @property
    def _has_room(self) -> bool:
        return self._is_wanted and self.app.size.width >= LEAST_WIDTH

    def _place_pane(self) -> None:
        if self._pane is not None:
            self._pane.display = self._has_room
        elif self._has_room:
            self.query_one(Panes).mount(*self.compose_pane())
            self._follow()

    def on_resize(self, event: events.Resize) -> None:
        self._place_pane()

    def on_store_changed(self, message: StoreChanged) -> None:
        if self._pane is not None:
            self._pane.outdate()

    @on(WindowTable.Updated)
    def _follow(self) -> None:
        if self._pane is not None:
            self._pane.follow(self.current_version())


class Panes(Horizontal):
    """The list, and what is beside it."""
