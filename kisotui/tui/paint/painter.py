"""Knows what the terminal shows, and sends the least that makes it show something else."""

from __future__ import annotations

from collections.abc import Sequence

from kisotui.tui.paint.brush import WORTH_ERASING, Brush, differences
from kisotui.tui.paint.drawing import BLANK, Cell, Run, read
from kisotui.tui.paint.pens import on_blank

Line = list[Cell | None]


class Painter:
    """What one terminal shows; at first nobody knows what that is."""

    def __init__(self) -> None:
        self._lost = True
        self._size = (0, 0)
        self._lines: list[Line] = []
        self._whole = False  # every cell is known
        self._brush = Brush()

    def forget(self) -> None:
        """Somebody else may have drawn there: what is drawn next is sent, whatever was shown."""
        self._lost = True

    def paint(self, text: str, size: tuple[int, int]) -> str:
        """What to send to a terminal of this size in place of what Textual draws; maybe nothing.

        Raises NotDrawn.
        """
        runs = read(text)
        if self._lost or size != self._size:
            self._begin(*size)
        wanted = self._wanted(runs)
        sent = [] if self._whole else self._clear(wanted)
        for y, line in sorted(wanted.items()):
            if line != self._lines[y]:
                self._brush = _shortest(self._brush, y, self._lines[y], line)
                self._lines[y] = line
                sent.append(self._brush.sent)
        self._brush = self._brush.copy()
        self._brush.go((runs[-1].x, runs[-1].y))
        return "".join((*sent, self._brush.sent))

    def _begin(self, width: int, height: int) -> None:
        self._lost, self._whole, self._size = False, False, (width, height)
        self._lines = [[None] * width for _ in range(height)]
        self._brush = Brush()

    def _wanted(self, runs: Sequence[Run]) -> dict[int, Line]:
        """The lines that are drawn on, by their number, as they will be."""
        (width, height), wanted = self._size, dict[int, Line]()
        for run in runs:
            # Textual may still draw for a size that the terminal no longer has.
            if run.cells and run.y < height and run.x < width:
                line = wanted.setdefault(run.y, self._lines[run.y].copy())
                _lay(line, run.x, run.cells)
        return wanted

    def _clear(self, wanted: dict[int, Line]) -> list[str]:
        """Where everything is drawn anew, no blank is sent: clear the terminal once."""
        if len(wanted) < len(self._lines) or any(None in line for line in wanted.values()):
            return []
        self._whole = True
        self._lines = [[BLANK] * len(line) for line in self._lines]
        self._brush = self._brush.copy()
        self._brush.clear()
        return [self._brush.sent]


def _lay(line: Line, x: int, cells: list[Cell]) -> None:
    """Put cells on a line as a terminal does: no half of a wide character stays alone."""
    room = len(line) - x
    if cells[room : room + 1] and not cells[room][0]:
        cells = [*cells[: room - 1], BLANK]
    end = x + len(cells[:room])
    for half, whole in ((x, x - 1), (end, end)):
        cell = line[half] if half < len(line) else None
        if cell is not None and not cell[0]:
            line[whole] = (" ", on_blank(cell[1]))
    line[x:end] = cells[:room]


def _shortest(brush: Brush, y: int, shown: Line, wanted: Line) -> Brush:
    """The line by one of two ways: the cells that differ, or erased and drawn anew."""
    places = [*differences(shown, wanted)]
    changed = brush.copy()
    changed.draw(y, places, wanted)
    if sum(wanted[x] == BLANK for x in places) < WORTH_ERASING:
        return changed
    first = places[0]
    anew = brush.copy()
    anew.erase(first, y)
    erased = [*shown[:first], *[BLANK] * (len(shown) - first)]
    anew.draw(y, [*differences(erased, wanted)], wanted)
    return min(changed, anew, key=lambda way: len(way.sent.encode()))
