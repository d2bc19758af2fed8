"""Text from outside, made safe to show."""

from __future__ import annotations

import unicodedata

# Cc control, Cf format (bidi overrides, joiners), Cs surrogates, Co private use, Zl/Zp separators.
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
# Emoji sequences take up another number of columns than terminals give them.
_VARIATION = frozenset(chr(code) for code in range(0xFE00, 0xFE10))


def is_hidden(char: str) -> bool:
    """Whether a character could move the cursor, reorder the line or hide itself."""
    return unicodedata.category(char) in _HIDDEN or char in _VARIATION


def searchable(text: str) -> str:
    """The text as it is looked for: without case, and Hangul composed, however it was typed."""
    return unicodedata.normalize("NFC", text).casefold()


def visible(text: str, limit: int = 4096) -> str:
    """The text on one line, with nothing in it that a terminal obeys.

    Hidden characters become the replacement character, so that it shows that they were there.
    ``limit``: characters kept; the rest becomes an ellipsis.
    """
    if len(text) > limit:
        text = text[: limit - 1] + "…"
    if text.isascii() and text.isprintable():
        return text
    return "".join("\ufffd" if is_hidden(char) else char for char in text)
