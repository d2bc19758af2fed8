"""What the list, its dialogs and the help look like, in both sizes and both languages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from kisotui.tui.palette import Palette
from kisotui.tui.screens.filters import Filters
from kisotui.tui.screens.help import Help
from kisotui.tui.screens.sort import Sort
from kisotui.tui.widgets.table import WindowTable
from kisotui.tui.widgets.title import Title
from tests.tui.samples import every_state
from tests.tui.stage import Script, console, listed, pressing, two_zones, until


async def counted(pilot: Pilot[int], count: int) -> None:
    await until(pilot, lambda: pilot.app.screen_stack[0].query_one(WindowTable).count == count)


async def filtering(pilot: Pilot[int]) -> None:
    await listed(pilot)
    await pilot.press("slash", *"ready")
    # "read" finds as many: only the title tells that the last letter was taken in.
    title = pilot.app.screen_stack[0].query_one(Title)
    await until(pilot, lambda: (title.facts.filter, title.facts.count) == ("ready", 3))


async def unmatched(pilot: Pilot[int]) -> None:
    await listed(pilot)
    await pilot.press("slash", *"1.99", "enter")
    await counted(pilot, 0)


async def empty(pilot: Pilot[int]) -> None:
    await counted(pilot, 0)


PICTURES: dict[str, Script] = {
    "dashboard": listed,
    "filter": filtering,
    "no-match": unmatched,
    "empty": empty,
    "filters": pressing("f", Filters),
    "sort": pressing("s", Sort),
    "help": pressing("question_mark", Help),
    "palette": pressing("colon", Palette),
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
    fill = two_zones if name == "empty" else every_state
    app = console(tmp_path, monkeypatch, fill, lang)
    assert snap_compare(app, terminal_size=size, run_before=PICTURES[name])


@pytest.mark.parametrize("name", ["too-small", "least"])
def test_small_terminals(
    snap_compare: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    app = console(tmp_path, monkeypatch, every_state)
    if name == "least":
        assert snap_compare(app, terminal_size=(60, 15), run_before=listed)
    else:
        assert snap_compare(app, terminal_size=(20, 5))
