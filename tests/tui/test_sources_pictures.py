"""What the catalogue and its sources look like, in both languages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from kisotui.domain.catalogue import Page
from kisotui.service.context import Context
from kisotui.store import sources as rows
from kisotui.store import work
from tests.tui.samples import every_state
from tests.tui.stage import Fill, Script, console, until
from tests.tui.test_sources import adding, an_iso, filled, managing, opened


def many(context: Context) -> None:
    """More than there is room for."""
    filled(context)
    items = tuple(an_iso(f"1.{minor}.{patch}") for minor in (34, 35) for patch in range(20))
    page = Page("https://download.cloudstack.org/cks/", items=items)
    with context.store.write() as session:
        rows.listed(session, work.this_process(), id="cloudstack", pages=(page,))


async def asked(pilot: Pilot[int]) -> None:
    await opened(pilot)
    await until(pilot, lambda: len(pilot.app.screen._state.asking) == 2)  # type: ignore[attr-defined]


async def further_down(pilot: Pilot[int]) -> None:
    await opened(pilot)
    await until(pilot, lambda: len(pilot.app.screen._lines) == 40)  # type: ignore[attr-defined]
    await pilot.press("down", "down")


PICTURES: dict[str, tuple[Fill, Script, tuple[int, int]]] = {
    "catalogue": (filled, opened, (80, 24)),
    "never": (every_state, asked, (80, 24)),
    "many": (many, further_down, (80, 24)),
    "wide": (filled, opened, (160, 40)),
    "short": (filled, opened, (60, 15)),
    "sources": (filled, managing, (80, 24)),
    "add": (filled, adding, (80, 24)),
}


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("name", PICTURES)
def test_picture(
    snap_compare: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, lang: str
) -> None:
    fill, script, size = PICTURES[name]
    app = console(tmp_path, monkeypatch, fill, lang)
    assert snap_compare(app, terminal_size=size, run_before=script)
