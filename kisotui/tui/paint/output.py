"""What Textual writes, on its way to the terminal.

Steps aside where it does not understand what is drawn: that goes to the terminal as it is. It does
so for good where it fails itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from kisotui.tui.paint.drawing import NotDrawn
from kisotui.tui.paint.painter import Painter

# Modes and questions, titles, the clipboard, the bell: they leave every cell as it was.
_BESIDE: Final = re.compile(
    r"(?:\x1b\[[<=>?][0-9;]*\$?[a-z]|\x1b\[[0-9;]*(?:t| q)|\x07"
    r"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1bP(?:[^\x1b]|\x1b[^\\])*\x1b\\)+"
)
_ENTER, _LEAVE = "\x1b[?1049h", "\x1b[?1049l"
_BEGIN, _END = "\x1b[?2026h", "\x1b[?2026l"  # what is between them is to be shown at once
_POINTER: Final = "\x1b]22;"  # its shape, for which few terminals care, and nobody over SSH
_AT_ONCE: Final = 1024  # characters that arrive together without being told to
_TEXTUALS: Final = "\x1b[m"  # the pen with which Textual believes to begin


class Output:
    """``size`` is the terminal's; ``misunderstood`` is told each time what was drawn by other means
    than are known."""

    def __init__(
        self, size: Callable[[], tuple[int, int]], misunderstood: Callable[[str], None]
    ) -> None:
        self._size = size
        self._misunderstood = misunderstood
        self._painter = Painter()
        self._bracketed = False
        self._failed = False

    def forget(self) -> None:
        """Send all that is drawn next: who knows what the terminal shows."""
        self._painter.forget()

    def filter(self, text: str) -> str:
        """What to send for what is written; maybe nothing."""
        if text in (_BEGIN, _END):  # sent only if the terminal said that it knows them
            self._bracketed = True
            return ""
        if text in (_ENTER, _LEAVE):
            self.forget()
            return text if text == _ENTER else f"\x1b[m{text}"
        if text.startswith(_POINTER):
            return ""
        if _BESIDE.fullmatch(text):
            return text
        sent = self._drawn(text)
        return f"{_BEGIN}{sent}{_END}" if self._bracketed and len(sent) > _AT_ONCE else sent

    def _drawn(self, text: str) -> str:
        if self._failed:
            return text
        try:
            return self._painter.paint(text, self._size())
        except NotDrawn as unknown:
            self.forget()
            self._misunderstood(str(unknown))
        except Exception as mistake:  # ours, and no reason to have no screen
            self._failed = True
            self._misunderstood(type(mistake).__name__)
        return _TEXTUALS + text
