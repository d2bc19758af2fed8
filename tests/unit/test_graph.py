"""The rate graph and the progress bar."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kisotui.tui.glyphs import STAND_INS
from kisotui.tui.widgets.graph import bar, graph


def test_the_largest_sample_fills_its_column_and_the_others_are_in_proportion() -> None:
    assert graph([0, 25, 50, 100], 1) == [" ▂▄█"]


def test_two_lines_show_twice_as_many_steps() -> None:
    assert graph([0, 25, 50, 75, 100], 2) == ["   ▄█", " ▄███"]


def test_a_trickle_is_told_from_a_standstill() -> None:
    assert graph([0, 1, 1_000_000], 1) == [" ▁█"]


def test_nothing_but_standstill_is_blank() -> None:
    assert graph([0, 0], 2) == ["  ", "  "]


def test_no_sample_is_no_column() -> None:
    assert graph([], 2) == ["", ""]


def test_a_terminal_without_unicode_gets_a_character_of_its_own_for_every_block() -> None:
    (line,) = graph([1, 2, 3, 4, 5, 6, 7, 8], 1)
    shown = line.translate(STAND_INS)
    assert shown.isascii()
    assert len(set(shown)) == 8


@given(st.lists(st.integers(0, 10**12), max_size=60), st.integers(1, 4))
def test_every_line_has_a_column_for_every_sample(samples: list[int], height: int) -> None:
    lines = graph(samples, height)
    assert [len(line) for line in lines] == [len(samples)] * height


def test_the_bar_is_full_at_the_last_byte_and_not_before() -> None:
    assert bar(999, 1000, 10) == "█████████▁"
    assert bar(1000, 1000, 10) == "██████████"


def test_more_bytes_than_announced_do_not_overflow_the_bar() -> None:
    assert bar(5000, 1000, 10) == "██████████"


def test_the_bar_is_empty_while_the_size_is_unknown() -> None:
    assert bar(5000, None, 3) == "▁▁▁"
