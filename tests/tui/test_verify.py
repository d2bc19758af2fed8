"""Having stored ISOs read again: by one key, of one, of those that are marked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from kisotui.domain.forms import VersionForm
from kisotui.domain.states import IsoState, Phase
from kisotui.service import versions
from kisotui.service.context import Context, open_context
from kisotui.store import work
from kisotui.tui.app import KisoApp
from kisotui.tui.screens.dialog import Confirm
from tests.support.workers import claim, enter, placed
from tests.tui.stage import KIM, SHA, URL, console, listed, until

Patch = pytest.MonkeyPatch
NAMES = ("v1", "v2", "v3")


def stored(context: Context) -> None:
    """Two versions that are there, and one that is not yet."""
    me = enter(context.store, work.this_process())
    for name in ("v1", "v2"):
        url = f"{URL}?{name}"
        form = VersionForm(name=name, semanticversion="1.34.12", url=url, checksum=SHA)
        versions.add(context, form)
        [job] = claim(context.store, me)
        with context.store.write() as session:
            work.ready(session, me, job, **placed())
    versions.add(context, VersionForm(name="v3", semanticversion="1.33.1", url=f"{URL}?3"))
    with context.store.write() as session:
        work.leave(session, me)


def phases(app: KisoApp) -> dict[str, Phase]:
    context = open_context(app.settings, KIM)
    try:
        found = {name: versions.get(context, versions.resolve(context, name)) for name in NAMES}
        assert {found[name].version.isostate for name in ("v1", "v2")} == {IsoState.READY}
        return {name: each.version.phase for name, each in found.items()}
    finally:
        context.close()


def said(app: KisoApp) -> str:
    return "\n".join(note.title or note.message for note in app._notifications)


def on(name: str, pilot: Pilot[int]) -> bool:
    return bool(pilot.app.screen.current_version().name == name)  # type: ignore[attr-defined]


async def to(name: str, pilot: Pilot[int]) -> None:
    await listed(pilot)
    await pilot.press("home")
    for _ in NAMES:
        await pilot.pause()
        if on(name, pilot):
            return
        await pilot.press("down")
    raise AssertionError(name)


async def test_one_is_read_again_at_once(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, stored)
    async with app.run_test(size=(80, 24)) as pilot:
        await to("v1", pilot)
        await pilot.press("t")
        await until(pilot, lambda: phases(app)["v1"] is Phase.UNPROVEN)
        assert phases(app)["v2"] is Phase.IDLE
        await until(pilot, lambda: "v1" in said(app))


async def test_of_one_that_is_not_there_it_says_so(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, stored)
    async with app.run_test(size=(80, 24)) as pilot:
        before = phases(app)
        await to("v3", pilot)
        await pilot.press("t")
        await until(pilot, lambda: "Nothing of v3 is stored here" in said(app))
        assert phases(app) == before


async def test_the_marked_are_asked_for_once(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, stored)
    async with app.run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        await pilot.press("asterisk", "t")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        await pilot.press("tab", "enter")
        await until(pilot, lambda: phases(app)["v1"] is phases(app)["v2"] is Phase.UNPROVEN)
        await until(pilot, lambda: "2" in said(app))


async def test_who_may_only_look_is_refused(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, stored)
    monkeypatch.setattr("kisotui.store.sqlite.may_write", lambda path: False)
    async with app.run_test(size=(80, 24)) as pilot:
        await to("v1", pilot)
        await pilot.press("t")
        await until(pilot, lambda: "cannot be written" in said(app))
    monkeypatch.undo()
    assert phases(app)["v1"] is Phase.IDLE


async def _one(pilot: Pilot[int]) -> None:
    await to("v1", pilot)
    await pilot.press("t")
    await until(pilot, lambda: said(pilot.app))  # type: ignore[arg-type]


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_picture(snap_compare: Any, tmp_path: Path, monkeypatch: Patch, lang: str) -> None:
    app = console(tmp_path, monkeypatch, stored, lang)
    assert snap_compare(app, terminal_size=(80, 24), run_before=_one)
