"""A console that may only look."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from kisotui.domain.actions import ACTIONS, Place, at
from kisotui.service import versions
from kisotui.service.context import open_context
from kisotui.store.engine import Store
from kisotui.tui import keys
from kisotui.tui.app import KisoApp
from kisotui.tui.palette import Palette
from kisotui.tui.screens.detail import Detail
from kisotui.tui.widgets.footer import Footer
from kisotui.tui.widgets.header import Header
from tests.tui.samples import every_state
from tests.tui.stage import KIM, Fill, console, listed, until

Patch = pytest.MonkeyPatch
WRITING = [action for action in ACTIONS if action.writes]


def looking(tmp_path: Path, patch: Patch, fill: Fill | None = every_state) -> KisoApp:
    """Read-only by its settings."""
    app = console(tmp_path, patch, fill)
    open_context(app.settings, KIM).close()  # it is made by who may
    app.settings = app.backend._settings = replace(app.settings, read_only=True)
    return app


def header(app: KisoApp) -> str:
    return str(app.screen.query_one(Header).render())


def said(app: KisoApp) -> list[str]:
    return [note.title for note in app._notifications]


async def test_the_header_says_it_from_the_first_moment(tmp_path: Path, monkeypatch: Patch) -> None:
    app = looking(tmp_path, monkeypatch)
    async with app.run_test(size=(60, 15)) as pilot:
        assert header(app).startswith("kisotui  READ-ONLY  Image")
        await listed(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Detail))
        assert header(app).startswith("kisotui  READ-ONLY  Image")


async def test_the_header_says_nothing_where_one_may_write(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    app = console(tmp_path, monkeypatch, every_state)
    async with app.run_test() as pilot:
        await listed(pilot)
        assert header(app).startswith("kisotui  Image")


async def test_a_store_that_cannot_be_written_is_found_out(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    app = console(tmp_path, monkeypatch, every_state)
    monkeypatch.setattr("kisotui.store.sqlite.may_write", lambda path: False)
    async with app.run_test() as pilot:
        await listed(pilot)
        assert "READ-ONLY" in header(app)
        await pilot.press("a")
        await until(pilot, lambda: said(app))
        assert "cannot be written" in said(app)[0]


async def offered(pilot: Pilot[int]) -> str:
    """What footer and palette offer."""
    footer = str(pilot.app.screen.query_one(Footer).render())
    await pilot.press("ctrl+p")
    await until(pilot, lambda: isinstance(pilot.app.screen, Palette))
    palette = pilot.app.screen
    assert isinstance(palette, Palette)
    found = " ".join(str(option.prompt) for option in palette._found(""))
    await pilot.press("escape")
    await until(pilot, lambda: not isinstance(pilot.app.screen, Palette))
    return f"{footer} {found}"


async def test_nothing_is_offered_that_would_be_refused(tmp_path: Path, monkeypatch: Patch) -> None:
    app = looking(tmp_path, monkeypatch)
    async with app.run_test(size=(200, 50)) as pilot:
        await listed(pilot)
        shown = await offered(pilot)
        assert "Add" not in shown
        assert "Delete" not in shown
        assert "Sort" in shown


@pytest.mark.parametrize("action", WRITING, ids=lambda action: str(action.id))
async def test_a_key_says_why_not_and_opens_nothing(
    tmp_path: Path, monkeypatch: Patch, action: object
) -> None:
    app = looking(tmp_path, monkeypatch)
    async with app.run_test(notifications=True) as pilot:
        await listed(pilot)
        before = app.screen
        await pilot.press(keys.of(action)[0])  # type: ignore[arg-type]
        await until(pilot, lambda: said(app))
        assert said(app) == ["Nothing can be changed: kisotui is read-only"]
        assert app.screen is before


def test_every_action_that_writes_is_reached_on_the_list() -> None:
    assert [action.id for action in WRITING if action not in at(Place.LIST)] == []


async def test_what_is_said_again_takes_its_own_place(tmp_path: Path, monkeypatch: Patch) -> None:
    app = looking(tmp_path, monkeypatch)
    async with app.run_test(notifications=True) as pilot:
        await listed(pilot)
        await pilot.press("d")
        await until(pilot, lambda: said(app))
        (first,) = app._notifications
        await pilot.press("d")
        await until(pilot, lambda: [*app._notifications][-1] is not first)
        assert said(app) == ["Nothing can be changed: kisotui is read-only"]


async def test_an_empty_list_does_not_say_what_to_press(tmp_path: Path, monkeypatch: Patch) -> None:
    app = looking(tmp_path, monkeypatch, None)
    async with app.run_test() as pilot:
        lines: list[str] = []

        def empty() -> bool:
            lines[:] = [strip.text for strip in app.screen._compositor.render_strips()]
            return any("There is no Kubernetes version yet." in line for line in lines)

        await until(pilot, empty)
        assert not any("Press" in line for line in lines)


async def test_what_others_do_is_seen(tmp_path: Path, monkeypatch: Patch) -> None:
    app = looking(tmp_path, monkeypatch)
    writing = replace(app.settings, read_only=False)
    async with app.run_test() as pilot:
        await listed(pilot)
        version = app.screen.current_version()  # type: ignore[attr-defined]
        with closing(open_context(writing, KIM)) as other:
            versions.delete(other, [version.id])

        def gone() -> bool:
            seen = app.screen.current_version()  # type: ignore[attr-defined]
            return bool(seen.isostate == "Destroying")

        await until(pilot, gone)


async def test_nothing_is_written_by_looking(tmp_path: Path, monkeypatch: Patch) -> None:
    app = looking(tmp_path, monkeypatch)
    monkeypatch.setattr(Store, "write", pytest.fail)
    async with app.run_test(size=(200, 50)) as pilot:
        await listed(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Detail))
        await pilot.press("2", "3", "escape")
        await listed(pilot)
        await pilot.press("slash", *"calico", "enter", "q")
