"""What marks look like, and what is asked of several versions, in both languages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from kisotui.tui.screens.dashboard import Dashboard
from kisotui.tui.screens.dialog import Confirm
from kisotui.tui.screens.limit_downloads import LimitDownloads
from kisotui.tui.screens.manage_version import ManageVersion
from kisotui.tui.widgets.footer import Footer
from kisotui.tui.widgets.title import Title
from tests.tui.samples import every_state
from tests.tui.stage import Script, console, listed, until


def _said(pilot: Pilot[int]) -> str:
    dashboard = pilot.app.screen_stack[0]
    assert isinstance(dashboard, Dashboard)
    return dashboard.query_one(Title).facts.marked


def _judged(pilot: Pilot[int]) -> bool:
    """Whether the footer knows already what can be done with the marked ones."""
    return bool(pilot.app.screen_stack[0].query_one(Footer).subject.marked)


async def marked(pilot: Pilot[int]) -> None:
    """Two marks, and a range."""
    await listed(pilot)
    await pilot.press("space", "j", "space", "j", "v", "j", "j")
    await until(pilot, lambda: "3" in _said(pilot) and _judged(pilot))


def asking(key: str, dialog: type) -> Script:
    async def script(pilot: Pilot[int]) -> None:
        await listed(pilot)
        await pilot.press("asterisk")
        await until(pilot, lambda: _said(pilot) and _judged(pilot))
        await pilot.press("G", "space", key)
        await until(pilot, lambda: isinstance(pilot.app.screen, dialog))
        await until(pilot, lambda: pilot.app.screen.focused)

    return script


PICTURES: dict[str, Script] = {
    "marks": marked,
    "delete": asking("d", Confirm),
    "manage": asking("m", ManageVersion),
    "pause": asking("p", Confirm),
    "cancel": asking("x", Confirm),
    "verify": asking("t", Confirm),
    "limit": asking("b", LimitDownloads),
}


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("name", PICTURES)
def test_picture(
    snap_compare: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, lang: str
) -> None:
    app = console(tmp_path, monkeypatch, every_state, lang)
    assert snap_compare(app, terminal_size=(80, 24), run_before=PICTURES[name])
