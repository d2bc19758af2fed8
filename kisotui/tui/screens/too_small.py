"""What a terminal shows that is too small for the console."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.geometry import Size
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from kisotui.locale import t
from kisotui.tui.keys import binding, remap

LEAST_WIDTH: Final = 60
LEAST_HEIGHT: Final = 15


def is_too_small(size: Size) -> bool:
    """Whether the console has no room in a terminal of this size."""
    return size.width < LEAST_WIDTH or size.height < LEAST_HEIGHT


class TooSmall(ModalScreen[None]):
    """Says the size that is needed. The app takes it away again, and all is as it was.

    Text still goes into the field below that has the focus: who types on while a window is
    dragged smaller loses none of it, and sees it when there is room again. No other key does
    anything but leave the console: what nobody can see is not to be acted on.
    """

    BINDINGS: ClassVar[list[BindingType]] = [binding("app.quit", "app.app_quit")]

    def __init__(self, below: Screen[Any]) -> None:
        super().__init__()
        remap(self)
        self._below = below

    def compose(self) -> ComposeResult:
        yield Static(self._text(), markup=False)

    def on_screen_resume(self) -> None:
        # Another screen may have lain on top of it while the terminal grew. If this comes late,
        # the app has taken it away, and what would be closed is another.
        if self.is_active and not is_too_small(self.app.size):
            self.dismiss()

    def on_screen_suspend(self) -> None:
        # What a slow key asked for, or trouble with the store: it waits below another one of us.
        # Not when the terminal has grown meanwhile: a key would go to it that was meant for them.
        above = self.app.screen
        waits = is_too_small(self.app.size) and self in self.app.screen_stack
        if waits and not isinstance(above, TooSmall):
            self.app.push_screen(TooSmall(above))

    def on_key(self, event: events.Key) -> None:
        if event.is_printable:
            self._hand_on(event, events.Key(event.key, event.character))

    def on_paste(self, event: events.Paste) -> None:
        self._hand_on(event, events.Paste(event.text))

    def _hand_on(self, event: events.Event, text: events.Event) -> None:
        from textual.widgets import Input

        field = self._below.focused
        if isinstance(field, Input):
            event.stop()  # the letter of a key that leaves, too
            field.post_message(text)

    def on_resize(self, event: events.Resize) -> None:
        self.query_one(Static).update(self._text())

    def _text(self) -> str:
        width, height = self.app.size
        return t(
            "screen.too-small",
            width=width,
            height=height,
            least_width=LEAST_WIDTH,
            least_height=LEAST_HEIGHT,
        )
