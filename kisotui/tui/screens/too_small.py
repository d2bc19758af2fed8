"""What a terminal shows that is too small for the console."""

from __future__ import annotations

from typing import ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widgets import Static

from kisotui.locale import t
from kisotui.tui.keys import binding, remap

LEAST_WIDTH: Final = 60
LEAST_HEIGHT: Final = 15


def is_too_small(size: Size) -> bool:
    """Whether the console has no room in a terminal of this size."""
    return size.width < LEAST_WIDTH or size.height < LEAST_HEIGHT


class TooSmall(ModalScreen[None]):
    """Says the size that is needed. The app takes it away again, and all is as it was."""

    BINDINGS: ClassVar[list[BindingType]] = [binding("app.quit", "app.app_quit")]

    def __init__(self) -> None:
        super().__init__()
        remap(self)

    def compose(self) -> ComposeResult:
        yield Static(self._text(), markup=False)

    def on_screen_resume(self) -> None:
        # Another screen may have lain on top of it while the terminal grew.
        if not is_too_small(self.app.size):
            self.dismiss()

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
