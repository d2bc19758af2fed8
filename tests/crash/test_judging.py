"""Real workers that are looking into an ISO which has its place already."""

from __future__ import annotations

from typing import Final

import pytest

from kisotui.domain.states import IsoState, Phase
from kisotui.service import downloads
from tests.crash.conftest import House, until

ENDLESS: Final = """
import os, time
from pathlib import Path
from kisotui.worker import judging

def judge(data, expected, *, stopped, on_progress):
    Path(os.environ["KISOTUI_LOG_DIR"], "judging").touch()
    while not stopped():
        time.sleep(0.01)
    raise OSError

judging.judge = judge
"""
"""It looks until it is stopped."""


@pytest.fixture
def house(house: House) -> House:
    house.server.pace = None
    return house


def judged(house: House) -> str:
    """A version whose ISO is being looked into."""
    version = house.add()
    until((house.settings.log_dir / "judging").exists, "it is being looked into")
    assert house.files() == {"iso"}
    return version


def test_one_that_is_killed_meanwhile_leaves_it_to_the_next(house: House) -> None:
    worker = house.on_duty(twist=ENDLESS)
    version = judged(house)
    worker.kill()
    assert house.iso(version).state is IsoState.CREATING
    house.on_duty()
    house.wait_ready(version)
    said = house.messages(version)
    assert said.count("event.iso.ready") == 1
    assert said.index("event.iso.ready") > said.index("event.iso.lost")
    assert house.iso(version).errors == 0
    assert len(house.server.asked_for_isos) == 1


def test_one_that_is_paused_meanwhile_has_all_that_there_is(house: House) -> None:
    house.on_duty(twist=ENDLESS)
    version = judged(house)
    downloads.pause(house.ctx, [version])
    until(lambda: house.iso(version).phase is Phase.PAUSED, "it is paused")
    assert house.iso(version).received == house.image.stat().st_size
    assert house.iso(version).state is not IsoState.READY
