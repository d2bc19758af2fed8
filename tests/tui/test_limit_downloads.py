"""Limiting the rate of downloads and ordering them, on the screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from kisotui.domain.states import DownloadStatus, IsoState, Work
from kisotui.domain.views import VersionQuery
from kisotui.service import downloads, versions, zones
from kisotui.service.context import Context
from kisotui.tui.app import KisoApp
from kisotui.tui.screens.dashboard import Dashboard
from kisotui.tui.screens.limit_downloads import LimitDownloads
from kisotui.tui.widgets.form import Field, Row
from tests.tui.stage import console, half_way, listed, set_iso, until

Patch = pytest.MonkeyPatch
MIB = 1 << 20


async def opened(pilot: Pilot[int]) -> LimitDownloads:
    await listed(pilot)
    await pilot.press("b")
    await until(pilot, lambda: isinstance(pilot.app.screen, LimitDownloads))
    screen = pilot.app.screen
    assert isinstance(screen, LimitDownloads)
    await until(pilot, lambda: screen.focused)
    return screen


async def closed(pilot: Pilot[int]) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, Dashboard))


async def limits(app: KisoApp) -> dict[str, int | None]:
    (version,) = await app.backend.call(versions.page, VersionQuery(), 0, 10)
    detail = await app.backend.call(versions.get, version.id)
    return {iso.zonename: iso.ratelimit for iso in detail.isos}


async def priorities(app: KisoApp) -> dict[str, int]:
    (version,) = await app.backend.call(versions.page, VersionQuery(), 0, 10)
    detail = await app.backend.call(versions.get, version.id)
    return {iso.zonename: iso.priority for iso in detail.isos}


def told(app: KisoApp) -> list[str]:
    return [each.message for each in app._notifications]


def said(screen: LimitDownloads) -> str:
    return str(screen.query_one("#message", Static).content)


def limited(context: Context) -> None:
    """Limits that somebody gave before."""
    version = half_way(context)
    downloads.limit(context, [version], 3 * MIB // 2)
    downloads.limit_total(context, 0)


def two_to_fetch(context: Context) -> None:
    """A version that is limited in one of two zones."""
    version = half_way(context)
    set_iso(context, version, "busan", state=IsoState.ALLOCATED, work=Work.FETCH)
    busan = next(zone.id for zone in zones.all_zones(context) if zone.name == "busan")
    downloads.limit(context, [version], 5 * MIB, busan)


def all_there(context: Context) -> None:
    version = half_way(context)
    done = {"state": IsoState.READY, "status": DownloadStatus.DOWNLOADED, "work": Work.NONE}
    set_iso(context, version, "seoul", **done, owner=None)


async def test_a_limit_for_each_download(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, half_way)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        assert "0: no limit" in said(screen)
        await pilot.press(*"5M", "enter")
        await closed(pilot)
        await until(pilot, lambda: told(app))
        assert told(app) == ["v1.34.12: rate limit 5.0 MiB/s, downloads: 1"]
        assert await limits(app) == {"busan": None, "seoul": 5 * MIB}
        assert await app.backend.call(downloads.total_limit) is None


async def test_a_limit_for_all_together(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, half_way)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("tab", *"20M", "ctrl+s")
        await closed(pilot)
        await until(pilot, lambda: told(app))
        assert told(app) == ["Rate limit of all downloads together: 20.0 MiB/s"]
        assert await app.backend.call(downloads.total_limit) == 20 * MIB
        assert set((await limits(app)).values()) == {None}


async def test_what_was_given_before_stands_in_the_fields(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    app = console(tmp_path, monkeypatch, limited)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        assert [field.value for field in screen.query(Field)] == ["1536 KiB", "0"]
        await pilot.press("enter")  # nothing was changed
        await closed(pilot)
        assert told(app) == []
        await opened(pilot)
        await pilot.press("backspace", "tab", "backspace", "ctrl+s")
        await closed(pilot)
        await until(pilot, lambda: len(told(app)) == 2)
        assert set((await limits(app)).values()) == {None}
        assert await app.backend.call(downloads.total_limit) is None


async def test_zones_that_differ_are_left_so_unless_something_is_typed(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    app = console(tmp_path, monkeypatch, two_to_fetch)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        assert screen.query_one("#each", Field).placeholder == "not the same in all zones"
        await pilot.press("enter")
        await closed(pilot)
        assert await limits(app) == {"busan": 5 * MIB, "seoul": None}
        await opened(pilot)
        await pilot.press(*"none", "enter")
        await until(pilot, lambda: told(app))
        assert await limits(app) == {"busan": 0, "seoul": 0}


async def test_what_is_no_rate_is_told_and_can_be_mended(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    app = console(tmp_path, monkeypatch, half_way)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press("tab", *"fast", "enter")
        assert said(screen).startswith("fast is not a rate\nGive bytes per second")
        assert [row.wrong for row in screen.query(Row)] == [False, True]
        assert screen.focused is screen.query_one("#total")
        await pilot.press("ctrl+u", *"20M", "enter")
        await closed(pilot)
        await until(pilot, lambda: told(app))
        assert await app.backend.call(downloads.total_limit) == 20 * MIB


@pytest.mark.parametrize("keys", [("escape",), ("tab", "tab", "tab", "enter")])
async def test_leaving_changes_nothing(
    tmp_path: Path, monkeypatch: Patch, keys: tuple[str, ...]
) -> None:
    app = console(tmp_path, monkeypatch, half_way)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press(*"5M", *keys)
        await closed(pilot)
        assert set((await limits(app)).values()) == {None}
        assert told(app) == []


async def test_where_nothing_is_left_to_download_only_all_can_be_limited(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    app = console(tmp_path, monkeypatch, all_there)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        assert screen.focused is screen.query_one("#total")
        assert screen.query_one("#each", Field).placeholder == "nothing is left to download"
        await pilot.press(*"20M", "enter")
        await until(pilot, lambda: told(app))
        assert await app.backend.call(downloads.total_limit) == 20 * MIB


async def test_the_priority_is_raised_and_lowered(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, half_way)
    async with app.run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        spoken: list[str] = []
        monkeypatch.setattr(app, "notify", lambda message, **_: spoken.append(message))
        await pilot.press("plus", "plus", "minus", "plus")
        await until(pilot, lambda: len(spoken) == 4)
        assert [each.rpartition(" ")[2] for each in spoken] == ["1", "2", "1", "2"]
        assert await priorities(app) == {"busan": 0, "seoul": 2}


async def test_a_priority_of_what_is_there_is_refused(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, all_there)
    async with app.run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        await pilot.press("plus")
        await until(pilot, lambda: told(app))
        (notice,) = app._notifications
        assert notice.title == (
            "v1.34.12 has no download left that a limit or a priority would be for"
        )
