"""Choosing the column that sorts the list."""

from __future__ import annotations

from collections.abc import Iterator

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from kisotui.domain.views import SORT_KEYS
from kisotui.locale import t
from kisotui.tui.glyphs import glyph
from kisotui.tui.screens.list_dialog import ListDialog


class Sort(ListDialog[str]):
    """Gives the column that was chosen, also if the list is sorted by it already."""

    def __init__(self, column: str, descending: bool) -> None:
        keys = (
            ("enter", t("screen.sort.choose")),
            ("up/down", t("screen.dialog.pick")),
            ("esc", t("screen.dialog.leave")),
        )
        super().__init__(t("action.list.sort"), keys)
        self._column = column
        self._mark = glyph("descending" if descending else "ascending")

    def compose_body(self) -> ComposeResult:
        yield OptionList(*self._options(), compact=True)

    def on_mount(self) -> None:
        self.options.highlighted = self.options.get_option_index(self._column)
        self.options.focus()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id)

    def _options(self) -> Iterator[Option]:
        for column in SORT_KEYS:
            mark = self._mark if column == self._column else " "
            yield Option(Content(f"{mark} {t(f'screen.column.{column}')}"), id=column)
