"""Lines that are rewritten on a terminal: what a person sees of them, and what is sent."""

from __future__ import annotations

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kisotui.cli import live, output, terminal
from kisotui.cli.live import LiveLines
from kisotui.cli.terminal import cut
from kisotui.domain.text import visible

COLUMNS, ROWS = 20, 6
PIECES = ["a", "b", " ", "판", "교", "e\u0301", "7", "\x1b", "–"]
LINE = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
BLOCK = st.lists(LINE, max_size=9)


class Person:
    """Somebody at a terminal of 20 columns and 6 lines."""

    def __init__(self) -> None:
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.Stream(self.screen)
        self._lines = LiveLines()

    def shown(self, block: list[str], columns: int = COLUMNS) -> str:
        """What was sent to show it."""
        sent: list[str] = []
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("COLUMNS", str(columns))
            patch.setenv("LINES", str(ROWS))
            patch.setattr(output, "raw", sent.append)
            self._lines.show(block)
        self._stream.feed("".join(sent).replace("\n", "\r\n"))
        return "".join(sent)

    def sees(self) -> list[str]:
        """The lines above the cursor."""
        return [line.rstrip() for line in self.screen.display[: self.screen.cursor.y]]


@pytest.fixture
def person() -> Person:
    return Person()


def test_a_block_takes_the_place_of_the_one_before(person: Person) -> None:
    person.shown(["Name   Rate", "v1    1 KiB"])
    person.shown(["Name   Rate", "v1   12 KiB", "v2    3 KiB"])
    assert person.sees() == ["Name   Rate", "v1   12 KiB", "v2    3 KiB"]
    person.shown(["Name   Rate"])
    assert person.sees() == ["Name   Rate"]
    assert person.screen.cursor.x == 0


def test_only_what_changed_is_sent(person: Person) -> None:
    block = [f"v{number}  10%  seoul" for number in range(4)]
    person.shown(block)
    assert person.shown(block) == ""
    block[1] = "v1  11%  seoul"
    sent = person.shown(block)
    assert "seoul" not in sent
    assert "v1" not in sent
    assert len(sent) < 20
    assert person.sees() == block


def test_more_lines_than_the_terminal_has_say_how_many_are_missing(person: Person) -> None:
    person.shown([f"v{number}" for number in range(9)])
    assert person.sees() == ["v0", "v1", "v2", "v3", "… 5 more"]
    person.shown(["v0"])
    assert person.sees() == ["v0"]


def test_another_size_begins_a_new_block(person: Person) -> None:
    person.shown(["v1 10%"])
    assert person.shown(["v1 11%"], COLUMNS - 5) == "v1 11%\n"


def test_nothing_in_it_is_obeyed(person: Person) -> None:
    assert "\x1b[2J" not in person.shown(["a\x1b[2Jb\nc"])


@given(st.lists(BLOCK, min_size=2, max_size=4))
def test_whatever_follows_whatever_the_last_one_is_seen(blocks: list[list[str]]) -> None:
    """As if it had been written alone."""
    person, fresh = Person(), Person()
    for block in blocks:
        person.shown(block)
    fresh.shown(blocks[-1])
    assert person.sees() == fresh.sees()
    assert person.screen.cursor.x == 0
    below = person.screen.display[person.screen.cursor.y :]
    assert "".join(below).strip() == ""


@given(BLOCK)
def test_no_line_is_wider_than_the_terminal(block: list[str]) -> None:
    for line in block:
        assert terminal.width(cut(visible(line), COLUMNS - 1)) < COLUMNS


@pytest.mark.parametrize(("term", "can"), [("xterm", True), ("dumb", False), ("", False)])
def test_which_terminals_are_rewritten(
    term: str, can: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "is_terminal", lambda stream: True)
    assert live.can_rewrite({"TERM": term}) is can
    monkeypatch.setattr(live, "is_terminal", lambda stream: False)
    assert not live.can_rewrite({"TERM": term})
