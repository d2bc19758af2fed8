"""The person at the terminal, if there is one: a question, and a line that tells how it goes."""

from __future__ import annotations

import shutil
import sys
from bisect import bisect_right
from types import TracebackType
from typing import Final, TextIO

from kisotui.domain.text import visible

_YES: Final = ("y", "yes", "예", "네")


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person is at the other end; a stream that was closed at start is None."""
    return stream is not None and stream.isatty()


def can_ask() -> bool:
    """Whether a question would be seen, and an answer typed."""
    return is_terminal(sys.stdin) and is_terminal(sys.stderr)


def says_yes(question: str) -> bool:
    """Ask, and take nothing but a clear yes for one."""
    sys.stderr.write(f"{question} ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in _YES


class StatusLine:
    """A line on stderr that is rewritten; nothing where that is no terminal.

    With carriage returns and blanks only: every terminal knows these.
    """

    def __init__(self) -> None:
        self._shown = ""
        self._on = is_terminal(sys.stderr)

    def __enter__(self) -> StatusLine:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.show("")

    def show(self, text: str) -> None:
        """Put this in place of what was shown."""
        fitting = cut(visible(text), shutil.get_terminal_size().columns - 1)
        if not self._on or fitting == self._shown:
            return
        blanks = " " * (width(self._shown) - width(fitting))
        sys.stderr.write(f"\r{fitting}{blanks}" + (f"\r{fitting}" if blanks else ""))
        sys.stderr.flush()
        self._shown = fitting


def width(text: str) -> int:
    """How many columns of the terminal the text takes up."""
    from wcwidth import wcswidth

    return wcswidth(text)


def cut(text: str, columns: int) -> str:
    """As much of the text as so many columns hold."""
    lengths = range(1, len(text) + 1)
    return text[: bisect_right(lengths, columns, key=lambda length: width(text[:length]))]


def wrapped(text: str, columns: int) -> list[str]:
    """The text in lines of at most so many columns, broken at blanks where it has some."""
    lines = []
    while width(text) > columns > 1:
        line = cut(text, columns)
        if text[len(line)] != " ":
            line = line.rpartition(" ")[0] or line
        lines.append(line.rstrip())
        text = text[len(line) :].lstrip()
    return [*lines, text]


def room() -> int | None:
    """How many columns a line on stdout may take up; None where that is no terminal."""
    # One less: what fills the last one makes some terminals go on in the next line.
    return shutil.get_terminal_size().columns - 1 if is_terminal(sys.stdout) else None
