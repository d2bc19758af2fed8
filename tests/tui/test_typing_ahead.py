"""What is typed faster than the screens open goes where it belongs."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from kisotui.service import saved_views, zones
from kisotui.tui import typing_ahead
from kisotui.tui.app import KisoApp
from kisotui.tui.backend import Backend
from kisotui.tui.screens.add_version import AddVersion
from kisotui.tui.screens.dashboard import Dashboard
from kisotui.tui.typing_ahead import LEADING
from kisotui.tui.widgets.table import WindowTable
from tests.tui.stage import console, half_way, listed, until


def type_at_once(app: KisoApp, *keys: str) -> None:
    """Have the keys come in one packet."""
    for key in keys:
        app.post_message(
            events.Key("full_stop" if key == "." else key, key if len(key) == 1 else None)
        )


async def looked(pilot: Pilot[int], app: KisoApp, times: int) -> None:
    """Wait until it was looked that often whether the next key may go on."""
    seen = 0

    def look() -> None:
        nonlocal seen
        seen += 1

    timer = app.set_interval(typing_ahead._LOOK_EVERY, look)
    await until(pilot, lambda: seen >= times)
    timer.stop()


async def test_a_name_typed_after_a_goes_into_the_form(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = console(tmp_path, monkeypatch, half_way)
    async with app.run_test() as pilot:
        await listed(pilot)
        type_at_once(app, "a", *"1.35.2")
        await until(pilot, lambda: isinstance(app.screen, AddVersion))
        await until(pilot, lambda: app.screen.query(Input).first().value == "1.35.2")


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """The store answers what an action asks only once this is set; nothing else waits for long."""
    may = asyncio.Event()
    ask = Backend.call

    async def call(backend: Backend, function: Any, *args: Any, **kwargs: Any) -> Any:
        if function is zones.all_zones:
            await may.wait()
        return await ask(backend, function, *args, **kwargs)

    monkeypatch.setattr(Backend, "call", call)
    monkeypatch.setattr(typing_ahead, "_MOST_LOOKS", 2)
    return may


async def test_keys_wait_for_a_form_however_long_it_takes_to_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held: asyncio.Event
) -> None:
    app = console(tmp_path, monkeypatch, half_way)
    async with app.run_test() as pilot:
        await listed(pilot)
        type_at_once(app, "a", *"1.35")
        await looked(pilot, app, 8)
        assert isinstance(app.screen, Dashboard)
        held.set()
        await until(pilot, lambda: app.screen.query(Input).first().value == "1.35")


async def test_what_is_opened_too_slowly_is_given_up_by_ctrl_c(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held: asyncio.Event
) -> None:
    app = console(tmp_path, monkeypatch, half_way)
    async with app.run_test() as pilot:
        await listed(pilot)
        type_at_once(app, "a", "d")
        await until(pilot, lambda: any(worker.group == LEADING for worker in app.workers))
        type_at_once(app, "ctrl+c", "slash", *"xy")
        await until(pilot, lambda: app.screen.query(Input).first().value == "xy")
        held.set()
        await looked(pilot, app, 8)
        assert isinstance(app.screen, Dashboard)


async def test_keys_do_not_wait_for_an_order_that_is_carried_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = console(tmp_path, monkeypatch, half_way)
    carried_out = asyncio.Event()

    async def in_portions(*_: object) -> None:
        app.let_keys_go_on()
        await carried_out.wait()

    monkeypatch.setattr(Dashboard, "in_portions", in_portions)
    async with app.run_test() as pilot:
        await listed(pilot)
        type_at_once(app, "d", "tab", "enter", "slash", *"xy")
        await until(pilot, lambda: app.screen.query(Input).first().value == "xy")
        assert not carried_out.is_set()
        carried_out.set()


async def test_words_typed_after_a_slash_filter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = console(tmp_path, monkeypatch, half_way)
    async with app.run_test() as pilot:
        await listed(pilot)
        type_at_once(app, "slash", *"xdq")
        await until(pilot, lambda: app.screen.query(Input).first().value == "xdq")
        assert isinstance(app.screen, Dashboard)


async def test_a_dialog_left_at_once_takes_no_more_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = console(tmp_path, monkeypatch, half_way)
    async with app.run_test() as pilot:
        await listed(pilot)
        type_at_once(app, "d", "escape", "slash", *"xy")
        await until(pilot, lambda: app.screen.query(Input).first().value == "xy")
        assert isinstance(app.screen, Dashboard)


async def test_what_is_typed_after_enter_in_the_filter_is_for_the_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = console(tmp_path, monkeypatch, half_way)
    async with app.run_test() as pilot:
        await listed(pilot)
        type_at_once(app, "slash", *"1.34", "enter", "space")
        await until(pilot, lambda: len(app.screen.query_one(WindowTable).marks) == 1)
        assert app.screen.query(Input).first().value == "1.34"


async def test_what_is_typed_after_the_name_of_a_view_is_no_part_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = console(tmp_path, monkeypatch, half_way)
    file = tmp_path / "views.json"
    app = KisoApp(replace(app.settings, views_file=file), clock=app.clock)
    async with app.run_test() as pilot:
        await listed(pilot)
        type_at_once(app, "V", "s", *"mine", "enter", "N", "escape")
        await until(pilot, lambda: bool(saved_views.load(file).views))
        assert [*saved_views.load(file).views] == ["mine"]


async def test_keys_go_on_where_nobody_says_that_the_one_before_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = console(tmp_path, monkeypatch, half_way)
    async with app.run_test() as pilot:
        await listed(pilot)
        with monkeypatch.context() as patched:  # as where its widget goes before it learns of it
            patched.setattr(app, "_follow", lambda *_: None)
            type_at_once(app, "slash", *"xy")
            await until(pilot, lambda: len(app.screen.query(Input)))
        await until(pilot, lambda: app.screen.query(Input).first().value == "xy")
