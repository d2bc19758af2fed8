"""The command palette: every action of the place by its name. Made from the registry."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Final

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from kisotui.domain.actions import BY_ID, Action, Place, at, makes_sense
from kisotui.domain.views import Version
from kisotui.locale import english, t
from kisotui.tui.keys import call, written
from kisotui.tui.screens.dialog import Dialog
from kisotui.tui.widgets.form import Field

_TITLE: Final = 54  # cells


class Palette(Dialog[str]):
    """Gives the action to run."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move('cursor_up')", show=False),
        Binding("down", "move('cursor_down')", show=False),
        Binding("pageup", "move('page_up')", show=False),
        Binding("pagedown", "move('page_down')", show=False),
    ]

    def __init__(self, place: Place, version: Version | None, *, writable: bool) -> None:
        """``place``: whose actions; ``version``: the one under the cursor there; ``writable``:
        also those that change something."""
        keys = (
            ("enter", t("screen.palette.run")),
            ("up/down", t("screen.dialog.pick")),
            ("esc", t("screen.dialog.leave")),
        )
        super().__init__(t("action.app.palette"), keys)
        self._actions = [
            action
            for action in at(place)
            if action.id != "app.palette" and (writable or not action.writes)
        ]
        self._version = version

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

    def _list(self, text: str) -> None:
        options = self.query_one(OptionList)
        found = list(self._found(text))
        options.clear_options()
        options.add_options(found or [Option(Content(t("screen.palette.none")), disabled=True)])
        options.highlighted = 0 if found else None

    def _found(self, text: str) -> Iterator[Option]:
        words = text.casefold().split()
        for action in self._actions:
            if all(word in _searched(action) for word in words):
                yield Option(_shown(action, makes_sense(action, self._version)), id=action.id)

    async def action_move(self, name: str) -> None:
        """Move in the list while the line has the focus."""
        await self.query_one(OptionList).run_action(name)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.query_one(OptionList).action_select()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(call(BY_ID[event.option_id or ""]))


def _searched(action: Action) -> str:
    ids = (f"action.{action.id}", f"action.{action.id}.help")
    return " ".join([*map(t, ids), *map(english, ids), action.id]).casefold()


def _shown(action: Action, offered: bool) -> Content:
    title = t(f"action.{action.id}")
    gap = " " * max(1, _TITLE - cell_len(title))
    keys = " ".join(written(key) for key in action.keys)
    return Content.assemble((title, "" if offered else "dim"), gap, (keys, "dim"))
