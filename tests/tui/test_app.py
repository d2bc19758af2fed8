"""The app around the screens: its start, its troubles, its end."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from textual import events
from textual.geometry import Region
from textual.pilot import Pilot
from textual.worker import WorkerFailed

from kisotui.domain.actors import Actor
from kisotui.domain.failures import Exit, Problem
from kisotui.service import context, watch, zones
from kisotui.service.context import Context
from kisotui.settings import Settings
from kisotui.tui import backend as tui_backend
from kisotui.tui import console as tui_console
from kisotui.tui.app import KisoApp
from kisotui.tui.backend import Backend
from kisotui.tui.messages import StoreChanged
from kisotui.tui.screens.add_version import AddVersion
from kisotui.tui.screens.dashboard import Dashboard
from kisotui.tui.screens.detail import Detail
from kisotui.tui.screens.too_small import TooSmall
from kisotui.tui.screens.trouble import Trouble
from kisotui.tui.widgets.form import Field
from kisotui.tui.widgets.header import Header
from kisotui.tui.widgets.lines import Lines
from kisotui.tui.widgets.table import WindowTable
from tests.tui.samples import every_state
from tests.tui.stage import console, half_way, listed, two_zones, until

Patch = pytest.MonkeyPatch
_LOADED = "import json, sys, kisotui.tui.app; print(json.dumps(sorted(sys.modules)))"


def test_nothing_of_the_store_is_loaded_before_the_first_paint() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _LOADED], capture_output=True, text=True, timeout=60, check=True
    )
    loaded = {name.partition(".")[0] for name in json.loads(done.stdout)}
    assert not loaded & {"sqlmodel", "sqlalchemy", "alembic", "httpx", "humanize", "pydantic"}


class Doors:
    """The way to the store, closed until somebody opens it."""

    def __init__(self, problem: Problem) -> None:
        self.problem: Problem | None = problem
        self.knocks = 0

    def check(self) -> None:
        self.knocks += 1
        if self.problem is not None:
            raise self.problem


@pytest.fixture
def doors(monkeypatch: Patch) -> Doors:
    doors = Doors(Problem("store-locked", store="/var/lib/kisotui/kisotui.db"))
    opened = context.open_context

    def open_context(settings: Settings, actor: Actor) -> Context:
        doors.check()
        return opened(settings, actor)

    monkeypatch.setattr("kisotui.service.context.open_context", open_context)
    return doors


async def in_trouble(pilot: Pilot[int]) -> str:
    await until(pilot, lambda: isinstance(pilot.app.screen, Trouble))
    return "\n".join(strip.text for strip in pilot.app.screen._compositor.render_strips())


async def test_a_store_that_cannot_be_opened_is_told_with_a_next_step(
    tmp_path: Path, monkeypatch: Patch, doors: Doors
) -> None:
    async with console(tmp_path, monkeypatch).run_test() as pilot:
        text = await in_trouble(pilot)
        assert "is locked by another program" in text
        assert "Try again in a moment" in text
        assert "Traceback" not in text


async def test_it_can_be_tried_again(tmp_path: Path, monkeypatch: Patch, doors: Doors) -> None:
    async with console(tmp_path, monkeypatch).run_test() as pilot:
        await in_trouble(pilot)
        await pilot.press("r")
        await until(pilot, lambda: doors.knocks == 2)
        await in_trouble(pilot)
        doors.problem = None
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Dashboard))
        table = pilot.app.screen.query_one(WindowTable)
        await until(pilot, lambda: table.count == 0)


@pytest.mark.parametrize("key", ["q", "escape", "ctrl+c"])
async def test_leaving_it_ends_with_the_failure_s_status(
    tmp_path: Path, monkeypatch: Patch, doors: Doors, key: str
) -> None:
    app = console(tmp_path, monkeypatch)
    async with app.run_test() as pilot:
        await in_trouble(pilot)
        await pilot.press(key)
        await until(pilot, lambda: app.return_code == Exit.STORE)


async def test_a_terminal_that_is_too_small_says_so_and_comes_back_unharmed(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    async with console(tmp_path, monkeypatch, two_zones).run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: pilot.app.backend.is_open)  # type: ignore[attr-defined]
        await pilot.press("a")
        await until(pilot, lambda: isinstance(pilot.app.screen, AddVersion))
        form = pilot.app.screen
        await pilot.press(*"1.34.12")
        for size in ((59, 24), (20, 5), (1, 1), (80, 14)):
            await pilot.resize_terminal(*size)
            await until(pilot, lambda: isinstance(pilot.app.screen, TooSmall))
            await pilot.press("enter", "tab", "escape", "ctrl+r")
        await pilot.resize_terminal(60, 15)
        await until(pilot, lambda: pilot.app.screen is form)
        assert form.query_one("#semanticversion", Field).value == "1.34.12"
        await pilot.press(*"3")
        assert form.query_one("#semanticversion", Field).value == "1.34.123"


async def test_text_typed_while_it_becomes_too_small_goes_where_it_was_meant_to(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    async with console(tmp_path, monkeypatch, two_zones).run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: pilot.app.backend.is_open)  # type: ignore[attr-defined]
        await pilot.press("a", *"1.34.", "home")
        field = pilot.app.screen.query_one("#semanticversion", Field)
        await pilot.resize_terminal(50, 10)
        await until(pilot, lambda: isinstance(pilot.app.screen, TooSmall))
        await pilot.press(*"q ")
        pilot.app.post_message(events.Paste("v"))
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: field.value == "q v1.34.")
        await pilot.press("end", *"12")
        assert field.value == "q v1.34.12"


async def test_no_key_acts_on_what_is_not_seen(tmp_path: Path, monkeypatch: Patch) -> None:
    async with console(tmp_path, monkeypatch, half_way).run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        dashboard = pilot.app.screen
        await pilot.resize_terminal(50, 10)
        await until(pilot, lambda: isinstance(pilot.app.screen, TooSmall))
        await pilot.press("d", "a", "slash", "x", "enter", "space", "question_mark")
        pilot.app.post_message(events.Paste("d"))
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: pilot.app.screen is dashboard)
        assert pilot.app.screen_stack == [dashboard]
        assert not dashboard.query_one(WindowTable).marks


async def test_trouble_in_a_small_terminal_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: Patch, doors: Doors
) -> None:
    async with console(tmp_path, monkeypatch).run_test(size=(20, 5)) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, TooSmall))
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: isinstance(pilot.app.screen, Trouble))
        doors.problem = None
        await pilot.press("r")
        await until(pilot, lambda: isinstance(pilot.app.screen, Dashboard))


async def test_nothing_comes_over_what_there_is_room_for_again(
    tmp_path: Path, monkeypatch: Patch, doors: Doors
) -> None:
    app = console(tmp_path, monkeypatch)
    async with app.run_test(size=(20, 5)) as pilot:
        await until(pilot, lambda: len(app.screen_stack) == 4)
        _, below, trouble, above = app.screen_stack
        assert isinstance(below, TooSmall)
        assert isinstance(above, TooSmall)
        await pilot.resize_terminal(80, 24)
        await in_trouble(pilot)
        shown: list[object] = []
        monkeypatch.setattr(app, "push_screen", shown.append)
        below.on_screen_suspend()  # both may come only when there is room
        above.on_screen_resume()
        assert not shown
        assert app.screen is trouble


async def test_it_can_be_left_while_it_is_too_small(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, two_zones)
    async with app.run_test(size=(20, 5)) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, TooSmall))
        await pilot.press("q")
        await until(pilot, lambda: app.return_code == 0)


async def test_news_that_come_while_it_ends_do_no_harm(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, half_way)
    async with app.run_test() as pilot:
        await listed(pilot)
        await app._close_all()
        app.post_message(StoreChanged())
        await app._shutdown()


async def test_without_colour_the_cursor_still_stands_out(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with console(tmp_path, monkeypatch, every_state).run_test() as pilot:
        await listed(pilot)
        table = pilot.app.screen.query_one(WindowTable)
        strips = table.render_lines(Region(0, 0, *table.size))
        styles = [segment.style for strip in strips for segment in strip if segment.style]
        colours = [colour for style in styles for colour in (style.color, style.bgcolor)]
        assert all(colour is None or colour.is_default for colour in colours)
        under_cursor = next(segment.style for segment in strips[1])
        assert under_cursor is not None
        assert under_cursor.reverse


async def test_ctrl_c_says_how_to_leave(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, every_state)
    async with app.run_test(notifications=True) as pilot:
        await listed(pilot)
        await pilot.press("ctrl+c")
        await until(pilot, lambda: app._notifications)
        assert [note.message for note in app._notifications] == ["Press q to quit."]


async def test_a_crash_prints_nothing_and_is_handed_on(
    tmp_path: Path, monkeypatch: Patch, capsys: pytest.CaptureFixture[str]
) -> None:
    app = console(tmp_path, monkeypatch, every_state)

    def broken(*_: object) -> int:
        password = "hunter2"
        raise ZeroDivisionError(password[:0])

    async def crash() -> None:
        async with app.run_test() as pilot:
            await listed(pilot)
            monkeypatch.setattr("kisotui.service.versions.window", broken)
            app.screen.query_one(WindowTable).reload()
            await until(pilot, lambda: app.crash)

    with pytest.raises(WorkerFailed):
        await crash()
    assert app.return_code == Exit.UNEXPECTED
    assert isinstance(app.crash, ZeroDivisionError)
    captured = capsys.readouterr()
    assert captured.out + captured.err == ""


def test_it_needs_a_terminal(tmp_path: Path) -> None:
    settings = Settings(f"sqlite:///{tmp_path}/k.db", tmp_path, tmp_path, "en")
    with pytest.raises(Problem) as raised:
        tui_console.open_console(settings)
    assert raised.value.code == "no-terminal"


async def test_quitting_lets_a_change_that_is_under_way_finish(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    app: KisoApp = console(tmp_path, monkeypatch, two_zones)
    begun, leaving, done = Event(), Event(), Event()
    second: list[str] = []

    def change(context: Context) -> None:
        begun.set()
        leaving.wait(10)
        done.set()

    async with app.run_test() as pilot:
        await until(pilot, lambda: app.backend.is_open)
        app.run_worker(app.backend.call(change))
        await until(pilot, begun.is_set)
        app.run_worker(app.backend.call(lambda context: second.append(context.store.name)))
        await pilot.pause()
        await pilot.press("q")
        leaving.set()
    assert done.is_set()
    assert second == ["/var/lib/kisotui/kisotui.db"]


async def test_the_backend_waits_for_the_store_and_hands_problems_on(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    app = console(tmp_path, monkeypatch, two_zones)
    backend = Backend(app.settings)

    def refuse(context: Context, code: str) -> None:
        raise Problem(code, name=context.store.name)

    early = asyncio.ensure_future(backend.call(refuse, "being-deleted"))
    await asyncio.sleep(0)
    assert not early.done()
    await backend.open(lambda: None)
    with pytest.raises(Problem) as raised:
        await early
    assert raised.value.values == {"name": "/var/lib/kisotui/kisotui.db"}
    backend.close()
    backend.close()


async def test_what_changes_before_there_is_a_watch_is_not_missed(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    app = console(tmp_path, monkeypatch, two_zones)
    told = Event()
    backend = Backend(app.settings)
    await backend.open(told.set)
    assert await asyncio.to_thread(told.wait, 10)
    backend.close()


async def test_progress_waits_for_its_turn_and_what_somebody_did_does_not(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    app = console(tmp_path, monkeypatch, two_zones)
    monkeypatch.setattr(tui_backend, "PROGRESS_EVERY", 1e6)
    told, looked = Event(), Event()
    changed = watch.Watch.changed

    def look(self: watch.Watch) -> bool:
        looked.set()
        return changed(self)

    monkeypatch.setattr(watch.Watch, "changed", look)
    backend = Backend(app.settings)
    store = (await backend.open(told.set)).store
    assert await asyncio.to_thread(told.wait, 10)
    told.clear()
    with store.write() as session:
        session.connection().exec_driver_sql("UPDATE zone SET name = name || '.'")
    for _ in range(3):
        looked.clear()
        assert await asyncio.to_thread(looked.wait, 10)
    assert not told.is_set()
    zones.add(backend.context, "Busan", "Core")
    assert await asyncio.to_thread(told.wait, 10)
    backend.close()


async def test_a_store_that_is_back_is_looked_at_again(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, two_zones)
    told, gone = Event(), Event()
    tried = Event()
    changed = watch.Watch.changed

    def look(self: watch.Watch) -> bool:
        tried.set()
        if gone.is_set():
            raise Problem("store-unreachable", store="k.db")
        return changed(self)

    monkeypatch.setattr(watch.Watch, "changed", look)
    backend = Backend(app.settings)
    await backend.open(told.set)
    assert await asyncio.to_thread(told.wait, 10)
    gone.set()
    tried.clear()
    assert await asyncio.to_thread(tried.wait, 10)
    told.clear()
    gone.clear()
    assert await asyncio.to_thread(told.wait, 10)
    backend.close()


async def test_details_that_are_opened_before_the_store_is(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    may_open, opened = asyncio.Event(), Backend.open

    async def slow(backend: Backend, on_change: Callable[[], object]) -> Context:
        await may_open.wait()
        return await opened(backend, on_change)

    monkeypatch.setattr(Backend, "open", slow)
    app = console(tmp_path, monkeypatch, every_state)
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.screen.query_one(WindowTable).current)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Detail))
        may_open.set()
        await until(pilot, lambda: "kim@" in str(app.screen.query_one(Header).render()))
        await until(pilot, lambda: "Semantic version" in "".join(map(str, facts(app)._lines)))


def facts(app: KisoApp) -> Lines:
    """What the tab of the details shows."""
    return app.screen.query_one("#details", Lines)
