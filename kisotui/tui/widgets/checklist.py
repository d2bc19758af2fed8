"""What is seen of the ISO before it is fetched: a line for each group of steps, or each step."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widget import Widget

from kisotui.domain.text import visible
from kisotui.tui.preflight_lines import Line


class Checklist(Widget):
    """Shows lines as they are given; it keeps its height whatever there is to say."""

    def __init__(self) -> None:
        super().__init__(id="checklist")
        self._lines: Sequence[Line] = ()

    def show(self, lines: Sequence[Line]) -> None:
        """Say these now."""
        if list(lines) != list(self._lines):
            self._lines = lines
            # What is alone may go on in the next line.
            self.set_class(len(lines) >= self.room > 1, "-full")
            self.refresh()

    @property
    def room(self) -> int:
        """How many lines there are."""
        return max(1, self.size.height)

    def render(self) -> Content:
        return Content("\n").join(
            Content.styled(visible(each.text), each.style) for each in self._lines[: self.room]
        )
