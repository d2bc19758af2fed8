"""Keys by name: as people write them, and as Textual calls them."""

from __future__ import annotations

import re
import string
from typing import Final

SIGNS: Final = {
    "!": "exclamation_mark",
    '"': "quotation_mark",
    "#": "number_sign",
    "$": "dollar_sign",
    "%": "percent_sign",
    "&": "ampersand",
    "'": "apostrophe",
    "(": "left_parenthesis",
    ")": "right_parenthesis",
    "*": "asterisk",
    "+": "plus",
    ",": "comma",
    "-": "minus",
    ".": "full_stop",
    "/": "slash",
    ":": "colon",
    ";": "semicolon",
    "<": "less_than_sign",
    "=": "equals_sign",
    ">": "greater_than_sign",
    "?": "question_mark",
    "@": "at",
    "[": "left_square_bracket",
    "\\": "backslash",
    "]": "right_square_bracket",
    "^": "circumflex_accent",
    "_": "underscore",
    "`": "grave_accent",
    "{": "left_curly_bracket",
    "|": "vertical_line",
    "}": "right_curly_bracket",
    "~": "tilde",
}
_SHORT: Final = {
    "esc": "escape",
    "del": "delete",
    "ins": "insert",
    "pgup": "pageup",
    "pgdn": "pagedown",
}
_MORE: Final = {"pgdown": "pagedown", "return": "enter", "bs": "backspace", "spacebar": "space"}
_MODIFIERS: Final = {"ctrl": "ctrl", "control": "ctrl", "c": "ctrl"} | {
    "alt": "alt",
    "meta": "alt",
    "m": "alt",
    "shift": "shift",
    "s": "shift",
}
_MODIFIED: Final = re.compile(rf"({'|'.join(_MODIFIERS)})[+-](?=.)", re.IGNORECASE)
# What a terminal sends for one it also sends for the other.
_SAME: Final = {
    "ctrl+i": "tab",
    "ctrl+m": "enter",
    "ctrl+h": "backspace",
    "ctrl+left_square_bracket": "escape",
    "ctrl+space": "ctrl+@",
    "ctrl+at": "ctrl+@",
}
_MOVING: Final = ("up", "down", "left", "right", "home", "end", "pageup", "pagedown")
_EDITING: Final = (*_MOVING, "insert", "delete")
_FUNCTIONS: Final = tuple(f"f{number}" for number in range(1, 25))
TYPEABLE: Final = frozenset(
    {
        *(*_EDITING, *_FUNCTIONS, *SIGNS.values()),
        *("escape", "enter", "tab", "space", "backspace", "shift+tab", "ctrl+@"),
        *(f"shift+{key}" for key in _EDITING),
        *(f"ctrl+{key}" for key in (*_EDITING, *_FUNCTIONS, *string.ascii_lowercase)),
        *("ctrl+backslash", "ctrl+right_square_bracket", "ctrl+underscore"),
        *(f"ctrl+shift+{key}" for key in _EDITING),
        *(f"alt+{key}" for key in string.ascii_letters + string.digits),
    }
    - _SAME.keys()
)
_WRITTEN: Final = {name: sign for sign, name in SIGNS.items()} | {
    name: short for short, name in _SHORT.items()
}


def parse(text: str) -> str:
    """The key that somebody wrote: ``/``, ``^p``, ``Ctrl+P``, ``del``, ``F1``, ``slash``, ``가``.

    Raises ValueError: it is no key, or none that a terminal can send.
    """
    modifiers, key = _parts(text if text == " " else text.strip())
    if "shift" in modifiers and len(key) == 1 and key.isalpha():
        modifiers, key = modifiers - {"shift"}, key.upper()
    if "ctrl" in modifiers and len(key) == 1:
        key = key.lower()
    ordered = [modifier for modifier in ("alt", "ctrl", "shift") if modifier in modifiers]
    name = "+".join([*ordered, key])
    name = _SAME.get(name, name)
    if name in TYPEABLE or (len(name) == 1 and name.isalnum()):
        return name
    raise ValueError(text)


def _parts(text: str) -> tuple[frozenset[str], str]:
    modifiers = set()
    if len(text) > 1 and text.startswith("^"):
        modifiers, text = {"ctrl"}, text[1:]
    while found := _MODIFIED.match(text):
        modifiers.add(_MODIFIERS[found[1].lower()])
        text = text[found.end() :]
    return frozenset(modifiers), _key(text)


def _key(text: str) -> str:
    if len(text) == 1:
        return "space" if text == " " else SIGNS.get(text, text)
    text = text.lower()
    return _SHORT.get(text) or _MORE.get(text) or text


def types(key: str) -> bool:
    """Whether a key, by Textual's name, is a character where a text is typed."""
    return len(key) == 1 or key == "space" or key in SIGNS.values()


def written(key: str) -> str:
    """A key, by Textual's name, as people write it: ``ctrl+p`` as ``^p``, ``slash`` as ``/``."""
    modifiers, plus, last = key.rpartition("+")
    return f"{modifiers}{plus}{_WRITTEN.get(last, last)}".replace("ctrl+", "^")
