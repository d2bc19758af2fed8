"""The few characters beyond plain text, and what stands in for them where there is only ASCII.

None that a table shows is of East Asian width "ambiguous": some Korean terminals draw those two
columns wide, and the table would no longer line up.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rich.cells import cell_len

from kisotui.tui.terminal import Terminal

_GLYPHS: Final = {
    "Enabled": "✓",
    "Disabled": "⊘",
    "Allocated": "◌",
    "Creating": "⇣",
    "Ready": "✓",
    "Failed": "✗",
    "Destroying": "⊗",
    "Destroyed": "⊗",
    "ascending": "▴",
    "descending": "▾",
    "into": "›",
    "cut": "…",
    "unknown": "–",
    "becomes": "→",
    "marked": "✱",
    "wrong": "✗",
    "error": "✗",
    "warning": "!",
    "note": "›",
}
# One ASCII character for each of ours and of Textual's: borders, arrows, blocks.
STAND_INS: Final = str.maketrans(
    "✓⊘◌⇣✗⊗▴▾›…–→✱▁▂▃▄▅▆▇█╭╮╰╯─│▼▲▌▐▀▔▎▊“”‘’·\ufffd",
    "+-.>!~^v>~->*.:-=+*#@++++-|v^|| -||\"\"''.?",
)


def glyph(name: str) -> str:
    """The character for a state or a mark."""
    return _GLYPHS[name]


def translation(terminal: Terminal) -> Mapping[int, str] | None:
    """For ``str.translate``: what stands for what the terminal does not show, as many columns
    wide; None where it shows all."""
    return None if terminal.unicode else _Shown(terminal.encoding)


class _Shown(dict[int, str]):
    """What is shown of each character that was looked for so far."""

    def __init__(self, encoding: str) -> None:
        super().__init__({ours: chr(ascii_) for ours, ascii_ in STAND_INS.items()})
        self._encoding = encoding

    def __missing__(self, code: int) -> str:
        self[code] = shown = self._of(chr(code))
        return shown

    def _of(self, char: str) -> str:
        """As it is, where the terminal has it in the width that the tables reckon with: the Korean
        and other East Asian sets draw wide whatever is not ASCII."""
        size, width = len(char.encode(self._encoding, "ignore")), cell_len(char)
        # More than four bytes are parts of a syllable that the set does not have.
        fits = size == 1 or (1 < size <= 4 and (self._encoding == "utf-8" or width == 2))
        return char if fits else "?" * width
