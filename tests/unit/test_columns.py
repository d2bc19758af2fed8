"""Which columns fit a terminal."""

from __future__ import annotations

from itertools import pairwise

import pytest

from kisotui import locale
from kisotui.tui.version_columns import columns
from kisotui.tui.widgets.columns import GAP, Column, Placed, fit

ALWAYS = {"name", "state", "semanticversion", "isostate", "progress"}


def end(placed: tuple[Placed, ...]) -> int:
    return placed[-1].x + placed[-1].width


def keys(placed: tuple[Placed, ...]) -> list[str]:
    return [each.column.key for each in placed]


@pytest.mark.parametrize("language", locale.LANGUAGES)
def test_the_columns_never_take_more_than_there_is(language: str) -> None:
    locale.use(language)
    for width in range(59, 240):
        placed = fit(columns(), width)
        assert end(placed) <= width
        assert set(keys(placed)) >= ALWAYS
        for one, other in pairwise(placed):
            assert other.x == one.x + one.width + GAP


@pytest.mark.parametrize("language", locale.LANGUAGES)
def test_80_columns_have_room_for_what_is_essential_and_whole_names(language: str) -> None:
    locale.use(language)
    placed = fit(columns(), 79)
    assert set(keys(placed)) == ALWAYS
    assert placed[0].width >= len("v1.39.1-calico-mold")


@pytest.mark.parametrize("terminal", [160, 170, 180, 200])
@pytest.mark.parametrize("language", locale.LANGUAGES)
def test_names_are_whole_beside_the_pane(language: str, terminal: int) -> None:
    locale.use(language)
    placed = fit(columns(), terminal - max(59, min(80, terminal * 37 // 100)) - 1)
    assert placed[0].width >= len("v1.39.1-calico-mold")


@pytest.mark.parametrize("language", locale.LANGUAGES)
def test_the_size_is_the_first_that_comes_besides(language: str) -> None:
    locale.use(language)
    assert set(keys(fit(columns(), 89))) == {*ALWAYS, "size"}


@pytest.mark.parametrize("language", locale.LANGUAGES)
def test_120_columns_have_room_for_all_of_the_console_s(language: str) -> None:
    locale.use(language)
    assert keys(fit(columns(), 119)) == [
        "name",
        "state",
        "semanticversion",
        "isostate",
        "mincpunumber",
        "minmemory",
        "arch",
        "zonename",
        "size",
        "progress",
    ]


def test_wider_ones_have_room_for_the_time_of_creation() -> None:
    assert keys(fit(columns(), 160))[-1] == "created"


def test_wider_terminals_never_show_fewer_columns() -> None:
    counts = [len(fit(columns(), width)) for width in range(59, 200)]
    assert counts == sorted(counts)


def test_what_is_left_goes_to_those_that_grow_in_turn() -> None:
    some = (Column("a", "A", 4, most=6), Column("b", "B", 4), Column("c", "C", 4, most=20))
    assert [each.width for each in fit(some, 14 + 3)] == [6, 4, 5]
    assert [each.width for each in fit(some, 100)] == [6, 4, 20]


def test_who_is_eager_grows_first() -> None:
    some = (Column("a", "A", 4, most=6), Column("b", "B", 4, most=8, eager=True))
    assert [each.width for each in fit(some, 13)] == [4, 8]
    assert [each.width for each in fit(some, 14)] == [5, 8]


def test_what_is_missing_is_taken_from_those_that_can_be_squeezed() -> None:
    some = (Column("a", "A", 10), Column("b", "B", 10, least=5))
    assert [each.width for each in fit(some, 17)] == [10, 6]
