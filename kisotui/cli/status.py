"""A line on the terminal that is rewritten as things go on; nothing where stderr is no terminal."""

from __future__ import annotations

import shutil
import sys
from types import TracebackType

from kisotui.domain.text import visible


class StatusLine:
    """Rewritten with a carriage return and blanks only: every terminal knows these."""

    def __init__(self) -> None:
        self._shown = ""
        self._on = sys.stderr is not None and sys.stderr.isatty()

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
        if not self._on or text == self._shown:
            return
        fitting = _cut(visible(text), shutil.get_terminal_size().columns - 1)
        blanks = " " * (_width(self._shown) - _width(fitting))
        sys.stderr.write(f"\r{fitting}{blanks}\r{fitting}")
        sys.stderr.flush()
        self._shown = fitting


def _width(text: str) -> int:
    from wcwidth import wcswidth

    return wcswidth(text)


def _cut(text: str, width: int) -> str:
    while _width(text) > width:
        text = text[:-1]
    return text
