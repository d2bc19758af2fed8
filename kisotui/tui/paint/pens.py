"""What the terminal draws with, and the shortest sequence (SGR) from one pen to another."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice
from typing import Final, NamedTuple


class Pen(NamedTuple):
    """Each part as the parameters of SGR that bring it about; empty for the terminal's own."""

    ink: str = ""
    paper: str = ""
    marks: frozenset[str] = frozenset()
    """Bold, dim, underline and so on."""


PLAIN: Final = Pen()
_MARKS: Final = frozenset(("1", "2", "3", "4", "5", "6", "7", "8", "9", "21", "51", "52", "53"))
_SEEN_ON_BLANKS: Final = frozenset(("4", "7", "9", "21", "51", "52", "53"))
_INKS: Final = frozenset(map(str, (*range(30, 38), *range(90, 98))))
_PAPERS: Final = frozenset(map(str, (*range(40, 48), *range(100, 108))))
_FOLLOWING: Final = {"5": 1, "2": 3}  # how many parameters come after 38;5 and 38;2


@lru_cache(maxsize=1024)
def after(before: Pen, parameters: str) -> Pen:
    """The pen after an SGR sequence. Raises ValueError: not one that screens are drawn with."""
    ink, paper, marks = before
    codes = iter(parameters.split(";"))
    for code in codes:
        if code in ("38", "48"):
            kind = next(codes, "")
            if kind not in _FOLLOWING:
                raise ValueError(parameters)
            code = ";".join((code, kind, *islice(codes, _FOLLOWING[kind])))
        if code in ("", "0"):
            ink, paper, marks = PLAIN
        elif code in _MARKS:
            marks |= {code}
        elif code in ("39", "49"):
            ink, paper = ("", paper) if code == "39" else (ink, "")
        elif code in _INKS or code.startswith("38;"):
            ink = code
        elif code in _PAPERS or code.startswith("48;"):
            paper = code
        else:
            raise ValueError(parameters)
    return Pen(ink, paper, marks)


@lru_cache(maxsize=1024)
def on_blank(pen: Pen) -> Pen:
    """The simplest pen with which a blank looks the same."""
    return pen if pen.marks & _SEEN_ON_BLANKS else Pen(paper=pen.paper)


@lru_cache(maxsize=1024)
def change(before: Pen | None, pen: Pen) -> str:
    """From one pen to another; None: nobody knows which one the terminal has."""
    if before == pen:
        return ""
    anew = _sgr("0", *sorted(pen.marks), pen.ink, pen.paper)
    if before is None or not before.marks <= pen.marks:
        return anew
    ink = "" if pen.ink == before.ink else pen.ink or "39"
    paper = "" if pen.paper == before.paper else pen.paper or "49"
    return min(_sgr(*sorted(pen.marks - before.marks), ink, paper), anew, key=len)


def _sgr(*codes: str) -> str:
    given = ";".join(code for code in codes if code)
    return f"\x1b[{'' if given == '0' else given}m"
