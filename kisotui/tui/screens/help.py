"""Help: what a place or a dialog offers, and every topic. Searched by a slash."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input

from kisotui.domain.actions import BY_ID
from kisotui.locale import t
from kisotui.tui.keys import binding, of
from kisotui.tui.screens.dialog import Dialog
from kisotui.tui.widgets.form import Field
from kisotui.tui.widgets.lines import Lines

_SEARCHING = "-searching"


class Help(Dialog[None]):
    """Scrolls by the keys of the table. Esc, and the keys of help and quit leave."""

    BINDINGS: ClassVar[list[BindingType]] = [
        binding("app.help", "leave"),
        binding("app.quit", "leave"),
        binding("list.filter", "search"),
        Binding("n", "next", show=False),
    ]

    def __init__(self, write: Callable[[int], Iterable[Content]]) -> None:
        """``write``: the lines for so many columns."""
        hints = [(key, t("screen.help.search")) for key in of(BY_ID["list.filter"])[:1]]
        super().__init__(t("action.app.help"), [*hints, ("esc", t("screen.dialog.leave"))])
        self._write = write

    def compose_body(self) -> ComposeResult:
        yield Lines()
        yield Field("search", placeholder=t("screen.help.what"))

    def on_mount(self) -> None:
        lines = self.query_one(Lines)
        lines.show(self._lines)
        lines.focus()

    def _lines(self, width: int) -> Sequence[Content]:
        return tuple(self._write(width))

    # Searching

    def action_search(self) -> None:
        """Type what to look for."""
        self.add_class(_SEARCHING)
        self.query_one(Field).focus()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self.query_one(Lines).find(event.value)

    @on(Input.Submitted)
    def action_next(self) -> None:
        """To the next line that holds it."""
        self.query_one(Lines).find(self.query_one(Field).value, again=True)

    def action_leave(self) -> None:
        """Leave the search, else the help."""
        if not self.has_class(_SEARCHING):
            super().action_leave()
            return
        self.remove_class(_SEARCHING)
        self.query_one(Lines).focus()
