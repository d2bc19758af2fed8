"""What the edit form looks like before it is saved, in both languages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from kisotui.tui.app import KisoApp
from kisotui.tui.screens.dialog import Confirm
from tests.tui.stage import Script, console, until
from tests.tui.test_edit_version import fill, follows, opened, ready


async def refetched(pilot: Pilot[int]) -> None:
    """Another URL and another name: the ISO that is there is deleted first."""
    await opened(pilot)
    await fill(pilot, name="v1.34.12-b", url="https://elsewhere.example/b.iso")
    await until(pilot, lambda: "829.0 MiB" in follows(pilot))


async def asked(pilot: Pilot[int]) -> None:
    await refetched(pilot)
    await pilot.press("ctrl+s")
    await until(pilot, lambda: isinstance(pilot.app.screen, Confirm) and pilot.app.screen.focused)


PICTURES: dict[str, Script] = {"refetched": refetched, "asked": asked}


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("name", PICTURES)
def test_picture(
    snap_compare: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, lang: str
) -> None:
    app: KisoApp = console(tmp_path, monkeypatch, ready, lang)
    assert snap_compare(app, terminal_size=(80, 24), run_before=PICTURES[name])
