"""Lines on a terminal that are rewritten where they stand; only what changed of them is sent."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence

from kisotui.cli import output
from kisotui.cli.terminal import cut, is_terminal, width
from kisotui.domain.text import visible
from kisotui.locale import t


def can_rewrite(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether stdout is a terminal that takes the cursor elsewhere when told to."""
    return is_terminal(sys.stdout) and environ.get("TERM", "") not in ("", "dumb")


class LiveLines:
    """A block of lines. The cursor waits below it: whatever is said next, also by a shell, leaves
    it as it was."""

    def __init__(self) -> None:
        self._shown: list[str] = []
        self._size = os.terminal_size((0, 0))

    def show(self, lines: Sequence[str]) -> None:
        """Put these in place of what was shown, as far as the terminal has room for them."""
        size = shutil.get_terminal_size()
        if size != self._size:  # it has moved the old ones nobody knows where: below them
            self._shown, self._size = [], size
        fitting = _fitting(lines, size)
        output.raw("".join(_rewritten(self._shown, fitting)))
        output.flush()
        self._shown = fitting


def _fitting(lines: Sequence[str], size: os.terminal_size) -> list[str]:
    # One column and one line less: what fills them makes some terminals scroll.
    fitting = [cut(visible(line), size.columns - 1) for line in lines]
    room = max(1, size.lines - 1)
    if len(fitting) > room:
        more = t("cmd.live.more", count=len(fitting) - room + 1)
        fitting[room - 1 :] = [cut(more, size.columns - 1)]
    return fitting


def _rewritten(before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    """What to send so that a terminal which shows the lines of before shows those of after."""
    at = len(before)  # the line that the cursor is on
    for place, line in enumerate(after):
        if place >= len(before):
            yield f"{_moved(at, place)}{line}\n"
            at = place + 1
        elif line != before[place]:
            yield _moved(at, place) + _difference(before[place], line)
            at = place
    if at != len(after):
        yield _moved(at, len(after))
    if len(after) < len(before):
        yield "\x1b[J"


def _moved(at: int, to: int) -> str:
    """To the first column of another line; on its own line the cursor is there already."""
    return "" if at == to else f"\r\x1b[{abs(to - at)}{'A' if to < at else 'B'}"


def _difference(before: str, after: str) -> str:
    """From the first character that differs; to the last one, where the rest stays in its place."""
    start = _alike(before, after)
    old, new = before[start:], after[start:]
    column = width(after[:start])
    there = f"\x1b[{column + 1}G" if column else ""
    if width(old) != width(new):
        return f"{there}{new}\x1b[K"
    return there + new[: len(new) - _alike(old[::-1], new[::-1], marks_first=True)]


def _alike(one: str, other: str, *, marks_first: bool = False) -> int:
    """How many characters both begin with that need nothing of what follows.

    A mark, which takes up no column, belongs to the character before it; ``marks_first``: the texts
    are turned round.
    """
    pairs = zip(one, other, strict=False)
    alike = next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
    while alike and any(
        _is_mark(text[alike - 1 : alike] if marks_first else text[alike : alike + 1])
        for text in (one, other)
    ):
        alike -= 1
    return alike


def _is_mark(char: str) -> bool:
    return bool(char) and width(char) == 0
