"""How dialogs close."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Button

from kisotui.tui.screens.dialog import Confirm
from tests.tui.stage import console, two_zones, until

Patch = pytest.MonkeyPatch


async def test_answered_twice_it_leaves_the_screen_below_alone(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    """As by a double click."""
    app = console(tmp_path, monkeypatch, two_zones)
    async with app.run_test(size=(80, 24)) as pilot:
        below, above = (Confirm("?", [], "yes", "no") for _ in range(2))
        answers: list[bool | None] = []
        await app.push_screen(below)
        await app.push_screen(above, answers.append)
        no = above.query_one("#no", Button)
        no.press()
        no.press()
        await until(pilot, lambda: bool(answers))
        await until(pilot, lambda: not above.is_attached)
        await pilot.pause()
        assert app.screen is below
        assert answers == [False]
