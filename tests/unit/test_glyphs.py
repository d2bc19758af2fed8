"""Marks line up, and have stand-ins."""

from __future__ import annotations

import unicodedata

import pytest

from kisotui.domain.states import IsoState, VersionState
from kisotui.tui.glyphs import STAND_INS, draws_unicode, glyph

IN_TABLES = [*VersionState, *IsoState, "ascending", "descending"]


@pytest.mark.parametrize("name", IN_TABLES)
def test_a_mark_of_the_table_is_one_column_wide_everywhere(name: str) -> None:
    assert unicodedata.east_asian_width(glyph(name)) in ("N", "Na")


@pytest.mark.parametrize("name", [*IN_TABLES, "into", "cut", "unknown", "becomes"])
def test_a_mark_has_an_ascii_stand_in_of_the_same_length(name: str) -> None:
    mark = glyph(name)
    assert mark.translate(STAND_INS).isascii()
    assert len(mark.translate(STAND_INS)) == len(mark)


@pytest.mark.parametrize(
    ("environ", "utf8_mode", "unicode"),
    [
        ({"LANG": "ko_KR.UTF-8"}, 0, True),
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
    assert draws_unicode(environ, utf8_mode) is unicode
