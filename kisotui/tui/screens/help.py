"""Help: every key, what it does, and the same on the command line. Made from the registry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from kisotui.domain.actions import ACTIONS, Action, Place
from kisotui.locale import t
from kisotui.tui.keys import written
from kisotui.tui.screens.dialog import Dialog
from kisotui.tui.widgets.lines import Lines, indented

GROUPS: Final[dict[tuple[Place, ...], str]] = {
    (Place.LIST,): "list",
    (Place.LIST, Place.DETAIL): "both",
    (Place.DETAIL,): "detail",
    (Place.ANYWHERE,): "anywhere",
}
# How to move about: what lists do by themselves, and so no action.
MOVES: Final[dict[str, tuple[str, ...]]] = {
    "line": ("up", "down", "k", "j"),
    "page": ("pgup", "pgdn", "^u", "^d"),
    "ends": ("home", "end", "g", "G"),
    "focus": ("tab",),
}
_KEYS: Final = 16  # cells for the keys


class Help(Dialog[None]):
    """All keys; Esc, q and ? leave."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,question_mark,f1", "leave", show=False),
        Binding("k", "lines('scroll_up')", show=False),
        Binding("j", "lines('scroll_down')", show=False),
    ]

    def __init__(self) -> None:
        super().__init__(t("action.app.help"), [("esc", t("screen.dialog.leave"))])

    def compose_body(self) -> ComposeResult:
        yield Lines()

    def on_mount(self) -> None:
        lines = self.query_one(Lines)
        lines.show(lambda width: tuple(help_lines(width)))
        lines.focus()

    async def action_lines(self, name: str) -> None:
        """Scroll with the keys that move in the list."""
        await self.query_one(Lines).run_action(name)


def help_lines(width: int) -> Iterator[Content]:
    """The text of the help screen, for so many columns."""
    for places, group in GROUPS.items():
        yield _heading(t(f"screen.help.{group}"))
        for action in ACTIONS:
            if action.places == places:
                yield from _entry(action, width)
        yield Content("")
    yield _heading(t("screen.help.moves"))
    for move, keys in MOVES.items():
        yield from _line(keys, Content(t(f"screen.help.moves.{move}")), width)


def _entry(action: Action, width: int) -> Iterator[Content]:
    keys = [written(key) for key in action.keys]
    yield from _line(keys, Content.styled(t(f"action.{action.id}"), "bold"), width)
    yield from _line((), Content(t(f"action.{action.id}.help")), width)
    if action.twin:
        yield from _line((), Content.styled(action.twin, "dim"), width)


def _heading(text: str) -> Content:
    return Content.styled(text, "bold underline")


def _line(keys: Sequence[str], text: Content, width: int) -> list[Content]:
    return indented(text, width, Content.styled(" ".join(keys), "$accent"), _KEYS)
