"""The table by itself: keys, mouse, what it paints, what follows what."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Self

from textual.app import App, ComposeResult
from textual.events import MouseScrollDown
from textual.geometry import Region
from textual.pilot import Pilot

from kisotui.domain.failures import Problem
from kisotui.tui.render import Cell, plain
from kisotui.tui.stylesheets import first_stylesheets
from kisotui.tui.theme import THEME
from kisotui.tui.widgets.columns import Column
from kisotui.tui.widgets.feed import Window
from kisotui.tui.widgets.table import WindowTable
from tests.tui.stage import until

SIZE = (40, 11)  # ten rows under the titles
COLUMNS = (Column("name", "Name", 14), Column("note", "Note", 10), Column("far", "Far", 30, rank=1))


class Rows:
    """A source that can be changed. A row is (key, note)."""

    def __init__(self, count: int) -> None:
        self.rows = [(f"row {number}", "-") for number in range(count)]
        self.problem: Problem | None = None
        self.asked = 0
        self.clock = 0

    async def window(self, offset: int, limit: int) -> Window[tuple[str, str]]:
        self.asked += 1
        if self.problem is not None:
            raise self.problem
        return Window(len(self.rows), self.rows[offset : offset + limit])

    async def position(self, key: str) -> int | None:
        return next((at for at, row in enumerate(self.rows) if row[0] == key), None)

    def key(self, row: tuple[str, str]) -> str:
        return row[0]

    def cell(self, row: tuple[str, str], column: str, width: int) -> Cell:
        if column == "note" and row[1] == "counts":
            return plain(f"{self.clock} s")
        return plain(row[0] if column == "name" else row[1])

    def ticks(self, row: tuple[str, str]) -> bool:
        return row[1] == "counts"


class Watched(WindowTable[tuple[str, str]]):
    """Remembers which regions it was to paint anew."""

    painted: ClassVar[list[Region]] = []

    def refresh(self, *regions: Region, **how: bool) -> Self:
        self.painted.extend(regions)
        return super().refresh(*regions, **how)


class Stage(App[int]):
    """A table, and what it said and painted."""

    ALLOW_SELECT = False

    def __init__(self, rows: Rows) -> None:
        super().__init__(css_path=[str(path) for path in first_stylesheets()])
        self.rows = rows
        self.said: list[str] = []
        self.register_theme(THEME)
        self.theme = THEME.name

    def compose(self) -> ComposeResult:
        yield Watched(COLUMNS)

    def on_mount(self) -> None:
        self.table.show(self.rows, "name", False, keep=False)

    @property
    def table(self) -> Watched:
        return self.query_one(Watched)

    def on_cursor_grid_opened(self) -> None:
        self.said.append("opened")

    def on_cursor_grid_title_clicked(self, message: WindowTable.TitleClicked) -> None:
        self.said.append(f"title {message.column}")

    def on_fed_grid_failed(self, message: WindowTable.Failed) -> None:
        self.said.append(message.problem.code)

    @property
    def lines(self) -> list[str]:
        return [strip.text.rstrip() for strip in self.table.render_lines(Region(0, 0, *SIZE))]


def current(app: Stage) -> str:
    return app.table.current[0] if app.table.current else ""


async def filled(pilot: Pilot[int]) -> Stage:
    app = pilot.app
    assert isinstance(app, Stage)
    await until(pilot, lambda: app.table.count is not None)
    return app


async def reloaded(pilot: Pilot[int], holds: Callable[[], object]) -> None:
    app = pilot.app
    assert isinstance(app, Stage)
    app.table.reload()
    await until(pilot, holds)


async def test_it_shows_the_rows_under_the_titles() -> None:
    async with Stage(Rows(3)).run_test(size=SIZE) as pilot:
        app = await filled(pilot)
        assert app.lines[:5] == [
            "Name▴          Note",
            "row 0          -",
            "row 1          -",
            "row 2          -",
            "",
        ]
        assert app.table.dropped == 1


async def test_keys_move_the_cursor() -> None:
    async with Stage(Rows(1000)).run_test(size=SIZE) as pilot:
        app = await filled(pilot)
        for key, row in [
            ("down", 1),
            ("j", 2),
            ("up", 1),
            ("k", 0),
            ("k", 0),
            ("pagedown", 10),
            ("ctrl+d", 15),
            ("ctrl+u", 10),
            ("pageup", 0),
            ("end", 999),
            ("down", 999),
            ("home", 0),
            ("G", 999),
            ("g", 0),
        ]:
            await pilot.press(key)
            assert app.table.cursor == row, key


async def test_a_hundred_thousand_rows_are_as_near_as_ten() -> None:
    async with Stage(Rows(100_000)).run_test(size=SIZE) as pilot:
        app = await filled(pilot)
        await pilot.press("G")
        await until(pilot, lambda: current(app) == "row 99999")
        assert app.lines[-1].startswith("row 99999")


async def test_what_is_not_fetched_yet_is_marked() -> None:
    async with Stage(Rows(1000)).run_test(size=SIZE) as pilot:
        app = await filled(pilot)
        app.table.scroll_to(y=600, animate=False, immediate=True)
        assert app.lines[1] == "…"
        await until(pilot, lambda: app.lines[1].startswith("row 600"))


async def test_clicks_select_open_and_sort() -> None:
    async with Stage(Rows(30)).run_test(size=SIZE) as pilot:
        app = await filled(pilot)
        await pilot.click(WindowTable, offset=(3, 4))
        assert current(app) == "row 3"
        assert app.said == []
        await pilot.double_click(WindowTable, offset=(3, 4))
        assert app.said == ["opened"]
        await pilot.click(WindowTable, offset=(17, 0))
        assert app.said[-1] == "title note"


async def test_a_click_below_the_last_row_does_nothing() -> None:
    async with Stage(Rows(2)).run_test(size=SIZE) as pilot:
        app = await filled(pilot)
        await pilot.click(WindowTable, offset=(3, 8))
        assert current(app) == "row 0"


async def test_only_what_differs_is_painted() -> None:
    rows = Rows(30)
    async with Stage(rows).run_test(size=SIZE) as pilot:
        app = await filled(pilot)
        app.table.painted.clear()
        rows.rows[2] = ("row 2", "changed")
        rows.rows[20] = ("row 20", "out of sight")
        await reloaded(pilot, lambda: "changed" in app.lines[3])
        assert app.table.painted == [Region(15, 3, 10, 1)]


async def test_an_unchanged_store_paints_nothing() -> None:
    async with Stage(Rows(30)).run_test(size=SIZE) as pilot:
        app = await filled(pilot)
        asked = app.rows.asked
        app.table.painted.clear()
        await reloaded(pilot, lambda: app.rows.asked > asked)
        assert app.table.painted == []


async def test_times_that_pass_are_painted_where_they_are_seen() -> None:
    rows = Rows(3)
    rows.rows[1] = ("row 1", "counts")
    async with Stage(rows).run_test(size=SIZE) as pilot:
        app = await filled(pilot)
        assert "0 s" in app.lines[2]
        rows.clock = 7
        await until(pilot, lambda: "7 s" in app.lines[2])


async def test_the_cursor_stays_on_its_row_when_rows_come_above() -> None:
    rows = Rows(30)
    async with Stage(rows).run_test(size=SIZE) as pilot:
        app = await filled(pilot)
        await pilot.press("j", "j")
        rows.rows.insert(0, ("new", "-"))
        await reloaded(pilot, lambda: app.table.count == 31)
        assert (current(app), app.table.cursor) == ("row 2", 3)
        assert app.lines[1].startswith("new")


async def test_scrolled_down_nothing_moves_when_rows_come_above() -> None:
    rows = Rows(1000)
    async with Stage(rows).run_test(size=SIZE) as pilot:
        app = await filled(pilot)
        app.table.move_to(500)
        await until(pilot, lambda: current(app) == "row 500")
        await pilot.pause()
        before = app.lines
        rows.rows[:0] = [(f"new {number}", "-") for number in range(300)]
        await reloaded(pilot, lambda: app.table.count == 1300)
        await until(pilot, lambda: current(app) == "row 500")
        await until(pilot, lambda: app.lines == before)


async def test_the_wheel_moves_the_view_and_changes_do_not_move_it_back() -> None:
    rows = Rows(1000)
    async with Stage(rows).run_test(size=SIZE) as pilot:
        app = await filled(pilot)
        await pilot.press("j")
        for _ in range(30):
            await pilot._post_mouse_events([MouseScrollDown], WindowTable)
        top = app.table.scroll_offset.y
        assert top > 20
        assert app.table.cursor == 1
        rows.rows.insert(0, ("new", "-"))
        await reloaded(pilot, lambda: app.table.cursor == 2)
        assert current(app) == "row 1"
        assert app.table.scroll_offset.y == top
        del rows.rows[2]
        await reloaded(pilot, lambda: current(app) == "row 2")
        assert app.table.cursor == 2
        await pilot.press("k")
        assert app.table.scroll_offset.y == 1


async def test_the_cursor_stays_where_it_is_when_its_row_is_gone() -> None:
    rows = Rows(30)
    async with Stage(rows).run_test(size=SIZE) as pilot:
        app = await filled(pilot)
        await pilot.press("j", "j")
        del rows.rows[2]
        await reloaded(pilot, lambda: app.table.count == 29)
        assert (current(app), app.table.cursor) == ("row 3", 2)
        del rows.rows[:]
        await reloaded(pilot, lambda: app.table.count == 0)
        assert app.table.current is None
        rows.rows.append(("first", "-"))
        await reloaded(pilot, lambda: current(app) == "first")


async def test_a_list_that_shrinks_is_scrolled_back() -> None:
    rows = Rows(1000)
    async with Stage(rows).run_test(size=SIZE) as pilot:
        app = await filled(pilot)
        await pilot.press("G")
        await until(pilot, lambda: current(app) == "row 999")
        del rows.rows[3:]
        await reloaded(pilot, lambda: app.table.count == 3)
        await until(pilot, lambda: app.lines[1].startswith("row 0"))
        assert current(app) == "row 2"


async def test_a_failed_fetch_is_told_and_the_next_one_succeeds() -> None:
    rows = Rows(3)
    async with Stage(rows).run_test(size=SIZE) as pilot:
        app = await filled(pilot)
        rows.problem = Problem("store-locked", store="k.db")
        await reloaded(pilot, lambda: app.said == ["store-locked"])
        assert app.lines[1].startswith("row 0")
        rows.problem = None
        rows.rows[0] = ("row 0", "better")
        await reloaded(pilot, lambda: "better" in app.lines[1])


def asked_again(rows: Rows) -> Callable[[], bool]:
    before = rows.asked
    return lambda: rows.asked > before


async def test_the_same_trouble_is_told_once_until_a_fetch_succeeds() -> None:
    rows = Rows(3)
    async with Stage(rows).run_test(size=SIZE) as pilot:
        app = await filled(pilot)
        rows.problem = Problem("store-locked", store="k.db")
        for _ in range(3):
            await reloaded(pilot, asked_again(rows))
        assert app.said == ["store-locked"]
        rows.problem = Problem("store-unreachable", store="k.db")
        await reloaded(pilot, lambda: app.said == ["store-locked", "store-unreachable"])
        rows.problem = None
        rows.rows[0] = ("row 0", "better")
        await reloaded(pilot, lambda: "better" in app.lines[1])
        rows.problem = Problem("store-unreachable", store="k.db")
        await reloaded(pilot, lambda: app.said[2:] == ["store-unreachable"])


async def test_wide_letters_line_up() -> None:
    rows = Rows(1)
    rows.rows = [("쿠버네티스 버전 하나", "가"), ("ascii", "b")]
    async with Stage(rows).run_test(size=SIZE) as pilot:
        app = await filled(pilot)
        assert app.lines[1] == "쿠버네티스 버… 가"
        assert app.lines[2] == "ascii          b"
