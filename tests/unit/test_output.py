"""What Textual writes, on its way to the terminal."""

from __future__ import annotations

import pytest

from kisotui.tui.paint.output import Output
from kisotui.tui.paint.painter import Painter

SIZE = (10, 2)
LINE = "\x1b[1;1Habc       \n\x1b[2;1H          \x1b[1;1H"
CLEARED = "\x1b[m\x1b[2J\x1b[Habc\r"


@pytest.fixture
def unknown() -> list[str]:
    return []


@pytest.fixture
def output(unknown: list[str]) -> Output:
    return Output(lambda: SIZE, unknown.append)


@pytest.mark.parametrize(
    "beside",
    [
        "\x1b[?25l",
        "\x1b[?1000;1002;1006h",
        "\x1b[>25u",
        "\x1b[<u",
        "\x1b[?2026$p",
        "\x1b[22;2t\x1b]2;kisotui: k.db\x07",
        "\x1b]52;c;YWJj\x1b\\",
        "\x1bPtmux;\x1b\x1b]52;c;YWJj\x07\x1b\\",
        "\x07",
    ],
)
def test_what_leaves_the_screen_as_it_was_goes_through(
    beside: str, output: Output, unknown: list[str]
) -> None:
    assert output.filter(LINE) == CLEARED
    assert output.filter(beside) == beside
    assert output.filter(LINE) == ""
    assert unknown == []


def test_the_pointer_has_the_shape_that_it_has(output: Output) -> None:
    assert output.filter("\x1b]22;default\x07") == ""


def test_a_screen_that_was_left_is_drawn_again(output: Output, unknown: list[str]) -> None:
    output.filter(LINE)
    assert output.filter("\x1b[?1049l") == "\x1b[m\x1b[?1049l"  # no colour stays behind
    assert output.filter("\x1b[?1049h") == "\x1b[?1049h"
    assert output.filter(LINE) == CLEARED
    assert unknown == []


def test_what_is_not_understood_goes_through_and_is_told(
    output: Output, unknown: list[str]
) -> None:
    output.filter(LINE)
    strange = "\x1b[1;1Ha\x1b[3b\x1b[1;1H"
    assert output.filter(strange) == f"\x1b[m{strange}"  # Textual begins with the plain pen
    assert unknown == ["\x1b[3b"]
    assert output.filter(LINE) == CLEARED  # who knows what it did


def test_where_the_painter_fails_everything_goes_through_from_then_on(
    output: Output, unknown: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def paint(*_: object) -> str:
        raise IndexError("list index out of range")

    output.filter(LINE)
    with monkeypatch.context() as patched:
        patched.setattr(Painter, "paint", paint)
        assert output.filter(LINE) == f"\x1b[m{LINE}"
    assert unknown == ["IndexError"]
    assert output.filter(LINE) == LINE
    assert output.filter("\x1b[?25l") == "\x1b[?25l"


def test_brackets_come_with_what_is_long_alone() -> None:
    output = Output(lambda: (2000, 1), lambda unknown: None)

    def update(text: str) -> str:
        drawn = f"\x1b[1;1H{text}\x1b[1;1H"
        return "".join(map(output.filter, ("\x1b[?2026h", drawn, "\x1b[?2026l")))

    long = update("a" * 2000)
    assert long.startswith("\x1b[?2026h")
    assert long.endswith("\x1b[?2026l")
    assert update("a" * 2000) == ""
    assert update(f"b{'a' * 1999}") == "b\r"
