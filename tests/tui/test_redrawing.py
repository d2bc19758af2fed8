"""Everything is drawn again where the terminal may show something else."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from textual.events import Resize
from textual.geometry import Size
from textual.pilot import Pilot

from kisotui.tui.app import KisoApp
from tests.tui.samples import every_state
from tests.tui.stage import console, listed, until
from tests.tui.watched import Watched

SIZE = (80, 24)


@asynccontextmanager
async def watched(app: KisoApp) -> AsyncIterator[tuple[Pilot[int], Watched]]:
    """The console on its list, on a terminal that is watched."""
    app.driver_class = Watched
    async with app.run_test(headless=False, size=SIZE) as pilot:
        terminals = app._driver
        assert isinstance(terminals, Watched)
        await listed(pilot)
        await until(pilot, lambda: "v1.34.11" in "".join(terminals.shown.text()))
        yield pilot, terminals
    assert not terminals.faults


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> KisoApp:
    return console(tmp_path, monkeypatch, every_state)


async def by_key(pilot: Pilot[int]) -> None:
    await pilot.press("ctrl+l")


async def by_a_size_that_came_back(pilot: Pilot[int]) -> None:
    pilot.app.post_message(Resize(Size(*SIZE), Size(*SIZE)))


async def by_a_shell_that_continues(pilot: Pilot[int]) -> None:
    pilot.app.app_resume_signal.publish(pilot.app)


@pytest.mark.parametrize("redraw", [by_key, by_a_size_that_came_back, by_a_shell_that_continues])
async def test_what_others_wrote_goes(
    redraw: Callable[[Pilot[int]], Awaitable[None]], app: KisoApp
) -> None:
    async with watched(app) as (pilot, terminals):
        terminals.shown.scribble()
        await redraw(pilot)
        await until(pilot, lambda: not terminals.shown.is_scribbled)


async def test_a_strange_update_goes_through_and_is_noted_once(app: KisoApp) -> None:
    async with watched(app) as (pilot, terminals):
        for _ in range(2):
            terminals.write("\x1b[1;1H\x1b[7X\x1b[1;1H")
        await pilot.press("ctrl+l")
    (line,) = (app.settings.log_dir / "console.log").read_text().splitlines()
    assert line.endswith(r"('\x1b[7X'); it is sent as it is")


async def test_a_log_that_cannot_be_written_stops_nothing(app: KisoApp) -> None:
    app.settings.log_dir.write_text("not a directory")
    async with watched(app) as (pilot, terminals):
        terminals.write("\x1b[1;1H\x1b[7X\x1b[1;1H")
        await pilot.press("ctrl+l")


def test_it_can_be_switched_off(app: KisoApp) -> None:
    assert app.output is not None
    assert KisoApp(replace(app.settings, changed_cells_only=False)).output is None
