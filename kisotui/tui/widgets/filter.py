"""The line in which the filter is typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, Static

from kisotui.locale import t
from kisotui.tui.keys import hint
from kisotui.tui.widgets.form import Field

OPEN: Final = "-filtering"
"""The class of a screen on which a filter is typed."""

_DEBOUNCE: Final = 0.08  # seconds after a key before the list is asked for


class FilterLine(Horizontal):
    """Stands in place of the footer while the filter is typed; says what, after every pause."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave(True)", show=False),
        Binding("up,down,pageup,pagedown", "leave(False)", show=False),
    ]

    @dataclass
    class Typed(Message):
        """The filter is another one."""

        text: str

    @dataclass
    class Left(Message):
        """The line is done with. ``cleared``: and its text is to be forgotten."""

        cleared: bool

    def __init__(self) -> None:
        super().__init__()
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        yield Static("/", id="prompt", markup=False)
        yield Field("filter")
        yield Static(hint((("enter", t("screen.filter.keep")), ("esc", t("screen.filter.clear")))))

    def open(self) -> None:
        """Take what is typed from now on."""
        self.screen.add_class(OPEN)
        self.query_one(Field).focus()

    def clear(self) -> None:
        """Forget what was typed, and say nothing of it."""
        field = self.query_one(Field)
        with field.prevent(Input.Changed):
            field.value = ""
        self._stop()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._stop()
        self._timer = self.set_timer(_DEBOUNCE, self._say)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_leave(False)

    def _say(self) -> None:
        self._stop()
        self.post_message(self.Typed(self.query_one(Field).value))

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def action_leave(self, cleared: bool) -> None:
        """Go back to the list."""
        if self._timer is not None:
            self._say()
        self.screen.remove_class(OPEN)
        self.post_message(self.Left(cleared))

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        self.screen.remove_class(OPEN)
