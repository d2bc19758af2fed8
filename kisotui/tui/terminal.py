"""What the terminal has, as far as its environment tells. Pure.

terminfo is not asked: on a jump host it often lacks the newer names, and what it says of the older
ones is less than they have. Whether mosh is in between, no environment tells.
"""

from __future__ import annotations

import codecs
import re
import sys
from collections.abc import Mapping
from enum import Enum, IntEnum
from typing import Final, NamedTuple


class Colours(IntEnum):
    """How many colours there are."""

    NONE = 0
    EIGHT = 8
    """Without the bright ones."""
    SIXTEEN = 16
    MANY = 256
    TRUE = 1 << 24


class Inside(Enum):
    """What stands between the program and the terminal that a person looks at."""

    NOTHING = "nothing"
    TMUX = "tmux"
    SCREEN = "screen"
    EITHER = "either"
    """tmux or screen on another host: both go by the name of ``screen``."""


class Terminal(NamedTuple):
    """What the terminal has."""

    colours: Colours
    unicode: bool
    """Whether it shows marks, lines and blocks beyond ASCII, each one column wide."""
    encoding: str
    """Of the text in both directions, in Python's name."""
    inside: Inside
    modern: bool
    """Whether it is of xterm's kind: questions, mouse and titles do no harm. No hardware, no Linux
    console, nothing dumb."""
    title: bool
    """Whether it has a title that can be put back."""

    @property
    def clipboard(self) -> bool:
        """Whether it may have one that can be reached by what is written to it (OSC 52)."""
        return self.modern


_MONOCHROME: Final = re.compile(r"|dumb|unknown|vt\d.*|.*-mono|.*-m")
_OLD: Final = re.compile(r"ansi.*|linux.*|cons\d.*|wsvt.*|pcansi.*|mach.*|hurd.*|sun.*|cygwin")
_EIGHT: Final = re.compile(r"screen|screen\.(?!.*256).*|tmux")
_TRUE: Final = re.compile(r".*(-direct|kitty|ghostty|alacritty|foot|wezterm|contour)\b.*")
_NAMED: Final = ("truecolor", "24bit")


def look(
    environ: Mapping[str, str], encoding: str = "utf-8", utf8_mode: int = sys.flags.utf8_mode
) -> Terminal:
    """The terminal of this environment; ``encoding``: Python's, where the locale names none."""
    name = environ.get("TERM", "").lower()
    monochrome = _MONOCHROME.fullmatch(name) is not None
    modern = not monochrome and _OLD.fullmatch(name) is None
    inside = _inside(name, environ)
    locale = _locale(environ, utf8_mode)
    return Terminal(
        colours=_colours(name, inside, environ),
        unicode=modern and "utf" in locale.lower(),
        encoding=_encoding(locale, encoding),
        inside=inside,
        modern=modern,
        # screen has no stack of titles, and what a window was called before cannot be asked.
        title=modern and inside in (Inside.NOTHING, Inside.TMUX),
    )


def _inside(name: str, environ: Mapping[str, str]) -> Inside:
    """Variables tell of what runs on this host; over SSH nothing but TERM comes along."""
    if environ.get("TMUX"):
        return Inside.TMUX
    if environ.get("STY"):
        return Inside.SCREEN
    if name.startswith("tmux"):
        return Inside.TMUX
    return Inside.EITHER if name.startswith("screen") else Inside.NOTHING


def _colours(name: str, inside: Inside, environ: Mapping[str, str]) -> Colours:
    if environ.get("NO_COLOR") or _MONOCHROME.fullmatch(name):
        return Colours.NONE
    if _OLD.fullmatch(name) or _EIGHT.fullmatch(name):
        return Colours.EIGHT
    if _TRUE.fullmatch(name):
        return Colours.TRUE
    # screen leaves the variable as it found it, and cannot do what it says.
    if environ.get("COLORTERM") in _NAMED and inside in (Inside.NOTHING, Inside.TMUX):
        return Colours.TRUE
    return Colours.MANY if "256" in name else Colours.SIXTEEN


def _locale(environ: Mapping[str, str], utf8_mode: int) -> str:
    character_type = environ.get("LC_CTYPE")
    # Python puts this there by itself where the locale is C.
    if utf8_mode and character_type == "C.UTF-8":
        character_type = None
    return environ.get("LC_ALL") or character_type or environ.get("LANG") or "C"


def _encoding(locale: str, otherwise: str) -> str:
    """The locale's, also where it is not installed on this host: the terminal is elsewhere."""
    charset = locale.partition(".")[2].partition("@")[0]
    try:
        return codecs.lookup(charset or otherwise).name
    except LookupError:
        return otherwise
