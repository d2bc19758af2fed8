"""Rounds of ``make torture``, a few of each kind; here with the same seeds every time."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.torture import FROZEN, Stage, Tally, play
from tests.support.torture_kills import WAYS
from tests.support.torture_nursery import Nursery
from tests.support.torture_scene import Image


@pytest.mark.parametrize("way", [*WAYS, FROZEN])
def test_whatever_is_killed_everything_becomes_right(
    way: str, nursery: Nursery, there: list[Image], tmp_path: Path
) -> None:
    stage = Stage(tmp_path, there, nursery, lambda folder: f"sqlite:///{folder / 'kisotui.db'}")
    tally = Tally()
    play(stage, f"{way}:1", tally, [way], most=2)
    assert tally.told == []
    assert tally.kills[way] > 0
