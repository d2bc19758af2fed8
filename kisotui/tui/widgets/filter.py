"""The line in which the filter is typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, Static

from kisotui.tui.widgets.form import Field

_DEBOUNCE = 0.08  # seconds after a key before the list is asked for


class FilterLine(Horizontal):
    """Shown while the filter is typed; says after every pause what was typed."""

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
        self.display = False
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        yield Static("/", id="prompt", markup=False)
        yield Field("filter")

    def open(self) -> None:
        """Take what is typed from now on."""
        self.display = True
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
        self.display = False
        self.post_message(self.Left(cleared))

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        self.display = False
