"""Enabling and disabling a version on the screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from kisotui.domain.views import VersionQuery
from kisotui.service import versions
from kisotui.tui.app import KisoApp
from kisotui.tui.screens.dashboard import Dashboard
from kisotui.tui.screens.manage_version import ManageVersion
from tests.tui.stage import console, half_way, listed, until

Patch = pytest.MonkeyPatch


async def opened(pilot: Pilot[int]) -> ManageVersion:
    await listed(pilot)
    await pilot.press("m")
    await until(pilot, lambda: isinstance(pilot.app.screen, ManageVersion))
    assert isinstance(pilot.app.screen, ManageVersion)
    return pilot.app.screen


async def closed(pilot: Pilot[int]) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, Dashboard))


async def state(app: KisoApp) -> str:
    (version,) = await app.backend.call(versions.page, VersionQuery(), 0, 10)
    return version.state


def told(app: KisoApp) -> list[str]:
    return [each.message for each in app._notifications]


async def test_the_current_state_is_under_the_cursor(tmp_path: Path, monkeypatch: Patch) -> None:
    async with console(tmp_path, monkeypatch, half_way).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        options = screen.query_one(OptionList)
        assert screen.focused is options
        assert options.highlighted == options.get_option_index("Enabled")


async def test_choosing_the_other_state_changes_it(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, half_way)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("down", "enter")
        await closed(pilot)
        await until(pilot, lambda: told(app))
        assert told(app) == ["v1.34.12 is Disabled now"]
        assert await state(app) == "Disabled"


async def test_choosing_the_same_state_says_that_nothing_changed(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    app = console(tmp_path, monkeypatch, half_way)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: told(app))
        assert told(app) == ["v1.34.12 is Enabled already; nothing was changed"]


async def test_esc_changes_nothing(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, half_way)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("down", "escape")
        await closed(pilot)
        assert await state(app) == "Enabled"
        assert told(app) == []


async def test_a_version_that_is_being_deleted_is_told_and_left_alone(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    app = console(tmp_path, monkeypatch, half_way)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        (version,) = await app.backend.call(versions.page, VersionQuery(), 0, 10)
        await app.backend.call(versions.delete, [version.id])
        await pilot.press("down", "enter")
        await until(pilot, lambda: told(app))
        (notice,) = app._notifications
        assert notice.title == "v1.34.12 is being deleted"
        assert notice.message == "Wait until it is gone"


async def test_a_dialog_opens_without_notifications_in_front_of_it(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    app = console(tmp_path, monkeypatch, half_way)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await listed(pilot)
        app.notify("in the way")
        await opened(pilot)
        await until(pilot, lambda: not told(app))
