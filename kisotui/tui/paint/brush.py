"""The shortest way to put cells on the terminal: where its cursor is, which pen it has.

Only what all terminals do alike is used (CUP, CUU, CUD, CUF, CUB, BS, CR, EL, ED, SGR), and nothing
is erased but with the terminal's own colours: with others, they differ about what that leaves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from kisotui.domain.text import is_doubtful
from kisotui.tui.paint.drawing import BLANK, Cell, Place
from kisotui.tui.paint.pens import PLAIN, Pen, change, on_blank

Line = Sequence[Cell | None]
"""The cells of a line of the terminal; None for one that nobody knows."""

WORTH_ERASING: Final = 4  # blanks; erasing takes three bytes, and often another pen
_NEAR: Final = 8  # columns; beyond that, going there is always shorter than drawing what is between


class Brush:
    """Collects what is sent, and knows the terminal's cursor and pen after that."""

    def __init__(self, at: Place | None = None, pen: Pen | None = None) -> None:
        self._at, self._pen = at, pen  # of the terminal; None where nobody knows
        self._doubtful = ""  # what was drawn last, if terminals differ about the column it ends in
        self._sent: list[str] = []

    @property
    def sent(self) -> str:
        """What this brush has sent."""
        return "".join(self._sent)

    def copy(self) -> Brush:
        """A brush to go on with."""
        other = Brush(self._at, self._pen)
        other._doubtful = self._doubtful
        return other

    def draw(self, y: int, places: Sequence[int], wanted: Line) -> None:
        """Make these places of a line show what is wanted."""
        end = _end(wanted)
        for x in places:
            if x >= end and places[-1] - x >= WORTH_ERASING:
                self.erase(x, y, end)
                break
            self._put(x, y, wanted)

    def erase(self, x: int, y: int, start: int | None = None) -> None:
        """Leave blanks from a cell on; ``start``: there are blanks already from there to it."""
        first = x if start is None else start
        # Also where the column is doubtful: what was drawn there is left whole.
        if not (self._at and self._at[1] == y and first <= self._at[0] <= x):
            self.go((x, y))
        self._take(BLANK)
        self._sent.append("\x1b[K")

    def clear(self) -> None:
        """Leave nothing but blanks."""
        self._sent.append(change(self._pen, PLAIN) + "\x1b[2J")
        self._pen = PLAIN

    def go(self, to: Place) -> None:
        """Put the cursor somewhere."""
        if self._at != to or self._doubtful:
            self._sent.append(self._way(to))
            self._at, self._doubtful = to, ""

    def _put(self, x: int, y: int, wanted: Line) -> None:
        cell = wanted[x]
        if cell is None or not cell[0]:  # the second half comes with the first
            return
        # A line of one character goes on, wherever it is: no border is worth an address a cell.
        if self._at != (x, y) or self._doubtful not in ("", cell[0]):
            self._reach(x, y, wanted)
        self._take(cell)
        self._sent.append(cell[0])
        after = x + 2 if wanted[x + 1 : x + 2] == [("", cell[1])] else x + 1
        # Behind the last column, terminals keep their cursor in different places.
        self._doubtful = cell[0] if after == len(wanted) or _is_doubtful(cell[0]) else ""
        self._at = (after, y)

    def _reach(self, x: int, y: int, wanted: Line) -> None:
        """Go to a cell, or draw once more what is on the way there."""
        if self._at and not self._doubtful and self._at[1] == y and 0 < x - self._at[0] <= _NEAR:
            between = wanted[self._at[0] : x]
            if all(map(self._draws, between)) and len(between) <= len(self._way((x, y))):
                self._sent += [cell[0] for cell in between if cell]
                self._at = (x, y)
                return
        self.go((x, y))

    def _way(self, to: Place) -> str:
        """The shortest sequence that brings the cursor somewhere."""
        x, y = to
        anywhere = f"\x1b[{y + 1}{f';{x + 1}' if x else ''}H" if x or y else "\x1b[H"
        if self._at is None:
            return anywhere
        across, down = x - self._at[0], y - self._at[1]
        along = _step(down, "B") if down >= 0 else _step(-down, "A")
        ways = [anywhere, "\r" + along + _step(x, "C")]
        if not self._doubtful:
            sideways = (
                [_step(across, "C")] if across >= 0 else ["\b" * -across, _step(-across, "D")]
            )
            ways += [along + way for way in sideways]
        return min(ways, key=len)

    def _draws(self, cell: Cell | None) -> bool:
        """Whether a cell can be drawn as things are, without surprises."""
        return cell is not None and cell[0].isascii() and cell[0] != "" and self._has(cell)

    def _has(self, cell: Cell) -> bool:
        """Whether the terminal's pen makes the cell look right."""
        if self._pen is None:
            return False
        return cell[1] == (on_blank(self._pen) if cell[0] == " " else self._pen)

    def _take(self, cell: Cell) -> None:
        """Take a pen that makes the cell look right."""
        if not self._has(cell):
            self._sent.append(change(self._pen, cell[1]))
            self._pen = cell[1]


@lru_cache(maxsize=4096)
def _is_doubtful(text: str) -> bool:
    """Whether terminals differ about how many columns it takes up."""
    return len(text) > 1 or any(map(is_doubtful, text))


def differences(shown: Line, wanted: Line) -> Iterator[int]:
    """The places of the cells to be drawn.

    With a character that some terminals draw wider than others, the cell beside it; but for a
    blank, which nobody misses.
    """
    beside = False
    for x, (was, now) in enumerate(zip(shown, wanted, strict=True)):
        if now is not None and (was != now or (beside and now != BLANK)):
            yield x
            if now[0]:
                beside = _is_doubtful(now[0]) or (was is not None and _is_doubtful(was[0]))
        else:
            beside = False


def _end(line: Line) -> int:
    """Where the blanks at the end of a line begin."""
    end = len(line)
    while end and line[end - 1] == BLANK:
        end -= 1
    return end


def _step(count: int, direction: str) -> str:
    return f"\x1b[{count if count > 1 else ''}{direction}" if count else ""
