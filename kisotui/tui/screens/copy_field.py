"""Choosing the field of a version to copy."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from kisotui.domain.text import visible
from kisotui.locale import t
from kisotui.tui.screens.dialog import Dialog
from kisotui.tui.widgets.cells import cut

_ROOM = 70  # cells; what is copied is whole


class CopyField(Dialog[str]):
    """Gives the value that was chosen. ``fields``: names with their values."""

    help_topic = "copy"

    def __init__(self, fields: Sequence[tuple[str, str]]) -> None:
        keys = (
            ("enter", t("screen.copy.choose")),
            ("up/down", t("screen.dialog.pick")),
            ("esc", t("screen.dialog.leave")),
        )
        super().__init__(t("action.copy.cell"), keys)
        self._fields = fields

    def compose_body(self) -> ComposeResult:
        yield OptionList(*map(self._option, self._fields), compact=True)

    def on_mount(self) -> None:
        self.query_one(OptionList).focus()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._fields[event.option_index][1])

    def _option(self, field: tuple[str, str]) -> Option:
        name, value = field
        widest = max(cell_len(name) for name, _ in self._fields)
        gap = " " * (widest - cell_len(name) + 2)
        shown = cut(visible(value), _ROOM - widest - 2)
        return Option(Content.assemble((name, "dim"), gap, shown))
