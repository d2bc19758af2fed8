"""Rounds of ``make torture``, a few of each kind; here with the same seeds every time."""

from __future__ import annotations

from itertools import count
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
    for number in count(1):
        play(stage, f"{way}:{number}", tally, [way], most=2)
        assert tally.told == []
        if tally.kills[way]:
            break
        # All was done before the moment came: another round, another moment.
        assert number < 10
