"""What all dialogs have in common, and the one that only asks whether to go on."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.reactive import Reactive
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Button, Static

from kisotui.domain import keynames
from kisotui.domain.actions import BY_ID, Place
from kisotui.locale import t
from kisotui.tui.keys import bindings, of, remap
from kisotui.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from kisotui.tui.app import KisoApp

Result = TypeVar("Result")


class Dialog(ModalScreen[Result], Generic[Result]):
    """A box with a title, and a line at its bottom that says which keys apply. Esc leaves."""

    app: KisoApp

    DEFAULT_CLASSES = "dialog"
    # As Textual has it, but for the repaint of the whole terminal: the widgets paint themselves.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall")]  # noqa: RUF012 - as Textual declares it
    help_topic: ClassVar[str] = ""
    """The topic of the help that tells more about it."""
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Place.DIALOG),
        Binding("escape", "leave", show=False),
        # With priority: what is typed right after a Tab, in one packet of a slow line, would
        # otherwise go into the field that the Tab leaves.
        Binding("tab", "app.focus_next", show=False, priority=True),
        Binding("shift+tab", "app.focus_previous", show=False, priority=True),
    ]

    def __init__(self, title: str, keys: Sequence[tuple[str, str]]) -> None:
        """``keys``: key and what it does, for the line at the bottom."""
        super().__init__()
        remap(self)
        self._title = title
        self._keys = keys

    def compose(self) -> ComposeResult:
        self._break()
        with Vertical(classes="box") as box:
            box.border_title = Content(self._title)
            yield from self.compose_body()
            yield KeyLine([*self._keys, *self._help()], classes="keys")

    def _break(self) -> None:
        """Take the classes of the breakpoints before anything is drawn. Textual gives them
        only when it has drawn for another size."""
        width, height = self.app.size
        for room, breakpoints in (
            (width, self.HORIZONTAL_BREAKPOINTS),
            (height, self.VERTICAL_BREAKPOINTS),
        ):
            fitting = [name for least, name in sorted(breakpoints or ()) if least <= room]
            self.add_class(*fitting[-1:])

    def on_mount(self) -> None:
        self.app.clear_notifications()  # they would stand in front of the buttons
        self._hide_below()

    def on_resize(self) -> None:
        self._hide_below()

    def _hide_below(self) -> None:
        """Hide the dialog below: no frame stands inside another."""
        stack = self.app.screen_stack
        below = next((low for low, high in pairwise(stack) if high is self), None)
        if isinstance(below, Dialog):
            covered, here = below.query_one(".box").outer_size, self.query_one(".box").styles
            here.min_height = min(covered.height, self.app.size.height)
            here.min_width = min(covered.width, self.app.size.width)

    def compose_body(self) -> ComposeResult:
        """What stands between title and keys."""
        raise NotImplementedError

    def _help(self) -> list[tuple[str, str]]:
        """The key of the help that is not typed into a field."""
        keys = [key for key in of(BY_ID["app.help"]) if not keynames.types(key)]
        return [(key, t("action.app.help.short")) for key in keys[:1] if self.help_topic]

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Close the dialog, if it is the one in front: Textual would close whichever is. What
        was pressed twice comes once more when it has been closed."""
        return super().dismiss(result) if self.is_active else AwaitComplete()

    def action_leave(self) -> None:
        """Close the dialog; nothing is done."""
        self.dismiss(None)

    def action_app_suspend(self) -> None:
        """Give the terminal back to the shell, with the dialog open."""
        self.app.action_app_suspend()

    def action_app_help(self) -> None:
        """Its keys, and what it is about."""
        from kisotui.tui.help_text import dialog_lines
        from kisotui.tui.screens.help import Help

        self.app.push_screen(Help(partial(dialog_lines, self._title, self._keys, self.help_topic)))


class Confirm(Dialog[bool]):
    """Asks whether to go on; the answer that destroys nothing is focused."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "leave", show=False),
        Binding("left,up", "app.focus_previous", show=False),
        Binding("right,down", "app.focus_next", show=False),
    ]

    def __init__(self, title: str, lines: Sequence[Content], yes: str, no: str) -> None:
        keys = (
            ("enter", t("screen.dialog.press")),
            ("tab", t("screen.dialog.choose")),
            ("esc", t("screen.dialog.leave")),
        )
        super().__init__(title, keys)
        self._lines = lines
        self._answers = (no, yes)

    def compose_body(self) -> ComposeResult:
        yield Static(Content("\n").join(self._lines), classes="body")
        no, yes = self._answers
        with Horizontal(classes="buttons"):
            yield button("no", no)
            yield button("yes", yes)

    def on_mount(self) -> None:
        self.query_one("#no").focus()

    @on(Button.Pressed)
    def answer(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")


def button(name: str, label: str) -> Button:
    """A button of one line, which shows that it is one without any colour."""
    return Button(Content(f"[ {label} ]"), id=name, compact=True)
