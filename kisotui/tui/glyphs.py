"""The few characters beyond plain text, and what stands in for them where there is only ASCII.

None that a table shows is of East Asian width "ambiguous": some Korean terminals draw those two
columns wide, and the table would no longer line up.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Final

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
}
# One ASCII character for each of ours and of Textual's: borders, arrows, blocks.
STAND_INS: Final = str.maketrans(
    "✓⊘◌⇣✗⊗▴▾›…–→▁▂▃▄▅▆▇█╭╮╰╯─│▼▲▌▐▀▔▎▊“”‘’·",
    "+-.>!~^v>~->.:-=+*#@++++-|v^|| -||\"\"''.",
)


def glyph(name: str) -> str:
    """The character for a state or a mark."""
    return _GLYPHS[name]


def draws_unicode(environ: Mapping[str, str], utf8_mode: int = sys.flags.utf8_mode) -> bool:
    """Whether the locale names a terminal that shows more than ASCII as we write it."""
    character_type = environ.get("LC_CTYPE")
    # Python puts this there by itself where the locale is C.
    if utf8_mode and character_type == "C.UTF-8":
        character_type = None
    name = environ.get("LC_ALL") or character_type or environ.get("LANG") or "C"
    return "utf" in name.lower()
