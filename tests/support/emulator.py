"""A terminal that forgives nothing: whatever terminals do differently is an error, or shows."""

from __future__ import annotations

from typing import Any, Final

import pyte
from pyte import modes
from pyte.screens import Char
from wcwidth import wcwidth

Look = tuple[object, ...]
"""What a cell looks like to the eye."""
GARBAGE: Final = "▒"
"""What is left of a wide character of which one half was drawn over."""
_SCRIBBLE: Final = Char("#", bg="red")
# pyte knows no dim letters; blinking stands for them: nothing of ours blinks.
_DIM, _BLINK, _COLOURS = 2, 5, (38, 48)


class Emulator(pyte.Screen):
    """``forgiving``: as most terminals are, for what Textual sends by itself. ``wide``: characters
    that it takes two columns for, whatever others do."""

    def __init__(
        self, columns: int, lines: int, *, forgiving: bool = False, wide: str = ""
    ) -> None:
        self._wide = wide
        self._orphan = " " if forgiving else GARBAGE
        self._forgiving = forgiving
        super().__init__(columns, lines)
        self._stream = pyte.Stream(self)

    def feed(self, text: str) -> None:
        """What a program sends."""
        self._stream.feed(text)

    def look(self, y: int) -> list[Look]:
        """The cells of a line."""
        return [_look(self.buffer[y][x]) for x in range(self.columns)]

    def text(self) -> list[str]:
        """What can be read, line by line."""
        lines = (self.buffer[y] for y in range(self.lines))
        return ["".join(line[x].data for x in range(self.columns)) for line in lines]

    def draw(self, data: str) -> None:
        assert modes.DECAWM not in self.mode, "drawn while lines wrap"
        for character in data:
            width = 2 if character in self._wide else wcwidth(character)
            if width == 0:
                self._combine(character)
            else:
                self._draw(character, width)
        self.dirty.add(self.cursor.y)

    def _combine(self, character: str) -> None:
        line, x = self.buffer[self.cursor.y], self.cursor.x - 1
        x -= not line[x].data
        line[x] = line[x]._replace(data=line[x].data + character)

    def _draw(self, character: str, width: int) -> None:
        line, x = self.buffer[self.cursor.y], self.cursor.x
        if x + width > self.columns:
            assert self._forgiving, "drawn beyond the right edge"
            x = self.columns - width
        self._tear(x - 1, x)
        self._tear(x + width - 1, x + width)
        for cell in range(x, x + width):
            line[cell] = self.cursor.attrs._replace(data="" if cell > x else character)
        self.cursor.x = x + width

    def _tear(self, left: int, right: int) -> None:
        """A wide character does not survive what is drawn between its halves."""
        line = self.buffer[self.cursor.y]
        if 0 < right < self.columns and not line[right].data:
            line[left] = line[left]._replace(data=self._orphan)
            line[right] = line[right]._replace(data=self._orphan)

    def _move_from_here(self) -> None:
        """Behind the last column, some terminals' cursors are on it."""
        assert self._forgiving or self.cursor.x < self.columns, "moved from behind the right edge"

    def cursor_forward(self, count: int | None = None) -> None:
        self._move_from_here()
        super().cursor_forward(count)

    def cursor_back(self, count: int | None = None) -> None:
        self._move_from_here()
        super().cursor_back(count)

    def backspace(self) -> None:
        self._move_from_here()
        super().backspace()

    def cursor_up(self, count: int | None = None) -> None:
        self._move_from_here()
        super().cursor_up(count)

    def cursor_down(self, count: int | None = None) -> None:
        self._move_from_here()
        super().cursor_down(count)

    def erase_in_line(self, how: int = 0, private: bool = False) -> None:
        self._erase()
        self._tear(self.cursor.x - 1, self.cursor.x)
        super().erase_in_line(how, private)

    def erase_in_display(self, how: int = 0, *args: Any, **kwargs: Any) -> None:
        self._erase()
        super().erase_in_display(how, *args, **kwargs)

    def _erase(self) -> None:
        """With colours, only some terminals leave them."""
        attrs = self.cursor.attrs
        assert self._forgiving or _look(attrs) == _look(self.default_char), "erased in colour"

    def select_graphic_rendition(self, *attrs: int, **kwargs: Any) -> None:
        colour = next((n for n, code in enumerate(attrs) if code in _COLOURS), len(attrs))
        marks = (_BLINK if code == _DIM else code for code in attrs[:colour])
        super().select_graphic_rendition(*marks, *attrs[colour:])

    def scribble(self) -> None:
        """Be full of what somebody else left."""
        for y in range(self.lines):
            for x in range(self.columns):
                self.buffer[y][x] = _SCRIBBLE
        self.dirty.update(range(self.lines))

    @property
    def is_scribbled(self) -> bool:
        """Whether something of that is still there."""
        return any(_SCRIBBLE in line.values() for line in self.buffer.values())

    def debug(self, *args: Any, **kwargs: Any) -> None:
        raise AssertionError(f"not every terminal knows {args} {kwargs}")


def _look(char: Char) -> Look:
    """Of a blank only the background shows, and what is drawn around letters."""
    if char.data == " " and not (char.underscore or char.reverse or char.strikethrough):
        return (" ", char.bg)
    return tuple(char)
