"""Adding a version on the screen."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Select, Static

from kisotui.domain.detail_views import VersionDetail, Zone
from kisotui.domain.failures import Problem
from kisotui.domain.forms import VersionForm
from kisotui.domain.views import Version, VersionQuery
from kisotui.service import versions, zones
from kisotui.service.context import Context
from kisotui.tui.app import KisoApp
from kisotui.tui.screens.add_version import AddVersion
from kisotui.tui.screens.dashboard import Dashboard
from kisotui.tui.screens.help import Help
from kisotui.tui.screens.too_small import TooSmall
from kisotui.tui.widgets.form import Field, Row, Toggle
from tests.tui.stage import SHA, URL, console, half_way, listed, two_zones, until

Patch = pytest.MonkeyPatch


async def opened(pilot: Pilot[int], key: str = "a") -> AddVersion:
    app = pilot.app
    assert isinstance(app, KisoApp)
    await until(pilot, lambda: app.backend.is_open)
    await pilot.press(key)
    await until(pilot, lambda: isinstance(app.screen, AddVersion) and app.screen.focused)
    assert isinstance(app.screen, AddVersion)
    return app.screen


async def fill(pilot: Pilot[int], **typed: str) -> None:
    for name, text in typed.items():
        pilot.app.screen.query_one(f"#{name}", Field).value = text
    await pilot.pause()


def message(screen: AddVersion) -> str:
    return str(screen.query_one("#message", Static).content)


def wrong(screen: AddVersion) -> list[str | None]:
    return [row.field.id for row in screen.query(Row) if row.wrong]


def under_cursor(app: KisoApp) -> str | None:
    version = app.screen.current_version() if isinstance(app.screen, Dashboard) else None
    return version.name if version else None


async def stored(app: KisoApp) -> list[Version]:
    return await app.backend.call(versions.page, VersionQuery(), 0, 10)


async def test_it_opens_on_the_first_field_with_the_defaults_and_no_complaint(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    async with console(tmp_path, monkeypatch, two_zones).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        assert screen.focused is screen.query_one("#semanticversion")
        assert [row.field.id for row in screen.query(Row)] == [
            "semanticversion",
            "name",
            "zone",
            "url",
            "checksum",
            "mincpunumber",
            "minmemory",
            "directdownload",
            "arch",
        ]
        assert wrong(screen) == []


async def test_tab_goes_through_the_fields_in_the_order_of_the_console(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    async with console(tmp_path, monkeypatch).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        seen = []
        for _ in range(11):
            seen.append(screen.focused.id if screen.focused else None)
            await pilot.press("tab")
        assert seen == [
            "semanticversion",
            "name",
            "zone",
            "url",
            "checksum",
            "mincpunumber",
            "minmemory",
            "directdownload",
            "arch",
            "add",
            "no",
        ]


async def test_enter_in_a_field_adds_it_and_the_list_shows_it_allocated(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    app = console(tmp_path, monkeypatch, two_zones)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await fill(pilot, semanticversion="1.34.12", checksum=SHA)
        assert screen.query_one("#name", Field).placeholder == "v1.34.12"
        screen.query_one("#url").focus()
        await pilot.press(*URL[:8])
        await fill(pilot, url=URL)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Dashboard))
        await listed(pilot)
        (version,) = await stored(app)
        assert (version.name, version.isostate, version.url) == ("v1.34.12", "Allocated", URL)
        assert version.zonenames == ("busan", "seoul")


async def test_queued_work_gets_a_worker(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch)
    asked: list[object] = []
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        monkeypatch.setattr("kisotui.service.worker.ensure", asked.append)
        await fill(pilot, semanticversion="1.34.12", url=URL)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: asked)


async def test_submitting_with_errors_goes_to_the_first_of_them_and_loses_nothing(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    app = console(tmp_path, monkeypatch)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await fill(pilot, semanticversion="1.34.12", checksum="{SHA-256}abc", minmemory="-5")
        await pilot.press("ctrl+s")
        assert screen.focused is screen.query_one("#url")
        assert wrong(screen) == ["url", "checksum", "minmemory"]
        assert message(screen).startswith("URL: A URL is required")
        assert screen.query_one("#semanticversion", Field).value == "1.34.12"
        assert await stored(app) == []


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("semanticversion", "1.10.9", "oldest version that can be added is 1.11.0"),
        ("semanticversion", "v1.30.0", "“v1.30.0” is not a version"),
        ("name", "x" * 10_000, "has 10000 characters; 255 are allowed"),
        ("name", "a\x1b[31mb", "cannot be shown"),
        ("url", "ftp://server/a.iso", "must begin with http:// or https://"),
        ("url", "file:///etc/passwd", "must begin with http:// or https://"),
        ("checksum", "{SHA-256}abc", "has 64 hex digits; this one has 3"),
        ("checksum", "{CRC32}abc", "CRC32 is not a known checksum algorithm"),
        ("mincpunumber", "99999999999999999999", "whole number from 2"),
        ("mincpunumber", "-1", "whole number from 2"),
        ("minmemory", "2047", "whole number of MB from 2048"),
    ],
)
async def test_the_rule_is_said_while_it_is_broken(
    tmp_path: Path, monkeypatch: Patch, field: str, text: str, said: str
) -> None:
    async with console(tmp_path, monkeypatch).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        screen.query_one(f"#{field}").focus()
        await fill(pilot, **{field: text})
        assert wrong(screen) == [field]
        assert said in message(screen)
        assert screen.query_one(f"#{field}", Field).value == text


async def test_a_name_that_is_taken_is_told_without_submitting(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    async with console(tmp_path, monkeypatch, half_way).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        screen.query_one("#name").focus()
        await fill(pilot, semanticversion="1.35.0", name="v1.34.12", url=URL)
        await until(pilot, lambda: wrong(screen) == ["name"])
        assert "is taken by version" in message(screen)


async def test_an_edge_zone_forces_direct_download_and_says_why(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    app = console(tmp_path, monkeypatch, two_zones)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        zone, toggle = screen.query_one("#zone", Select), screen.query_one(Toggle)
        ids = {str(label): value for label, value in zone._options}
        zone.value = ids["busan (Edge)"]
        await until(pilot, lambda: toggle.value)
        assert toggle.disabled
        assert "Edge zone takes direct download only" in toggle.note
        zone.value = ids["seoul (Core)"]
        await until(pilot, lambda: not toggle.value)
        assert not toggle.disabled
        assert not toggle.note


async def test_a_draft_outlives_a_store_that_is_locked(tmp_path: Path, monkeypatch: Patch) -> None:
    def locked(context: Context) -> list[Zone]:
        raise Problem("store-locked", store="k.db")

    app = console(tmp_path, monkeypatch, two_zones)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await fill(pilot, name="mine")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, Dashboard))
        app.clear_notifications()
        with monkeypatch.context() as patched:
            patched.setattr(zones, "all_zones", locked)
            await pilot.press("a")
            await until(pilot, lambda: bool(app._notifications))
        screen = await opened(pilot)
        assert screen.query_one("#name", Field).value == "mine"


async def test_what_was_typed_is_kept_as_a_draft(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, two_zones)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await fill(pilot, semanticversion="1.34.12", name="mine")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, Dashboard))
        (notice,) = app._notifications
        assert notice.message.startswith("What you typed is kept")
        screen = await opened(pilot)
        assert screen.query_one("#name", Field).value == "mine"
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert screen.query_one("#name", Field).value == ""
        assert wrong(screen) == []
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, Dashboard))
        screen = await opened(pilot)
        assert screen.query_one("#name", Field).value == ""


@pytest.mark.parametrize(
    ("pasted", "value"),
    [
        ("v1\nv2\r\n", "v1 v2"),
        ("\ta\tb", "a b"),
        ("", ""),
        ("\n\n", ""),
        ("[red]x[/red]", "[red]x[/red]"),
        ("a\x1b[2Jb", "a\x1b[2Jb"),
    ],
)
async def test_anything_may_be_pasted(
    tmp_path: Path, monkeypatch: Patch, pasted: str, value: str
) -> None:
    async with console(tmp_path, monkeypatch).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        field = screen.query_one("#name", Field)
        field.focus()
        await pilot.pause()
        field.post_message(events.Paste(pasted))
        await until(pilot, lambda: field.value == value)
        assert "\x1b" not in pilot.app.export_screenshot()


async def test_a_password_shows_only_while_its_field_is_typed_in(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    app = console(tmp_path, monkeypatch)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        screen.query_one("#url").focus()
        await fill(pilot, url="https://admin:hunter2@server/a.iso", semanticversion="1.34.12")
        assert "hunter2" in app.export_screenshot()
        await pilot.press("tab")
        await pilot.pause()
        assert "hunter2" not in app.export_screenshot()
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, Dashboard))
        await listed(pilot)
        assert "hunter2" not in app.export_screenshot()
        assert "hunter2" not in repr(await stored(app))


async def test_the_cursor_goes_to_what_was_added(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, half_way)
    async with app.run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        screen = await opened(pilot)
        await fill(pilot, semanticversion="1.33.1", url=URL)
        assert screen.query_one(Toggle).value is False
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, Dashboard))
        await until(pilot, lambda: under_cursor(app) == "v1.33.1")


async def test_the_cursor_stays_where_the_filter_hides_what_was_added(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    app = console(tmp_path, monkeypatch, half_way)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await listed(pilot)
        await pilot.press("slash", *"12", "enter")
        await opened(pilot)
        await fill(pilot, semanticversion="1.33.1", url=URL)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: app._notifications)
        await until(pilot, lambda: isinstance(app.screen, Dashboard))
        await pilot.pause(0.2)
        assert under_cursor(app) == "v1.34.12"


async def test_ctrl_c_does_not_end_the_console(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press("ctrl+c")
        await pilot.pause()
        assert app.screen is screen
        assert app.is_running


async def test_a_local_file_is_added_in_place_of_a_url(tmp_path: Path, monkeypatch: Patch) -> None:
    iso = tmp_path / "setup.iso"
    iso.write_bytes(b"not yet looked at")
    app = console(tmp_path, monkeypatch)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, "A")
        assert not screen.query("#url")
        assert screen.query_one(Toggle).disabled
        await pilot.press(*"1.34.12")
        screen.query_one("#file").focus()
        await pilot.press("ctrl+u")
        await fill(pilot, file=f"{tmp_path}/set")
        await until(pilot, lambda: "no file" in message(screen))
        await until(pilot, lambda: screen.query_one("#file", Field)._suggestion)
        await pilot.press("right", "ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, Dashboard))
        await listed(pilot)
        (version,) = await stored(app)
        assert version.file == str(iso)


@pytest.mark.parametrize("small", [True, False])
async def test_what_lies_on_top_when_it_is_added_does_not_keep_the_form_open(
    tmp_path: Path, monkeypatch: Patch, small: bool
) -> None:
    app = console(tmp_path, monkeypatch)
    go_on = threading.Event()
    carry_out = versions.add

    def add(context: Context, form: VersionForm) -> VersionDetail:
        go_on.wait(10)
        return carry_out(context, form)

    monkeypatch.setattr(versions, "add", add)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        form = await opened(pilot)
        await fill(pilot, semanticversion="1.34.12", url=URL)
        await pilot.press("ctrl+s")
        await (pilot.resize_terminal(20, 5) if small else app.push_screen(Help(lambda columns: [])))
        await until(pilot, lambda: isinstance(app.screen, TooSmall if small else Help))
        go_on.set()
        await until(pilot, lambda: app._notifications)
        assert form in app.screen_stack
        await (pilot.resize_terminal(80, 24) if small else pilot.press("escape"))
        await until(pilot, lambda: isinstance(app.screen, Dashboard))
        assert len(await stored(app)) == 1
