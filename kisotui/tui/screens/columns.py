"""Choosing the columns of the list, and their order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from kisotui.locale import t
from kisotui.tui.column_choice import ColumnChoice
from kisotui.tui.screens.list_dialog import ListDialog
from kisotui.tui.version_columns import title


class Columns(ListDialog[tuple[str, ...]]):
    """Gives the columns that were chosen, in their order; none where they are the usual ones."""

    help_topic = "views"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "flip", show=False),
        Binding("K,shift+up", "move(-1)", show=False),
        Binding("J,shift+down", "move(1)", show=False),
        Binding("R", "usual", show=False),
    ]

    def __init__(self, columns: Sequence[str]) -> None:
        keys = (
            ("space", t("screen.columns.toggle")),
            ("K/J", t("screen.columns.move")),
            ("R", t("screen.columns.usual")),
            ("enter", t("screen.columns.apply")),
            ("esc", t("screen.dialog.leave")),
        )
        super().__init__(t("action.list.columns"), keys)
        self._choice = ColumnChoice.of(columns)

    def compose_body(self) -> ComposeResult:
        yield OptionList(*self._options(), compact=True)

    def on_mount(self) -> None:
        self.options.highlighted = 0
        self.options.focus()

    @on(OptionList.OptionSelected)
    def _chosen(self) -> None:
        self.dismiss(self._choice.columns)

    def action_flip(self) -> None:
        """Show the column, or do not."""
        place = self.options.highlighted or 0
        self._show(self._choice.toggled(place), place)

    def action_move(self, by: int) -> None:
        """Put the column further up or down."""
        place = self.options.highlighted or 0
        moved = self._choice.moved(place, by)
        if moved != self._choice:
            self._show(moved, place + by)

    def action_usual(self) -> None:
        """As they are where nobody chose."""
        self._show(ColumnChoice(), 0)

    def _show(self, choice: ColumnChoice, place: int) -> None:
        before, self._choice = self._choice, choice
        if choice.keys != before.keys:
            self.options.set_options(self._options())
        else:
            prompt = self._prompt(choice.keys[place])
            self.options.replace_option_prompt_at_index(place, prompt)
        self.options.highlighted = place

    def _options(self) -> Iterator[Option]:
        for key in self._choice.keys:
            yield Option(self._prompt(key), id=key)

    def _prompt(self, key: str) -> Content:
        box = "[x]" if key in self._choice.shown else "[ ]"
        return Content(f"{box} {title(key)}")
