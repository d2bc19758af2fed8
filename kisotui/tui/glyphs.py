"""The few characters beyond plain text, with a stand-in for terminals that are not UTF-8.

None that a table shows is of East Asian width "ambiguous": some Korean terminals draw those two
columns wide, and the table would no longer line up.
"""

from __future__ import annotations

from typing import Final

_GLYPHS: Final[dict[str, tuple[str, str]]] = {
    "Enabled": ("✓", "+"),
    "Disabled": ("⊘", "-"),
    "Allocated": ("◌", "."),
    "Creating": ("⇣", ">"),
    "Ready": ("✓", "+"),
    "Failed": ("✗", "!"),
    "Destroying": ("⊗", "~"),
    "Destroyed": ("⊗", "~"),
    "ascending": ("▴", "^"),
    "descending": ("▾", "v"),
    "into": ("›", ">"),
    "cut": ("…", "~"),
    "unknown": ("–", "-"),
    "becomes": ("→", "->"),
    "blocks": (" ▁▂▃▄▅▆▇█", " .:-=+*#@"),
}

_plain = 0


def use_ascii(plain: bool) -> None:
    """Draw with ASCII only from now on, or no longer."""
    global _plain
    _plain = int(plain)


def glyph(name: str) -> str:
    """The character for a state or a mark."""
    return _GLYPHS[name][_plain]
