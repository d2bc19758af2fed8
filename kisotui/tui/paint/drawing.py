"""What Textual draws, read back from the text that it sends: which cells, and how they look.

Textual draws with three things alone: the cursor is put somewhere (CUP), the pen is changed
(SGR), text is written. That is what is relied upon; nothing private of Textual's is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rich.cells import split_graphemes

from kisotui.tui.paint.pens import PLAIN, Pen, after, on_blank

Cell = tuple[str, Pen]
"""The characters of a cell, and how they look; no character in the second half of a wide one."""
Place = tuple[int, int]
"""Column and line, from 0 on."""

BLANK: Final[Cell] = (" ", PLAIN)
_PIECE: Final = re.compile(
    r"\x1b\[([0-9;]*)([Hm])"  # a place or a pen
    r"([^\x00-\x1f\x7f-\x9f]*)"  # the text drawn there or with it
    r"(?:\n(?=\x1b\[[0-9;]*H))?"  # the end of a line: the next place follows
)
_FIRST: Final = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b?.", re.DOTALL)


class NotDrawn(ValueError):  # noqa: N818 - it is no error
    """The text is none that draws, or draws by other means, of which ``args[0]`` is the first."""


@dataclass(slots=True)
class Run:
    """Cells beside one another."""

    x: int
    y: int
    cells: list[Cell]


def read(text: str) -> list[Run]:
    """What the text draws; the last run is where it leaves the cursor. Raises NotDrawn."""
    runs: list[Run] = []
    pen, end = PLAIN, 0
    for piece in _PIECE.finditer(text):
        parameters, kind, drawn = piece.groups()
        if piece.start() != end:
            break
        try:
            if kind == "H":
                runs.append(Run(*_place(parameters), []))
            else:
                pen = after(pen, parameters)
        except ValueError:
            break
        if drawn:
            if not runs:
                break
            runs[-1].cells += _cells(drawn, pen)
        end = piece.end()
    if end != len(text) or not runs or pen != PLAIN:
        raise NotDrawn(*_FIRST.findall(text, end)[:1])
    return runs


def _place(parameters: str) -> Place:
    line, _, column = parameters.partition(";")
    return int(column or 1) - 1, int(line or 1) - 1


def _cells(text: str, pen: Pen) -> Sequence[Cell]:
    if not text.isascii():
        return _of_any_width(text, pen)
    blank = (" ", on_blank(pen))
    return [blank if character == " " else (character, pen) for character in text]


@lru_cache(maxsize=128)
def _of_any_width(text: str, pen: Pen) -> Sequence[Cell]:
    """As Textual lays it out: with the widths that Rich knows."""

    def cells() -> Iterator[Cell]:
        for start, end, width in split_graphemes(text)[0]:
            characters = text[start:end]
            look = on_blank(pen) if characters == " " else pen
            yield from [(characters, look), ("", look)][:width]

    return tuple(cells())
