"""Text from outside, made safe to show."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import chain
from typing import Final

# Cc control, Cf format (bidi overrides, joiners), Cs surrogates, Co private use, Zl/Zp separators.
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
# Emoji sequences take up another number of columns than terminals give them.
_VARIATION: Final = frozenset(chr(code) for code in range(0xFE00, 0xFE10))
_PLAIN: Final = re.compile("[ -~가-힣]*")
_STAND_IN: Final = "\ufffd"
# Mc and Me, marks beside or around a letter: a column of their own, or none.
_UNEVEN_CATEGORIES: Final = frozenset({"Mc", "Me"})
_RIGHT_TO_LEFT: Final = frozenset({"R", "AL", "AN"})


def _codes(*ranges: tuple[int, int]) -> Iterable[int]:
    return chain.from_iterable(range(first, last + 1) for first, last in ranges)


_UNEVEN: Final = frozenset(
    map(
        chr,
        _codes(
            (0x034F, 0x034F),  # joins nothing to see
            (0x115F, 0x11FF),  # parts of Hangul syllables that did not compose, fillers
            (0x17B4, 0x17B5),  # vowels that do not show
            (0x180B, 0x180F),  # variations of Mongolian letters
            (0x2630, 0x2637),  # trigrams, hexagrams, rods: wide since Unicode 16
            (0x268A, 0x268F),
            (0x3164, 0x3164),  # the filler of Hangul
            (0x3248, 0x324F),  # numbers in circles on squares
            (0x4DC0, 0x4DFF),
            (0xD7B0, 0xD7FF),
            (0xFFA0, 0xFFA0),
            (0x1D300, 0x1D37F),
            (0x1F1E6, 0x1F1FF),  # pairs of them are flags
            (0x1F3FB, 0x1F3FF),  # skins of the emoji before them
            (0xE0100, 0xE01EF),  # variations of Han characters
        ),
    )
)


def is_hidden(char: str) -> bool:
    """Whether a character could move the cursor, reorder the line or hide itself."""
    return unicodedata.category(char) in _HIDDEN or char in _VARIATION


def is_doubtful(char: str) -> bool:
    """Whether some terminals give a character more or fewer columns than others.

    Only few do for those that ``visible`` leaves; where the cursor is put anew behind them, what
    follows stands in its place on every terminal.
    """
    return not char.isascii() and (
        char > "\uffff"
        or unicodedata.east_asian_width(char) == "A"
        or unicodedata.category(char) == "Mn"
    )


def searchable(text: str) -> str:
    """The text as it is looked for: without case, and Hangul composed, however it was typed."""
    return unicodedata.normalize("NFC", text).casefold()


def visible(text: str, limit: int = 4096) -> str:
    """The text on one line, with nothing in it that a terminal obeys.

    Letters are composed. Hidden characters, and those for which terminals do not agree on a
    width, become the replacement character, so that it shows that they were there.
    ``limit``: characters kept; the rest becomes an ellipsis.
    """
    if _PLAIN.fullmatch(text):
        return text if len(text) <= limit else text[: limit - 1] + "…"
    text = unicodedata.normalize("NFC", text)
    if len(text) > limit:
        text = text[: limit - 1] + "…"
    if text and unicodedata.combining(text[0]):
        text = _STAND_IN + text[1:]  # it would go to what stands before the text
    return "".join(_STAND_IN if is_hidden(char) or _is_uneven(char) else char for char in text)


def level(text: str) -> str:
    """The text as ``visible`` has it, for a table: with nothing in it for which some terminals turn
    the whole line round, and the columns with it."""
    shown = visible(text)
    if _PLAIN.fullmatch(shown):
        return shown
    return "".join(
        _STAND_IN if unicodedata.bidirectional(char) in _RIGHT_TO_LEFT else char for char in shown
    )


def _is_uneven(char: str) -> bool:
    return char in _UNEVEN or unicodedata.category(char) in _UNEVEN_CATEGORIES
