"""What a question names: as many names as there is room for."""

from __future__ import annotations

import pytest

from kisotui import locale
from kisotui.domain.marks import PORTION
from kisotui.tui.screens.naming import named, portions_note


@pytest.fixture(autouse=True)
def _english() -> None:
    locale.use("en")


def test_all_names_where_there_is_room() -> None:
    assert named(["v1", "v2", "v3"]) == "v1, v2, v3"


def test_the_first_names_and_how_many_more() -> None:
    assert named(["v1", "v2", "v3", "v4"], room=8) == "v1, v2 and 2 more"


def test_one_name_however_long() -> None:
    assert named(["x" * 500, "v2"]) == "x" * 500 + " and 1 more"


def test_wide_letters_take_up_two_cells() -> None:
    assert named(["버전", "버전", "버전"], room=12) == "버전, 버전 and 1 more"


def test_portions_are_told_of_only_where_there_are_some() -> None:
    assert portions_note(PORTION) == []
    assert f"{PORTION} at a time" in portions_note(PORTION + 1)[-1].plain
