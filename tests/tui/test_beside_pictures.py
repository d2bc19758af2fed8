"""What the list looks like with the pane beside it, on a console that may only look."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from kisotui.tui.widgets.beside import Beside
from tests.tui.samples import every_state
from tests.tui.stage import console, listed, until


async def shown(pilot: Pilot[int]) -> None:
    await listed(pilot)
    await until(pilot, lambda: pilot.app.screen.query_one(Beside)._lines)


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_picture(
    snap_compare: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    app = console(tmp_path, monkeypatch, every_state, lang)
    app.settings = app.backend._settings = replace(app.settings, read_only=True)
    assert snap_compare(app, terminal_size=(160, 45), run_before=shown)
