"""Text and names from outside."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from wcwidth import wcwidth

from kisotui.domain import names
from kisotui.domain.failures import Problem
from kisotui.domain.text import is_doubtful, is_hidden, level, searchable, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("v1.34.12", "v1.34.12"),
        ("[red]x[/red]", "[red]x[/red]"),
        ("쿠버네티스", "쿠버네티스"),
        (unicodedata.normalize("NFD", "한글é"), "한글é"),
        ("Кубернетес ①·★", "Кубернетес ①·★"),
        ("שלום", "שלום"),
        ("q\u0303", "q\u0303"),
        ("\x1b[31mred", "\ufffd[31mred"),
        ("a\r\nb\tc", "a\ufffd\ufffdb\ufffdc"),
        ("a\u202eb", "a\ufffdb"),
        ("a\u200db\ufe0f", "a\ufffdb\ufffd"),
        ("\u0301a", "\ufffda"),
        ("\U0001f1f0\U0001f1f7", "\ufffd\ufffd"),
        ("\U0001f44d\U0001f3fd", "\U0001f44d\ufffd"),
        ("1\ufe0f\u20e3", "1\ufffd\ufffd"),
        ("葛\U000e0100", "葛\ufffd"),
        ("का", "क\ufffd"),
        ("a\u3164\uffa0\u115f\u1160b", "a\ufffd\ufffd\ufffd\ufffdb"),
        ("\ud800", "\ufffd"),
        ("", ""),
    ],
)
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text(st.characters(codec=None), max_size=300))
def test_nothing_that_a_terminal_obeys_is_left(text: str) -> None:
    shown = visible(text, limit=100)
    assert len(shown) <= 100
    assert not any(is_hidden(char) for char in shown)
    assert not any(unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp") for char in shown)
    assert visible(shown, limit=100) == shown


@given(st.text(st.characters(codec=None), max_size=50))
def test_terminals_agree_on_the_width_of_what_is_shown(text: str) -> None:
    # Textual's tables and wcwidth's, which differ for many more characters than are left.
    assert all(cell_len(char) == wcwidth(char) for char in visible(text))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("v1.34.12", "v1.34.12"),
        ("쿠버네티스", "쿠버네티스"),
        ("Кубернетес", "Кубернетес"),
        ("v1 שלום", "v1 \ufffd\ufffd\ufffd\ufffd"),
        ("١٢", "\ufffd\ufffd"),
    ],
)
def test_nothing_in_a_table_turns_its_line_round(text: str, shown: str) -> None:
    assert level(text) == shown


@pytest.mark.parametrize("char", ["①", "·", "Я", "\u0303", "\U0001f600", "\ufffd", "…"])
def test_some_characters_need_the_cursor_put_anew(char: str) -> None:
    assert is_doubtful(char)


@pytest.mark.parametrize("char", ["a", "ç", "가", "漢", "ア", "✓", "⇣"])
def test_most_do_not(char: str) -> None:
    assert not is_doubtful(char)


def test_searchable_whatever_the_case_and_composition() -> None:
    assert searchable("Straße 한글") == searchable(unicodedata.normalize("NFD", "STRASSE 한글"))


@pytest.mark.parametrize("name", ["v1", " v1 ", "이름", "a/../b", "[red]", "x" * 255, ""])
def test_names_accepted(name: str) -> None:
    assert names.parse(name) == name.strip()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("x" * 256, "name-too-long"),
        ("x" * 10_000, "name-too-long"),
        ("a\nb", "name-unprintable"),
        ("\x1b[31m", "name-unprintable"),
        ("a\u202eb", "name-unprintable"),
        ("a\0", "name-unprintable"),
    ],
)
def test_names_refused(name: str, code: str) -> None:
    with pytest.raises(Problem) as caught:
        names.parse(name, field="name")
    assert (caught.value.code, caught.value.field) == (code, "name")


def test_a_name_that_is_required() -> None:
    assert names.parse_required(" a ") == "a"
    with pytest.raises(Problem) as caught:
        names.parse_required("  ")
    assert caught.value.code == "name-missing"


def test_default_names_are_the_apis() -> None:
    assert names.default("1.34.12", None) == "v1.34.12"
    assert names.default("1.34.12", "Seoul") == "v1.34.12-Seoul"
    assert names.iso_name("v1.34.12") == "v1.34.12-Kubernetes-Binaries-ISO"


@given(st.text(max_size=400))
def test_a_default_name_is_short_enough(zone: str) -> None:
    assert len(names.default("999999.999999.999999", zone)) <= names.LONGEST
