"""The pane beside the list, on a terminal that has the room."""

from __future__ import annotations

import threading
from contextlib import closing
from pathlib import Path

import pytest
from textual.pilot import Pilot

from kisotui.domain.detail_views import EventQuery
from kisotui.service import version_news
from kisotui.service.context import Context, open_context
from kisotui.tui.app import KisoApp
from kisotui.tui.screens.detail import Detail
from kisotui.tui.widgets import beside
from kisotui.tui.widgets.beside import Beside
from kisotui.tui.widgets.table import WindowTable
from tests.tui.samples import MIB, every_state
from tests.tui.stage import KIM, console, listed, set_iso, until

Patch = pytest.MonkeyPatch


class Asked:
    """Which versions the pane asked for, and how many questions were on their way at most."""

    def __init__(self, patch: Patch) -> None:
        self.ids: list[str | None] = []
        self.most = 0
        self._now = 0
        self._lock = threading.Lock()
        self._answer = version_news.version_news
        patch.setattr(version_news, "version_news", self._ask)

    def _ask(self, context: Context, query: EventQuery) -> version_news.VersionNews:
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)
            self.ids.append(query.version)
        try:
            return self._answer(context, query)
        finally:
            with self._lock:
                self._now -= 1


def pane(app: KisoApp) -> list[str]:
    """The lines that it shows; none where it is not there."""
    panes = [each for each in app.screen.query(Beside) if each.display and each.size.width]
    return [line.plain.rstrip() for each in panes for line in each._lines]


def current(app: KisoApp) -> str:
    return str(app.screen.current_version().name)  # type: ignore[attr-defined]


def current_id(app: KisoApp) -> str:
    return str(app.screen.current_version().id)  # type: ignore[attr-defined]


async def shown(pilot: Pilot[int], name: str) -> None:
    await until(pilot, lambda: pane(pilot.app)[0] == name)  # type: ignore[arg-type]


@pytest.mark.parametrize(("width", "there"), [(60, False), (159, False), (160, True), (240, True)])
async def test_it_is_there_where_there_is_room(
    tmp_path: Path, monkeypatch: Patch, width: int, there: bool
) -> None:
    app = console(tmp_path, monkeypatch, every_state)
    async with app.run_test(size=(width, 50)) as pilot:
        await listed(pilot)
        assert bool(app.screen.query(Beside)) is there
        table = app.screen.query_one(WindowTable)
        if there:
            await shown(pilot, "v1.34.12-calico-x86_64")
            assert table.size.width >= 100
        else:
            assert table.size.width == width


async def test_it_tells_fields_downloads_and_events(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, every_state)
    async with app.run_test(size=(160, 50)) as pilot:
        await listed(pilot)
        await shown(pilot, "v1.34.12-calico-x86_64")
        lines = "\n".join(pane(app))
        assert "seoul (Core)" in lines
        assert "43%  357.0 MiB of 829.0 MiB" in lines
        assert "Min memory (MB)       2048" in lines
        assert "https://download.example/cks/0.iso" in lines
        assert "Queued the ISO of v1.34.12-seoul" in lines
        assert current_id(app) in lines  # an id has the room that it needs


async def test_it_follows_the_cursor_once_that_rests(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, every_state)
    asked = Asked(monkeypatch)
    async with app.run_test(size=(160, 50)) as pilot:
        await listed(pilot)
        await shown(pilot, current(app))
        asked.ids.clear()
        await pilot.press(*["down"] * 8)
        assert pane(app)[0] == "v1.34.12-calico-x86_64"  # the last one stays until then
        await shown(pilot, current(app))
        assert asked.ids == [current_id(app)]


async def test_only_one_question_is_on_its_way(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, every_state)
    monkeypatch.setattr(beside, "_REST", 0.001)
    asked = Asked(monkeypatch)
    async with app.run_test(size=(160, 50)) as pilot:
        await listed(pilot)
        for _ in range(10):
            await pilot.press("down")
        await shown(pilot, current(app))
        assert asked.most == 1


async def test_it_shows_what_changes(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, every_state)
    monkeypatch.setattr(beside, "_PACE", 0.05)
    async with app.run_test(size=(160, 50)) as pilot:
        await listed(pilot)
        await shown(pilot, current(app))
        with closing(open_context(app.settings, KIM)) as other:
            set_iso(other, current_id(app), "seoul", received=600 * MIB)
        await until(pilot, lambda: "72%  600.0 MiB" in "\n".join(pane(app)))


async def test_a_key_takes_it_away_and_brings_it_back(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, every_state)
    asked = Asked(monkeypatch)
    async with app.run_test(size=(200, 50)) as pilot:
        await listed(pilot)
        await shown(pilot, current(app))
        await pilot.press("w")
        await until(pilot, lambda: not pane(app))
        assert app.screen.query_one(WindowTable).size.width == 200
        asked.ids.clear()
        await pilot.press("down", "down")
        await pilot.pause(2 * beside._REST)
        assert asked.ids == []  # what is not seen is not asked for
        await pilot.press("w")
        await shown(pilot, current(app))


async def test_a_narrow_terminal_says_what_it_needs(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, every_state)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await listed(pilot)
        await pilot.press("w")
        await until(pilot, lambda: app._notifications)
        [note] = app._notifications
        assert note.message == ("The pane beside the list needs 160 columns; this terminal has 80.")


async def test_it_comes_and_goes_with_the_size(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, every_state)
    async with app.run_test(size=(100, 30)) as pilot:
        await listed(pilot)
        await pilot.press("down", "down")
        name = current(app)
        for _ in range(2):
            await pilot.resize_terminal(170, 40)
            await shown(pilot, name)
            await pilot.resize_terminal(100, 30)
            await until(pilot, lambda: not pane(app))
            assert current(app) == name


async def test_no_row_no_pane(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, every_state)
    async with app.run_test(size=(160, 30)) as pilot:
        await listed(pilot)
        await shown(pilot, current(app))
        await pilot.press("slash", *"no such thing", "enter")
        await until(pilot, lambda: not pane(app))


async def test_back_from_the_details_it_is_up_to_date(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, every_state)
    monkeypatch.setattr(beside, "_PACE", 0.05)
    async with app.run_test(size=(160, 50)) as pilot:
        await listed(pilot)
        await shown(pilot, current(app))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Detail))
        with closing(open_context(app.settings, KIM)) as other:
            set_iso(other, current_id(app), "seoul", received=600 * MIB)
        await pilot.press("escape")
        await until(pilot, lambda: "72%  600.0 MiB" in "\n".join(pane(app)))
