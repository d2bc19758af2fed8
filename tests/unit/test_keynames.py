"""Keys by name: every way to write one, and only keys that a terminal can send."""

from __future__ import annotations

import pytest
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual.keys import _character_to_key

from kisotui.domain import keynames


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("d", "d"),
        ("D", "D"),
        ("shift+d", "D"),
        ("/", "slash"),
        ("slash", "slash"),
        ("+", "plus"),
        (" ", "space"),
        ("Space", "space"),
        ("esc", "escape"),
        ("Del", "delete"),
        ("PgUp", "pageup"),
        ("F1", "f1"),
        ("^p", "ctrl+p"),
        ("^", "circumflex_accent"),
        ("Ctrl+P", "ctrl+p"),
        ("C-p", "ctrl+p"),
        ("ctrl-right", "ctrl+right"),
        ("M-x", "alt+x"),
        ("alt+X", "alt+X"),
        ("S-Tab", "shift+tab"),
        ("ctrl+i", "tab"),
        ("^m", "enter"),
        ("^[", "escape"),
        ("ctrl+space", "ctrl+@"),
        ("가", "가"),
    ],
)
def test_a_key_as_people_write_it(text: str, key: str) -> None:
    assert keynames.parse(text) == key


@pytest.mark.parametrize(
    "text",
    ["", "dd", "ctrl+1", "ctrl+/", "F25", "ctrl+shift+1", "hyper+x", "\x1b", "\x07", "ctrl+"],
)
def test_no_key_of_a_terminal(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - its own, without words
        keynames.parse(text)


@pytest.mark.parametrize("key", sorted(keynames.TYPEABLE))
def test_a_key_is_read_as_it_is_written(key: str) -> None:
    assert keynames.parse(key) == key
    assert keynames.parse(keynames.written(key)) == key


def test_every_key_is_one_that_textual_reads_from_a_terminal() -> None:
    sent = {
        str(getattr(key, "value", key))
        for keys in ANSI_SEQUENCES_KEYS.values()
        if isinstance(keys, tuple)
        for key in keys
    }
    typed = {_character_to_key(chr(code)) for code in range(33, 127)}
    held = {key for key in keynames.TYPEABLE if key.startswith("alt+")}  # ESC and a character
    assert keynames.TYPEABLE - sent - typed - held == set()
    assert {_character_to_key(sign) for sign in keynames.SIGNS} == set(keynames.SIGNS.values())


@pytest.mark.parametrize(
    ("key", "typed"),
    [("a", True), ("가", True), ("slash", True), ("space", True), ("f1", False), ("ctrl+p", False)],
)
def test_what_is_typed_into_a_field(key: str, typed: bool) -> None:
    assert keynames.types(key) is typed
