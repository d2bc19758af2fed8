"""What is sent in place of what Textual draws makes the same picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from kisotui.tui.paint.drawing import NotDrawn
from kisotui.tui.paint.painter import Painter
from tests.support.emulator import Emulator

WIDTH, HEIGHT = 24, 12
NO_WRAP = "\x1b[?7l"
LETTERS = ("a", "b", " ", "   ", "가", "나", "é", "e\u0301", "─", "…", "✓", "🙂")
STYLES = ("", "1", "2", "4;31", "7", "36", "30;46", "39;49", "44", "1;38;5;200", "48;2;1;2;3")


@dataclass(frozen=True)
class Piece:
    """Text in one style, somewhere on a line."""

    x: int
    y: int
    text: str
    style: str


def drawn(pieces: Sequence[Piece], cursor: tuple[int, int] = (0, 0)) -> str:
    """As Textual sends it: cut at the right edge."""
    sent = ""
    for piece in pieces:
        text = piece.text
        while piece.x + cell_len(text) > WIDTH:
            text = text[:-1]
        styled = f"\x1b[{piece.style}m{text}\x1b[0m" if piece.style else text
        sent += f"\x1b[{piece.y + 1};{piece.x + 1}H{styled}"
    return f"{sent}\x1b[{cursor[1] + 1};{cursor[0] + 1}H"


def filled(lines: Sequence[str], style: str = "") -> list[Piece]:
    """Every cell of the terminal."""
    texts = [*lines, *[""] * (HEIGHT - len(lines))]
    return [
        Piece(0, y, text + " " * (WIDTH - cell_len(text)), style) for y, text in enumerate(texts)
    ]


class Terminals:
    """One gets what Textual draws, the other what is sent in its place."""

    def __init__(self) -> None:
        self.painter = Painter()
        self.wanted = Emulator(WIDTH, HEIGHT, forgiving=True)
        self.shown = Emulator(WIDTH, HEIGHT)
        for terminal in (self.wanted, self.shown):
            terminal.feed(NO_WRAP)
            terminal.scribble()

    def draw(self, pieces: Sequence[Piece], cursor: tuple[int, int] = (0, 0)) -> str:
        """What was sent; the two show the same after that."""
        text = drawn(pieces, cursor)
        sent = self.painter.paint(text, (WIDTH, HEIGHT))
        self.wanted.feed(text)
        self.shown.feed(sent)
        for y in range(HEIGHT):
            assert self.shown.look(y) == self.wanted.look(y)
        assert (self.shown.cursor.x, self.shown.cursor.y) == cursor
        return sent


texts = st.lists(st.sampled_from(LETTERS), min_size=1, max_size=WIDTH).map("".join)
pieces = st.builds(
    Piece,
    st.integers(0, WIDTH - 1),
    st.integers(0, HEIGHT - 1),
    texts,
    st.sampled_from(STYLES),
)
drawings = st.lists(pieces, min_size=1, max_size=8)
cursors = st.tuples(st.integers(0, WIDTH - 1), st.integers(0, HEIGHT - 1))


@given(st.lists(st.tuples(drawings, cursors), min_size=1, max_size=8), st.integers(-1, 7))
def test_the_terminal_shows_what_was_drawn(
    session: list[tuple[list[Piece], tuple[int, int]]], lost: int
) -> None:
    terminals = Terminals()
    terminals.draw(filled(["가나다 abc", "─" * WIDTH]))
    for number, (drawing, cursor) in enumerate(session):
        if number == lost:
            terminals.shown.scribble()
            terminals.painter.forget()
            terminals.draw(filled(["again"], "36"))
        terminals.draw(drawing, cursor)


def test_nothing_is_sent_for_what_is_shown_already() -> None:
    terminals = Terminals()
    lines = filled(["v1.34.12  ✓ Ready", "쿠버네티스 ─────"], "36")
    assert terminals.draw(lines) != ""
    assert terminals.draw(lines) == ""


def test_one_digit_costs_a_few_bytes() -> None:
    terminals = Terminals()
    terminals.draw(filled(["", "v1.34.12  41%"]))
    assert terminals.draw(filled(["", "v1.34.12  42%"])) == "\x1b[2;12H2\x1b[H"


def test_blanks_are_not_sent_where_everything_is_drawn_anew() -> None:
    terminals = Terminals()
    assert terminals.draw(filled(["a", "", "", "b"])) == "\x1b[m\x1b[2J\x1b[Ha\x1b[4Hb\x1b[H"


def test_the_end_of_a_line_is_erased() -> None:
    terminals = Terminals()
    terminals.draw(filled(["a" * WIDTH]))
    assert terminals.draw(filled(["aa"])) == "\x1b[2C\x1b[K\r"


def test_what_lies_between_is_drawn_again_where_that_is_shorter() -> None:
    terminals = Terminals()
    terminals.draw(filled(["1m 20s"]))
    assert terminals.draw(filled(["2m 30s"])) == "2m 3\r"


def test_from_behind_the_right_edge_it_goes_by_the_start_of_the_line() -> None:
    terminals = Terminals()
    above = [""] * (HEIGHT - 2)
    terminals.draw(filled([*above, "a" * WIDTH]))
    sent = terminals.draw(filled([*above, f"{'a' * (WIDTH - 1)}b"]), (0, HEIGHT - 1))
    assert sent == "\x1b[11;24Hb\r\x1b[B"


def test_what_stands_behind_a_character_of_doubtful_width_stays_in_its_column() -> None:
    painter, terminal = Painter(), Emulator(WIDTH, HEIGHT, wide="…")
    terminal.feed(NO_WRAP)
    for text in ("aaaa", "b…bb"):
        terminal.feed(painter.paint(drawn(filled([text])), (WIDTH, HEIGHT)))
    assert terminal.text()[0][2:].rstrip() == "bb"


def test_a_blank_beside_a_character_of_doubtful_width_stays_as_it_is() -> None:
    terminals = Terminals()
    terminals.draw(filled(["a. b"]))
    assert terminals.draw(filled(["a… b"])) == "a…\r"


def test_what_a_character_of_doubtful_width_may_have_covered_is_drawn_again() -> None:
    terminals = Terminals()
    terminals.draw(filled(["a…b"]))
    assert terminals.draw(filled(["a.b"])) == "a.b\r"


def test_a_terminal_of_another_size_gets_everything() -> None:
    painter = Painter()
    text = "\x1b[1;1Hab\x1b[1;1H"
    first = painter.paint(text, (2, 1))
    assert painter.paint(text, (2, 1)) == ""
    assert painter.paint(text, (2, 2)) == "\x1b[H\x1b[mab\r"
    assert first == "\x1b[m\x1b[2J\x1b[Hab\r"


@pytest.mark.parametrize(
    "beyond", ["\x1b[2;1Hcd", "\x1b[1;4Hcd", "\x1b[1;9Hcdefghijkl", "\x1b[7;9H가"]
)
def test_what_lies_beyond_the_terminal_is_not_sent(beyond: str) -> None:
    painter = Painter()
    sent = painter.paint(f"\x1b[1;1Hab가{beyond}\x1b[1;1H", (3, 1))
    assert sent == "\x1b[m\x1b[2J\x1b[Hab\r"
    assert painter.paint("\x1b[1;1Hacd\x1b[1;1H", (3, 1)) == "acd\r"


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("\x1b[1;1Ha\x1b[3b", "\x1b[3b"),
        ("\x1b[1;1Ha\x1b[5Gb", "\x1b[5G"),
        ("\x1b[1;1H\x1b[99ma\x1b[0m", "\x1b[99m"),
        ("\x1b[1;1Ha\nb", "\n"),
        ("\x1b[1;1H\x1b[1ma", ""),
        ("\x1b[36ma\x1b[0m", "\x1b[36m"),
        ("a", "a"),
        ("", ""),
    ],
)
def test_what_is_drawn_by_other_means_is_told(text: str, unknown: str) -> None:
    with pytest.raises(NotDrawn) as raised:
        Painter().paint(text, (WIDTH, HEIGHT))
    assert str(raised.value) == unknown
