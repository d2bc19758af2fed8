"""Editing a version on the screen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from kisotui.domain.detail_views import VersionDetail
from kisotui.domain.states import DownloadStatus, IsoState, Work
from kisotui.domain.views import VersionQuery
from kisotui.service import editing, versions
from kisotui.service.context import Context
from kisotui.tui.app import KisoApp
from kisotui.tui.screens.detail import Detail
from kisotui.tui.screens.dialog import Confirm
from kisotui.tui.screens.edit_version import EditVersion
from kisotui.tui.widgets.form import Field, Row
from tests.tui.stage import SHA, URL, console, half_way, listed, set_iso, until

Patch = pytest.MonkeyPatch
MIB = 1 << 20


def ready(context: Context) -> str:
    """A version that is there in one zone of two; its id."""
    version = half_way(context)
    set_iso(
        context,
        version,
        "seoul",
        state=IsoState.READY,
        status=DownloadStatus.DOWNLOADED,
        work=Work.NONE,
        owner=None,
        size=829 * MIB,
        received=829 * MIB,
        digest=SHA,
        verified=True,
    )
    return version


async def opened(pilot: Pilot[int]) -> EditVersion:
    await listed(pilot)
    await pilot.press("e")
    await until(pilot, lambda: isinstance(pilot.app.screen, EditVersion) and follows(pilot))
    screen = pilot.app.screen
    assert isinstance(screen, EditVersion)
    return screen


async def fill(pilot: Pilot[int], **typed: str) -> None:
    for name, text in typed.items():
        pilot.app.screen.query_one(f"#{name}", Field).value = text
    await pilot.pause()


def follows(pilot: Pilot[int]) -> str:
    return str(pilot.app.screen.query_one("#follows", Static).content)


async def says(pilot: Pilot[int], text: str) -> None:
    await until(pilot, lambda: text in follows(pilot))


def changed(screen: EditVersion) -> list[str | None]:
    return [row.field.id for row in screen.query(Row) if row.changed]


async def stored(app: KisoApp) -> VersionDetail:
    [version] = await app.backend.call(versions.page, VersionQuery(), 0, 10)
    return await app.backend.call(versions.get, version.id)


def notices(app: KisoApp) -> list[str]:
    return [notice.message for notice in app._notifications]


async def test_it_is_filled_in_and_says_that_nothing_is_changed(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    app = console(tmp_path, monkeypatch, ready)
    async with app.run_test() as pilot:
        screen = await opened(pilot)
        assert screen.query_one("#url", Field).value == URL
        assert screen.query_one("#checksum", Field).value == SHA
        assert follows(pilot) == "Nothing is changed"
        await pilot.press("escape")
        assert notices(app) == []


async def test_a_name_is_saved_at_once(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, ready)
    async with app.run_test() as pilot:
        screen = await opened(pilot)
        await fill(pilot, name="other", mincpunumber="4")
        assert changed(screen) == ["name", "mincpunumber"]
        await says(pilot, "Nothing is fetched again")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: not isinstance(app.screen, EditVersion))
        version = (await stored(app)).version
        assert (version.name, version.mincpunumber, version.isostate) == ("other", 4, "Ready")
        assert notices(app) == ["other was saved"]


async def test_before_an_iso_is_deleted_it_says_so_and_asks(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    app = console(tmp_path, monkeypatch, ready)
    async with app.run_test() as pilot:
        await opened(pilot)
        await fill(pilot, url="https://elsewhere.example/b.iso")
        await says(pilot, "seoul: the ISO is fetched again (URL changed), 829.0 MiB deleted first")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, EditVersion))
        assert (await stored(app)).version.url == URL
        assert app.screen.query_one("#url", Field).value == "https://elsewhere.example/b.iso"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        await pilot.press("tab", "enter")
        await until(pilot, lambda: not isinstance(app.screen, (Confirm, EditVersion)))
        detail = await stored(app)
        assert detail.version.url == "https://elsewhere.example/b.iso"
        assert {iso.state for iso in detail.isos} == {IsoState.ALLOCATED}
        await pilot.press("u")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        await pilot.press("tab", "enter")
        await until(pilot, lambda: "Undone" in " ".join(notices(app)))
        assert (await stored(app)).version.url == URL


async def test_from_the_detail_screen(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, ready)
    async with app.run_test() as pilot:
        await listed(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Detail))
        await opened(pilot)
        await fill(pilot, name="other")
        await says(pilot, "Nothing is fetched again")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, Detail))
        assert (await stored(app)).version.name == "other"


async def test_what_is_wrong_is_not_saved(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, ready)
    async with app.run_test() as pilot:
        screen = await opened(pilot)
        await fill(pilot, semanticversion="1.9")
        await pilot.press("ctrl+s")
        assert [row.field.id for row in screen.query(Row) if row.wrong] == ["semanticversion"]
        assert app.screen is screen


async def test_what_was_typed_is_kept_and_goes_on(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, ready)
    async with app.run_test() as pilot:
        await opened(pilot)
        await fill(pilot, name="half a na")
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, EditVersion))
        [notice] = notices(app)
        assert notice.startswith("What you typed is kept")
        screen = await opened(pilot)
        assert screen.query_one("#name", Field).value == "half a na"
        await pilot.press("ctrl+r")
        await says(pilot, "Nothing is changed")
        assert changed(screen) == []


async def test_of_what_somebody_else_changed_meanwhile_it_is_told(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    app = console(tmp_path, monkeypatch, ready)
    async with app.run_test() as pilot:
        screen = await opened(pilot)
        await fill(pilot, name="mine")
        await says(pilot, "Nothing is fetched again")
        detail = await stored(app)
        start = await app.backend.call(editing.original, detail.version.id)
        await app.backend.call(editing.edit, start, replace(start.shown, name="theirs"))
        await pilot.press("ctrl+s")
        message = screen.query_one("#message", Static)
        await until(pilot, lambda: "kim changed the Name" in str(message.content))
        assert (await stored(app)).version.name == "theirs"
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, EditVersion))
        screen = await opened(pilot)
        assert screen.query_one("#name", Field).value == "theirs"
        await until(pilot, lambda: "was changed meanwhile" in notices(app)[-1])


async def test_a_password_is_not_shown(tmp_path: Path, monkeypatch: Patch) -> None:
    def secret(context: Context) -> None:
        start = editing.original(context, ready(context))
        url = "https://kim:pa55w0rd@download.example/a.iso?token=t0p"
        editing.edit(context, start, replace(start.shown, url=url))

    app = console(tmp_path, monkeypatch, secret)
    async with app.run_test() as pilot:
        screen = await opened(pilot)
        assert screen.query_one("#url", Field).value == "https://download.example/a.iso?token=***"
        await fill(pilot, name="other")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: not isinstance(app.screen, EditVersion))
        detail = await stored(app)
        start = await app.backend.call(editing.original, detail.version.id)
        assert "pa55w0rd" in start.form.url


async def test_all_of_it_is_seen_on_the_smallest_terminal(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    app = console(tmp_path, monkeypatch, ready)
    async with app.run_test(size=(60, 15)) as pilot:
        screen = await opened(pilot)
        for part in ("#state", "#follows", "#message", ".keys"):
            assert screen.region.contains_region(screen.query_one(part).region), part
            assert screen.query_one(part).region.height == 1
