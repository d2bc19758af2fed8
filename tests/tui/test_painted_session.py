"""Random sessions of the real console: the terminal shows what Textual wanted, after each update.

The long form, with the counts that it prints at its end:
``PAINT_STEPS=2000 pytest tests/tui/test_painted_session.py -s``
"""

from __future__ import annotations

import asyncio
import os
import random
from pathlib import Path
from typing import Final

import pytest
from textual.pilot import Pilot

from kisotui.domain.forms import VersionForm
from kisotui.service import versions
from kisotui.service.context import Context, open_context
from kisotui.tui.app import KisoApp
from tests.tui.samples import every_state
from tests.tui.stage import KIM, console, listed, set_iso, until
from tests.tui.watched import Watched

STEPS: Final = int(os.environ.get("PAINT_STEPS", "60"))  # of each session
SIZES: Final = ((80, 24), (80, 24), (81, 25), (60, 15), (50, 12), (120, 30), (163, 40), (200, 50))
KEYS: Final = (
    *("down", "up", "pagedown", "pageup", "home", "end", "left", "right", "ctrl+d", "ctrl+u"),
    *("enter", "tab", "shift+tab", "space", "backspace", "delete", "ctrl+l", "ctrl+p", "f1"),
    *"adefhjklmnobpstuvwyACGNOSVY1234*?/:-+가힣ab1.",
    *("escape",) * 12,
)
NAMES: Final = (
    "쿠버네티스 운영",
    "가나다라마바사아자차카타파하",
    "a가b나c다",
    "Ünïcode",
    "카프카…─",
    "v1",
)
RUNNING: Final = "1.34.12"


def many(context: Context) -> None:
    """More than fit on a screen, with names that are as wide as they are long, or are not."""
    every_state(context)
    for number in range(60):
        name = f"{NAMES[number % len(NAMES)]} {number}"
        form = VersionForm(semanticversion=f"1.20.{number}", name=name, url="http://h/a.iso")
        versions.add(context, form)


class Session:
    """Somebody who presses whatever comes to mind, while a download goes on."""

    def __init__(self, pilot: Pilot[int], terminals: Watched, seed: int) -> None:
        self.pilot, self.terminals = pilot, terminals
        self.random = random.Random(seed)
        assert isinstance(pilot.app, KisoApp)
        self.app = pilot.app
        self.context = open_context(self.app.settings, KIM)
        self.running = next(
            version.id
            for version in versions.page(self.context, self.app.memory.restored.query, 0, 99)
            if version.semanticversion == RUNNING
        )

    async def step(self) -> None:
        """Do something; the terminals are alike after that."""
        kind = self.random.random()
        if kind < 0.05:
            await self.pilot.resize_terminal(*self.random.choice(SIZES))
        elif kind < 0.08:
            self.terminals.suspend_for_a_moment()
        elif kind < 0.12:
            self.app.notify("받는 중입니다: 가나다…", title="쿠버네티스", markup=False)
        elif kind < 0.35:
            await asyncio.to_thread(self._progress)
        else:
            await self.pilot.press(self.random.choice(KEYS))
        await self.pilot.pause()

    def _progress(self) -> None:
        received = self.random.randrange(300 << 20)
        rate = self.random.randrange(200 << 20)
        set_iso(self.context, self.running, "seoul", received=received, rate=rate)

    async def settle(self) -> None:
        """All that was to be drawn is drawn: it can be read on the terminal."""
        compositor = self.app.screen._compositor

        def is_shown() -> bool:
            wanted = [strip.text for strip in compositor.render_strips()]
            return wanted == self.terminals.shown.text()

        await until(self.pilot, is_shown)


@pytest.mark.parametrize("seed", [1, 2])
async def test_the_terminal_shows_what_textual_wants(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = console(tmp_path, monkeypatch, many, lang="ko" if seed % 2 else "en")
    app.driver_class = Watched
    async with app.run_test(headless=False, size=(80, 24)) as pilot:
        terminals = app._driver
        assert isinstance(terminals, Watched)
        await listed(pilot)
        session = Session(pilot, terminals, seed)
        for number in range(STEPS):
            await session.step()
            assert not terminals.faults, (number, terminals.faults)
            if number % 10 == 9:
                await session.settle()
        session.context.close()
    assert app.crash is None
    assert not terminals.faults
    print(  # noqa: T201 - the long form's result
        f"\nseed {seed}, {STEPS} steps: {terminals.updates} updates, {terminals.cells} cells"
        f" compared; {terminals.drawn} bytes drawn, {terminals.sent} sent"
    )
