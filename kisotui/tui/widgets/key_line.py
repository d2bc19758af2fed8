"""Keys and what each does, on as many lines as they take or may have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from kisotui.tui.keys import HINT_GAP, hints

_LAST: Final = 2  # the keys that every dialog ends with: those that leave it and tell of the others


class KeyLine(Widget):
    """A line breaks between two keys only: a key stays with the words that tell of it.

    Where it may not have the lines that it takes, what every dialog has outlasts the rest.
    """

    DEFAULT_CSS = "KeyLine { width: 100%; height: auto; }"

    def __init__(self, keys: Sequence[tuple[str, str]], *, classes: str = "") -> None:
        super().__init__(classes=classes)
        self._hints = hints(keys)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(filled(self._hints, width))

    def render(self) -> Content:
        parts, (width, height) = list(self._hints), self.content_size
        while len(lines := filled(parts, width)) > height and len(parts) > _LAST:
            del parts[-_LAST - 1]
        return Content("\n").join(lines)


def filled(parts: Sequence[Content], width: int) -> list[Content]:
    """The parts on lines of so many cells, each part whole."""
    lines: list[Content] = []
    for part in parts:
        if lines and lines[-1].cell_length + len(HINT_GAP) + part.cell_length <= width:
            lines[-1] += Content(HINT_GAP) + part
        else:
            lines.append(part)
    return lines
