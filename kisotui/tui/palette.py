"""The command palette: every action of the place by its name. Made from the registry."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Final

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from kisotui.domain.actions import BY_ID, MOVE, Action, Place, at
from kisotui.domain.keynames import written
from kisotui.domain.offers import Subject
from kisotui.locale import english, t
from kisotui.tui import keys
from kisotui.tui.screens.dialog import Dialog
from kisotui.tui.widgets.form import Field

_TITLE: Final = 54  # cells
_AROUND: Final = 6  # columns of the terminal: frame, padding, scrollbar, a gap


class Palette(Dialog[str]):
    """Gives the action to run."""

    help_topic = "keys"
    BINDINGS: ClassVar[list[BindingType]] = [
        keys.binding("move.up", "move('cursor_up')"),
        keys.binding("move.down", "move('cursor_down')"),
        keys.binding("move.page-up", "move('page_up')"),
        keys.binding("move.page-down", "move('page_down')"),
    ]

    def __init__(self, place: Place, subject: Subject, *, writable: bool) -> None:
        """``place``: whose actions; ``subject``: what they would act on there; ``writable``: also
        those that change something."""
        hints = (
            ("enter", t("screen.palette.run")),
            ("up/down", t("screen.dialog.pick")),
            ("esc", t("screen.dialog.leave")),
        )
        super().__init__(t("action.app.palette"), hints)
        self._actions = [
            action
            for action in at(place)
            if action.group != MOVE and action.id != "app.palette"
            if writable or not action.writes
        ]
        self._subject = subject

    def compose_body(self) -> ComposeResult:
        yield Field("search", placeholder=t("screen.palette.search"))
        options = OptionList(compact=True)
        options.can_focus = False
        yield options

    def on_mount(self) -> None:
        self.query_one(Field).focus()
        self._list("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._list(event.value)

    def on_resize(self) -> None:
        super().on_resize()
        self._list(self.query_one(Field).value, self.query_one(OptionList).highlighted)

    def _list(self, text: str, highlighted: int | None = 0) -> None:
        options = self.query_one(OptionList)
        found = list(self._found(text))
        options.clear_options()
        options.add_options(found or [Option(Content(t("screen.palette.none")), disabled=True)])
        options.highlighted = highlighted if found else None

    def _found(self, text: str) -> Iterator[Option]:
        words = text.casefold().split()
        most = max(len(_keys(action)) for action in self._actions)
        width = min(_TITLE, self.app.size.width - _AROUND - most)
        for action in self._actions:
            if all(word in _searched(action) for word in words):
                shown = _shown(action, width, self._subject.makes_sense(action))
                yield Option(shown, id=action.id)

    async def action_move(self, name: str) -> None:
        """Move in the list while the line has the focus."""
        await self.query_one(OptionList).run_action(name)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.query_one(OptionList).action_select()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(keys.call(BY_ID[event.option_id or ""]))


def _searched(action: Action) -> str:
    ids = (f"action.{action.id}", f"action.{action.id}.help")
    return " ".join([*map(t, ids), *map(english, ids), action.id]).casefold()


def _keys(action: Action) -> str:
    return " ".join(map(written, keys.of(action)))


def _shown(action: Action, width: int, offered: bool) -> Content:
    """``width``: of the titles, in cells."""
    title = t(f"action.{action.id}")
    gap = " " * max(1, width - cell_len(title))
    return Content.assemble((title, "" if offered else "dim"), gap, (_keys(action), "dim"))
