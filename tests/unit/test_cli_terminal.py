"""What the person at the terminal sees of a line that is rewritten."""

from __future__ import annotations

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kisotui.cli import terminal
from kisotui.cli.terminal import StatusLine


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> pyte.Screen:
    """A terminal of 20 columns."""
    monkeypatch.setattr(terminal, "is_terminal", lambda stream: True)
    monkeypatch.setenv("COLUMNS", "20")
    return pyte.Screen(20, 3)


def _show(screen: pyte.Screen, capsys: pytest.CaptureFixture[str]) -> list[str]:
    pyte.Stream(screen).feed(capsys.readouterr().err.replace("\n", "\r\n"))
    return [line.replace(" ", "") for line in screen.display]


def test_a_line_takes_the_place_of_the_one_before(
    screen: pyte.Screen, capsys: pytest.CaptureFixture[str]
) -> None:
    with StatusLine() as status:
        status.show("판교 12%")
        assert _show(screen, capsys)[0] == "판교12%"
        status.show("x")
        assert _show(screen, capsys)[0] == "x"
    assert _show(screen, capsys) == ["", "", ""]
    assert (screen.cursor.x, screen.cursor.y) == (0, 0)


@pytest.mark.parametrize("text", ["x" * 50, "판교" * 20, "e\u0301" * 30])
def test_a_line_that_is_too_long_stays_one_line(
    text: str, screen: pyte.Screen, capsys: pytest.CaptureFixture[str]
) -> None:
    with StatusLine() as status:
        status.show(text)
        shown = _show(screen, capsys)
    assert shown[0]
    assert shown[1:] == ["", ""]


def test_nothing_in_it_is_obeyed(screen: pyte.Screen, capsys: pytest.CaptureFixture[str]) -> None:
    with StatusLine() as status:
        status.show("a\x1b[2Jb\n\nc")
        assert "\x1b" not in capsys.readouterr().err


def test_the_same_again_sends_nothing(
    screen: pyte.Screen, capsys: pytest.CaptureFixture[str]
) -> None:
    with StatusLine() as status:
        status.show("12%" + 40 * "x")
        capsys.readouterr()
        status.show("12%" + 40 * "x")
        assert capsys.readouterr().err == ""


def test_without_a_terminal_there_is_no_line(capsys: pytest.CaptureFixture[str]) -> None:
    with StatusLine() as status:
        status.show("12%")
    assert capsys.readouterr().err == ""


def test_streams_that_were_closed_are_no_terminal() -> None:
    assert not terminal.is_terminal(None)


WORDS = st.lists(st.text("ab판교\u0301–", min_size=1, max_size=12)).map(" ".join)


@given(WORDS, st.integers(2, 30))
def test_a_text_is_wrapped_whole_and_never_wider(text: str, columns: int) -> None:
    lines = terminal.wrapped(text, columns)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(terminal.width(line) <= columns for line in lines)


def test_a_text_is_wrapped_at_blanks() -> None:
    assert terminal.wrapped("it is tried again", 9) == ["it is", "tried", "again"]
    assert terminal.wrapped("it is tried", 11) == ["it is tried"]
    assert terminal.wrapped("{SHA-256}9f86d0 it is", 9) == ["{SHA-256}", "9f86d0 it", "is"]
