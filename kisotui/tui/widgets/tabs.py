"""The tabs of a screen on one line: by key and by mouse."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

_GAP = "  "


class TabBar(Widget):
    """Titles beside each other; the one that is shown stands out."""

    ALLOW_SELECT = False
    active: reactive[int] = reactive(0)

    class Picked(Message):
        """Somebody clicked on a title."""

        def __init__(self, tab: int) -> None:
            super().__init__()
            self.tab = tab

    def __init__(self, titles: Sequence[tuple[str, str]]) -> None:
        """``titles``: each with its key."""
        super().__init__()
        self._titles = [f" {key} {title} " for key, title in titles]

    def render(self) -> Content:
        styles = ["bold reverse" if at == self.active else "" for at in range(len(self._titles))]
        return Content(_GAP).join(
            Content.styled(title, style) for title, style in zip(self._titles, styles, strict=True)
        )

    def on_click(self, event: events.Click) -> None:
        x = 0
        for at, title in enumerate(self._titles):
            end = x + cell_len(title)
            if x <= event.x < end:
                self.post_message(self.Picked(at))
            x = end + len(_GAP)
