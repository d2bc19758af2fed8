"""What is pasted between what is typed. Pure."""

from __future__ import annotations

from typing import Final

_BEGIN: Final = "\x1b[200~"
_END: Final = "\x1b[201~"


class PasteGuard:
    """Takes the escape characters out of what is pasted (bracketed paste).

    Textual reads a sequence from each of them, and what is behind it would then be typed: keys
    that delete, for instance.
    """

    def __init__(self) -> None:
        self._inside = False
        self._before = ""
        """The end of what came before, if a mark may begin with it. Outside of a paste it was
        passed on: it may be the escape key."""

    def feed(self, text: str) -> str:
        """What came from the terminal, as it may be read."""
        safe = ""
        while text:
            mark = _END if self._inside else _BEGIN
            known = 0 if self._inside else len(self._before)
            before, found, text = (self._before + text).partition(mark)
            self._before = "" if found else _begun(before, mark)
            if self._inside:
                safe += before.removesuffix(self._before).replace("\x1b", "") + found
            else:
                safe += (before + found)[known:]
            self._inside ^= bool(found)
        return safe


def _begun(text: str, mark: str) -> str:
    """The longest end of the text that a mark may begin with."""
    lengths = range(len(mark) - 1, 0, -1)
    return next((mark[:length] for length in lengths if text.endswith(mark[:length])), "")
