"""What the terminal has, by its environment."""

from __future__ import annotations

import pytest

from kisotui.tui.terminal import Colours, Inside, look

UTF8 = {"LANG": "ko_KR.UTF-8"}


@pytest.mark.parametrize(
    ("term", "colours"),
    [
        ("", Colours.NONE),
        ("dumb", Colours.NONE),
        ("unknown", Colours.NONE),
        ("vt100", Colours.NONE),
        ("vt220", Colours.NONE),
        ("xterm-mono", Colours.NONE),
        ("linux", Colours.EIGHT),
        ("ansi", Colours.EIGHT),
        ("screen", Colours.EIGHT),
        ("screen.xterm", Colours.EIGHT),
        ("tmux", Colours.EIGHT),
        ("xterm", Colours.SIXTEEN),
        ("XTERM", Colours.SIXTEEN),
        ("rxvt", Colours.SIXTEEN),
        ("putty", Colours.SIXTEEN),
        ("nobody-knows-it", Colours.SIXTEEN),
        ("xterm-256color", Colours.MANY),
        ("screen-256color", Colours.MANY),
        ("screen.xterm-256color", Colours.MANY),
        ("tmux-256color", Colours.MANY),
        ("xterm-kitty", Colours.TRUE),
        ("alacritty", Colours.TRUE),
        ("xterm-direct", Colours.TRUE),
    ],
)
def test_the_name_says_how_many_colours(term: str, colours: Colours) -> None:
    assert look({"TERM": term}).colours is colours


@pytest.mark.parametrize(
    ("environ", "colours"),
    [
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, Colours.TRUE),
        ({"TERM": "xterm", "COLORTERM": "24bit"}, Colours.TRUE),
        ({"TERM": "xterm", "COLORTERM": "yes"}, Colours.SIXTEEN),
        ({"TERM": "dumb", "COLORTERM": "truecolor"}, Colours.NONE),
        ({"TERM": "linux", "COLORTERM": "truecolor"}, Colours.EIGHT),
        ({"TERM": "screen-256color", "COLORTERM": "truecolor", "STY": "1.pts"}, Colours.MANY),
        ({"TERM": "tmux-256color", "COLORTERM": "truecolor", "TMUX": "/t,1,0"}, Colours.TRUE),
        ({"TERM": "xterm-kitty", "NO_COLOR": "1"}, Colours.NONE),
        ({"TERM": "xterm-kitty", "NO_COLOR": ""}, Colours.TRUE),
    ],
)
def test_variables_say_more(environ: dict[str, str], colours: Colours) -> None:
    assert look(environ).colours is colours


@pytest.mark.parametrize(
    ("environ", "inside"),
    [
        ({"TERM": "xterm-256color"}, Inside.NOTHING),
        ({"TERM": "xterm-256color", "TMUX": "/t,1,0"}, Inside.TMUX),
        ({"TERM": "screen-256color", "TMUX": "/t,1,0"}, Inside.TMUX),
        ({"TERM": "screen-256color", "STY": "1.pts-0.host"}, Inside.SCREEN),
        ({"TERM": "tmux-256color"}, Inside.TMUX),
        ({"TERM": "screen-256color"}, Inside.EITHER),
    ],
)
def test_what_stands_in_between(environ: dict[str, str], inside: Inside) -> None:
    assert look(environ).inside is inside


@pytest.mark.parametrize("term", ["", "dumb", "linux", "vt100", "vt220", "ansi"])
def test_an_old_terminal_is_asked_nothing_and_gets_ascii(term: str) -> None:
    terminal = look({"TERM": term, **UTF8})
    has = (terminal.modern, terminal.clipboard, terminal.title, terminal.unicode)
    assert has == (False,) * 4


@pytest.mark.parametrize("term", ["xterm", "xterm-256color", "tmux-256color", "foot", "putty"])
def test_a_modern_terminal_has_all(term: str) -> None:
    terminal = look({"TERM": term, **UTF8})
    assert terminal.modern
    assert terminal.clipboard
    assert terminal.title
    assert terminal.unicode


def test_a_title_that_could_not_be_put_back_is_left_alone() -> None:
    assert not look({"TERM": "screen"}).title
    assert not look({"TERM": "screen-256color", "STY": "1.pts-0.host"}).title


@pytest.mark.parametrize(
    ("environ", "utf8_mode", "unicode"),
    [
        (UTF8, 0, True),
        ({"LANG": "C.UTF-8"}, 0, True),
        ({"LC_ALL": "en_US.utf8", "LANG": "C"}, 0, True),
        ({"LC_CTYPE": "C.UTF-8", "LANG": "C"}, 0, True),
        # Not installed here, so that Python falls back: the terminal is what it says all the same.
        ({"LC_CTYPE": "C.UTF-8", "LANG": "ko_KR.UTF-8"}, 1, True),
        ({"LC_CTYPE": "C.UTF-8", "LANG": "C"}, 1, False),
        ({"LC_CTYPE": "C.UTF-8"}, 1, False),
        ({"LC_ALL": "C", "LANG": "ko_KR.UTF-8"}, 1, False),
        ({"LANG": "ko_KR.EUC-KR"}, 0, False),
        ({}, 0, False),
    ],
)
def test_the_locale_says_what_the_terminal_can_show(
    environ: dict[str, str], utf8_mode: int, unicode: bool
) -> None:
    assert look({"TERM": "xterm", **environ}, utf8_mode=utf8_mode).unicode is unicode


@pytest.mark.parametrize(
    ("environ", "python", "encoding"),
    [
        (UTF8, "utf-8", "utf-8"),
        ({"LANG": "ko_KR.EUC-KR"}, "utf-8", "euc_kr"),
        ({"LANG": "ko_KR.eucKR"}, "utf-8", "euc_kr"),
        ({"LANG": "de_DE.ISO-8859-15@euro"}, "utf-8", "iso8859-15"),
        ({"LANG": "de_DE@euro"}, "iso8859-15", "iso8859-15"),
        ({"LANG": "C"}, "utf-8", "utf-8"),
        ({"LANG": "C"}, "ascii", "ascii"),
        ({"LANG": "xx_XX.nonsense"}, "utf-8", "utf-8"),
    ],
)
def test_text_comes_and_goes_in_the_locale_s_encoding(
    environ: dict[str, str], python: str, encoding: str
) -> None:
    assert look({"TERM": "xterm", **environ}, python, 0).encoding == encoding
