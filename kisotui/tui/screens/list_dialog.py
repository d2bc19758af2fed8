"""A dialog whose list is moved in as the versions are."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import OptionList

from kisotui.tui.screens.dialog import Dialog, Result


class ListDialog(Dialog[Result]):
    """Has one list, which takes vim's keys too."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("k", "go('cursor_up')", show=False),
        Binding("j", "go('cursor_down')", show=False),
    ]

    @property
    def options(self) -> OptionList:
        """The list."""
        return self.query_one(OptionList)

    async def action_go(self, to: str) -> None:
        """Move as in the list of versions."""
        await self.options.run_action(to)
