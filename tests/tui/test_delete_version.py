"""Deleting a version, and cancelling, pausing and retrying its download, on the screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from kisotui.domain.detail_views import DeletePlan
from kisotui.domain.states import DownloadStatus, IsoState, Phase, Work
from kisotui.domain.views import Version, VersionQuery
from kisotui.service import versions
from kisotui.service.context import Context
from kisotui.tui.app import KisoApp
from kisotui.tui.screens.dashboard import Dashboard
from kisotui.tui.screens.delete_version import delete_question
from kisotui.tui.screens.dialog import Confirm
from tests.tui.stage import console, half_way, listed, set_iso, until

Patch = pytest.MonkeyPatch


async def asked(pilot: Pilot[int], key: str) -> Confirm:
    await listed(pilot)
    await pilot.press(key)
    await until(pilot, lambda: isinstance(pilot.app.screen, Confirm))
    assert isinstance(pilot.app.screen, Confirm)
    return pilot.app.screen


async def closed(pilot: Pilot[int]) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, Dashboard))


async def the_version(app: KisoApp) -> Version:
    (version,) = await app.backend.call(versions.page, VersionQuery(), 0, 10)
    return version


def told(app: KisoApp) -> list[str]:
    return [each.message for each in app._notifications]


def body(screen: Confirm) -> str:
    return str(screen.query_one(".body").render())


async def test_it_names_what_will_be_destroyed(tmp_path: Path, monkeypatch: Patch) -> None:
    async with console(tmp_path, monkeypatch, half_way).run_test(size=(80, 24)) as pilot:
        said = body(await asked(pilot, "d"))
        assert "v1.34.12 (1.34.12)" in said
        assert "busan, seoul" in said
        assert "406.4 MiB" in said
        assert "Downloads that are running: 1" in said


@pytest.mark.parametrize("keys", [["enter"], ["escape"], ["n"], ["tab", "tab", "enter"], ["y"]])
async def test_every_key_but_those_on_the_delete_button_is_safe(
    tmp_path: Path, monkeypatch: Patch, keys: list[str]
) -> None:
    app = console(tmp_path, monkeypatch, half_way)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await asked(pilot, "d")
        assert screen.focused is screen.query_one("#no")
        await pilot.press(*keys)
        await pilot.pause()
        assert (await the_version(app)).isostate is not IsoState.DESTROYING


async def test_the_delete_button_deletes(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, half_way)
    woken: list[object] = []
    async with app.run_test(size=(80, 24)) as pilot:
        await asked(pilot, "d")
        monkeypatch.setattr("kisotui.service.worker.ensure", woken.append)
        await pilot.press("right", "enter")
        await closed(pilot)
        await until(pilot, lambda: woken)
        assert (await the_version(app)).isostate is IsoState.DESTROYING


async def test_the_mouse_answers_too(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, half_way)
    async with app.run_test(size=(80, 24)) as pilot:
        await asked(pilot, "d")
        await pilot.click("#no")
        await closed(pilot)
        assert (await the_version(app)).isostate is not IsoState.DESTROYING


async def test_cancelling_asks_first_and_says_how_much_is_lost(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    app = console(tmp_path, monkeypatch, half_way)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await asked(pilot, "x")
        assert "406.4 MiB" in body(screen)
        assert screen.focused is screen.query_one("#no")
        await pilot.press("tab", "enter")
        await closed(pilot)
        await until(pilot, lambda: told(app))
        assert told(app) == ["v1.34.12: downloads cancelled: 1"]
        assert (await the_version(app)).isostate is IsoState.FAILED


async def test_an_iso_that_is_there_to_stay_is_not_threatened(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    def fetched(context: Context) -> None:
        version = half_way(context)
        set_iso(
            context,
            version,
            "seoul",
            state=IsoState.READY,
            status=DownloadStatus.DOWNLOADED,
            work=Work.NONE,
            owner=None,
            failure=None,
        )

    app = console(tmp_path, monkeypatch, fetched)
    async with app.run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        await pilot.press("x")
        await until(pilot, lambda: app._notifications)
        assert not isinstance(app.screen, Confirm)
        (notice,) = app._notifications
        assert notice.title == "v1.34.12 has no download that could be cancelled"


async def test_where_nothing_is_stored_no_file_is_destroyed(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    app = console(tmp_path, monkeypatch, half_way)
    async with app.run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        version = await the_version(app)
        app.push_screen(delete_question(DeletePlan((version,), ("busan",), 0, 0, 0)))
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        assert isinstance(app.screen, Confirm)
        assert "Files    none" in body(app.screen)


async def test_pausing_and_going_on_ask_nothing(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, half_way)
    async with app.run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        await pilot.press("p")
        await until(pilot, lambda: told(app))
        assert (await the_version(app)).phase in (Phase.PAUSED, Phase.STOPPING)
        await pilot.press("r")
        await until(pilot, lambda: len(told(app)) == 2)
        assert (await the_version(app)).phase in (Phase.QUEUED, Phase.RUNNING, Phase.STOPPING)


async def test_what_cannot_be_done_is_told_with_the_next_step(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    app = console(tmp_path, monkeypatch, half_way)
    async with app.run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        await pilot.press("r")
        await until(pilot, lambda: told(app))
        (notice,) = app._notifications
        assert notice.title.startswith("v1.34.12 has no download")


async def test_names_from_outside_are_shown_as_they_are(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, half_way)
    async with app.run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        version = await the_version(app)
        plan = DeletePlan((version,), ("[red]zone[/red]", "a\x1b[31mb"), 0, 0, 0)
        app.push_screen(delete_question(plan))
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        assert isinstance(app.screen, Confirm)
        assert "[red]zone[/red], a\ufffd[31mb" in body(app.screen)
