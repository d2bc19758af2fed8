"""What is read from the terminal: keys in any encoding, and pastes that type nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import constants, events

from kisotui.tui.keyboard import Typed
from kisotui.tui.pasted import PasteGuard

BEGIN, END = "\x1b[200~", "\x1b[201~"


def typed(data: bytes, encoding: str = "utf-8") -> list[str]:
    """The keys that these bytes are, and what is pasted."""
    said = []
    for message in Typed(encoding, debug=False).messages(data):
        if isinstance(message, events.Key):
            said.append(message.character or message.key)
        elif isinstance(message, events.Paste):
            said.append(f"paste:{message.text}")
    return said


@pytest.mark.parametrize(
    ("data", "encoding", "keys"),
    [
        ("한a".encode(), "utf-8", ["한", "a"]),
        ("한a".encode("euc_kr"), "euc_kr", ["한", "a"]),
        ("é".encode("iso8859-1"), "iso8859-1", ["é"]),
        (b"\xe9a", "utf-8", ["\ufffd", "a"]),
        (b"\x1b[A", "utf-8", ["up"]),
        (b"\x1b[27:5uq", "utf-8", []),
    ],
)
def test_keys(data: bytes, encoding: str, keys: list[str]) -> None:
    assert typed(data, encoding) == keys


@pytest.mark.parametrize(
    ("packets", "keys"),
    [
        ([b"\x1bq"], ["escape", "q"]),
        ([b"\x1b", b"q"], ["escape", "q"]),
        ([b"j\x1b:\x1b\r"], ["j", "escape", "colon", "escape", "enter"]),
        ([b"\x1b1"], ["escape", "1"]),
        ([b"\x1b\x13"], ["escape", "ctrl+s"]),
        ([b"\x1b\x1bq"], ["escape", "escape", "q"]),
        ([b"\x1b", b""], ["escape"]),
        ([b"\x1b\x1b", b""], ["escape", "escape"]),
        ([b"\x1bx", b""], ["alt+x"]),
        ([b"\x1b", b"[A"], ["up"]),
        ([b"\x1bb\x1b\x7f"], ["ctrl+left", "ctrl+w"]),
    ],
)
def test_the_escape_key_is_not_lost_to_the_key_behind_it(
    monkeypatch: pytest.MonkeyPatch, packets: list[bytes], keys: list[str]
) -> None:
    monkeypatch.setattr(constants, "ESCAPE_DELAY", 0)  # Textual's, for a key with Alt
    keyboard = Typed("utf-8", debug=False, alt={"x"})
    found = [message for packet in packets for message in keyboard.messages(packet)]
    assert [key.key for key in found if isinstance(key, events.Key)] == keys


def test_keys_after_nonsense_are_read() -> None:
    keyboard = Typed("utf-8", debug=False)
    assert list(keyboard.messages(b"\x1b[9999999u")) == []
    (key,) = keyboard.messages(b"q")
    assert isinstance(key, events.Key)


def test_a_character_may_come_in_two_parts() -> None:
    keyboard, (first, *rest) = Typed("utf-8", debug=False), "한".encode()
    assert list(keyboard.messages(bytes([first]))) == []
    (key,) = keyboard.messages(bytes(rest))
    assert isinstance(key, events.Key)
    assert key.character == "한"


def test_a_paste_types_nothing() -> None:
    data = f"{BEGIN}https://host/\x1b[3~\x1bd\r{END}x".encode()
    assert typed(data) == ["paste:https://host/[3~d\r", "x"]


@given(st.lists(st.sampled_from([BEGIN, END, "\x1b", "\x1b[2", "a", "한", "01~"]), max_size=12))
def test_a_paste_is_guarded_however_it_is_cut_up(pieces: list[str]) -> None:
    cut, whole = PasteGuard(), PasteGuard()
    assert "".join(map(cut.feed, "".join(pieces))) == whole.feed("".join(pieces))


@given(st.text("\x1b[201~ab", max_size=30))
def test_nothing_is_left_of_escapes_in_a_paste(text: str) -> None:
    pasted = text.replace(END, "")
    safe = pasted.replace("\x1b", "")
    assert PasteGuard().feed(f"{BEGIN}{pasted}{END}") == f"{BEGIN}{safe}{END}"
