"""Marks line up, and have stand-ins."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from kisotui.domain.states import IsoState, VersionState
from kisotui.domain.text import visible
from kisotui.tui.glyphs import STAND_INS, glyph, translation
from kisotui.tui.terminal import look

IN_TABLES = [*VersionState, *IsoState, "ascending", "descending"]


@pytest.mark.parametrize("name", IN_TABLES)
def test_a_mark_of_the_table_is_one_column_wide_everywhere(name: str) -> None:
    assert unicodedata.east_asian_width(glyph(name)) in ("N", "Na")


@pytest.mark.parametrize("name", [*IN_TABLES, "into", "cut", "unknown", "becomes"])
def test_a_mark_has_an_ascii_stand_in_of_the_same_length(name: str) -> None:
    mark = glyph(name)
    assert mark.translate(STAND_INS).isascii()
    assert len(mark.translate(STAND_INS)) == len(mark)


def shown(text: str, **environ: str) -> str:
    """What a terminal in this environment gets for a text."""
    table = translation(look({"TERM": "xterm", **environ}, "utf-8", 0))
    return text if table is None else text.translate(table)


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("✓ 한글 — é ①", "ko_KR.UTF-8", "✓ 한글 — é ①"),
        # Where no charset is named, text goes as Python sends it; only our marks give way.
        ("✓ 한글…", "C", "+ 한글~"),
        ("✓ 한글", "ko_KR.EUC-KR", "+ 한글"),
        # It has these, but twice as wide as the tables reckon.
        ("①·Я", "ko_KR.EUC-KR", "?.?"),
        ("뷁 漢 é", "ko_KR.EUC-KR", "?? 漢 ?"),
        ("뷁", "ko_KR.CP949", "뷁"),
        ("한글 é", "de_DE.ISO-8859-1", "???? é"),
        ("한글 é", "en_US.US-ASCII", "???? ?"),
        ("q\u0303", "de_DE.ISO-8859-1", "q"),
        ("\x1b[1;31m─\x1b[m", "C", "\x1b[1;31m-\x1b[m"),
    ],
)
def test_a_terminal_gets_only_what_it_shows(text: str, lang: str, expected: str) -> None:
    assert shown(text, LANG=lang) == expected


@given(st.text(max_size=40), st.sampled_from(["ko_KR.EUC-KR", "de_DE.ISO-8859-1", "C.ASCII"]))
def test_stand_ins_are_as_wide_as_what_they_stand_for(text: str, lang: str) -> None:
    safe = visible(text)
    table = translation(look({"TERM": "xterm", "LANG": lang}, "utf-8", 0))
    assert table is not None
    for char in safe:
        stand_in = char.translate(table)
        assert cell_len(stand_in) == cell_len(char)
        stand_in.encode(look({"LANG": lang}, "utf-8", 0).encoding)
