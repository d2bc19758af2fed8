"""What the dialogs and the detail screen look like, in both sizes and both languages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from kisotui.domain.states import VersionState
from kisotui.service import versions
from kisotui.service.context import Context
from kisotui.tui.app import KisoApp
from kisotui.tui.screens.add_version import AddVersion
from kisotui.tui.screens.detail import Detail
from kisotui.tui.screens.dialog import Confirm
from kisotui.tui.screens.limit_downloads import LimitDownloads
from kisotui.tui.screens.manage_version import ManageVersion
from kisotui.tui.widgets.form import Field
from kisotui.tui.widgets.lines import Lines
from tests.tui.stage import Script, console, half_way, pressing, until


def enabled_again(context: Context) -> None:
    """A version with a few events."""
    version = half_way(context)
    versions.set_state(context, [version], VersionState.DISABLED)
    versions.set_state(context, [version], VersionState.ENABLED)


async def wrong(pilot: Pilot[int]) -> None:
    await pressing("a", AddVersion)(pilot)
    typed = {
        "semanticversion": "v1.30.0",
        "url": "ftp://admin:hunter2@server/a.iso",
        "checksum": "{SHA-256}9f86d081884c7d65",
        "minmemory": "1024",
    }
    for name, text in typed.items():
        pilot.app.screen.query_one(f"#{name}", Field).value = text
    await pilot.press("tab", "tab", "tab", "tab")


def tab(key: str, pane: str) -> Script:
    async def script(pilot: Pilot[int]) -> None:
        await pressing("enter", Detail)(pilot)
        await pilot.press(key)
        await until(pilot, lambda: pilot.app.screen.query_one(pane, Lines)._lines)

    return script


PICTURES: dict[str, Script] = {
    "add": pressing("a", AddVersion),
    "add-wrong": wrong,
    "add-file": pressing("A", AddVersion),
    "manage": pressing("m", ManageVersion),
    "delete": pressing("d", Confirm),
    "cancel": pressing("x", Confirm),
    "limit": pressing("b", LimitDownloads),
    "details": tab("1", "#details"),
    "events": tab("2", "#log"),
    "downloads": tab("3", "#downloads"),
}


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
@pytest.mark.parametrize("name", PICTURES)
def test_picture(
    snap_compare: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    size: tuple[int, int],
    lang: str,
) -> None:
    app: KisoApp = console(tmp_path, monkeypatch, enabled_again, lang)
    assert snap_compare(app, terminal_size=size, run_before=PICTURES[name])
