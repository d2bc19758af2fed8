"""The list's filter, columns and views on the screen, and what is there again at the next start."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import OptionList, Static
from textual.widgets._toast import Toast

from kisotui.domain.views import VersionQuery, View
from kisotui.service import saved_views, zones
from kisotui.service.context import Context
from kisotui.tui.app import KisoApp
from kisotui.tui.screens.columns import Columns
from kisotui.tui.screens.dashboard import Dashboard
from kisotui.tui.screens.dialog import Confirm
from kisotui.tui.screens.view_name import ViewName
from kisotui.tui.screens.views import Views
from kisotui.tui.widgets import filter as filter_line
from kisotui.tui.widgets.filter import FilterLine
from kisotui.tui.widgets.footer import Footer
from kisotui.tui.widgets.form import Field
from kisotui.tui.widgets.table import WindowTable
from kisotui.tui.widgets.title import Title
from tests.tui.samples import SAMPLES, every_state
from tests.tui.stage import Script, console, listed, pressing, until

Patch = pytest.MonkeyPatch
ALL = len(SAMPLES)
FAILED = View(VersionQuery("iso:failed"))


@pytest.fixture
def views_file(tmp_path: Path) -> Path:
    return tmp_path / "home" / "views.json"


def again(tmp_path: Path, patch: Patch, views_file: Path, lang: str = "en") -> KisoApp:
    """The console on a store that is there already, or is filled now."""
    fill = None if (tmp_path / "k.db").exists() else every_state
    app = console(tmp_path, patch, fill, lang)
    return KisoApp(replace(app.settings, views_file=views_file), clock=app.clock)


def dashboard(pilot: Pilot[int]) -> Dashboard:
    found = pilot.app.screen_stack[0]
    assert isinstance(found, Dashboard)
    return found


def table(pilot: Pilot[int]) -> WindowTable[Any]:
    return dashboard(pilot).query_one(WindowTable)


async def counted(pilot: Pilot[int], count: int) -> None:
    await until(pilot, lambda: table(pilot).count == count)


def title(pilot: Pilot[int]) -> str:
    return dashboard(pilot).query_one(Title).render().plain


def note(pilot: Pilot[int]) -> str:
    return str(pilot.app.screen.query_one("#note", Static).content)


def wanted_height(shown: Static) -> int:
    """The lines that its words take, in the width it has."""
    return shown.get_content_height(shown.size, shown.size, shown.size.width)


def toasts(pilot: Pilot[int]) -> str:
    return "\n".join(f"{each.title} {each.message}" for each in pilot.app._notifications)


def keys(pilot: Pilot[int]) -> list[str]:
    return [placed.column.key for placed in table(pilot)._placed]


class TestFilter:
    async def test_what_is_half_typed_changes_nothing_and_says_what_is_missing(
        self, tmp_path: Path, monkeypatch: Patch
    ) -> None:
        async with console(tmp_path, monkeypatch, every_state).run_test() as pilot:
            await listed(pilot)
            asked: list[VersionQuery] = []
            show = Dashboard.show_view

            def noted(self: Dashboard, view: View, **how: Any) -> None:
                asked.append(view.query)
                show(self, view, **how)

            monkeypatch.setattr(Dashboard, "show_view", noted)
            monkeypatch.setattr(filter_line, "_PAUSE", 60.0)
            await pilot.press("slash", *"version:>=")
            await until(pilot, lambda: "not finished" in note(pilot))
            assert "1.30" in note(pilot)
            assert asked == []
            await pilot.press(*"1.34")
            await counted(pilot, 5)
            await pilot.press("space", *'"tw')
            await until(pilot, lambda: "quote" in note(pilot))
            assert [query.text for query in asked][-1] == "version:>=1.34"
            assert table(pilot).count == 5

    async def test_an_unknown_column_is_told_with_those_that_there_are(
        self, tmp_path: Path, monkeypatch: Patch
    ) -> None:
        async with console(tmp_path, monkeypatch, every_state).run_test() as pilot:
            await listed(pilot)
            await pilot.press("slash", *"colour:red")
            await until(pilot, lambda: "colour" in note(pilot))
            assert "name state version iso" in note(pilot)
            await pilot.press("enter")
            await until(pilot, lambda: "colour" in toasts(pilot))
            assert (table(pilot).count, title(pilot)[:18]) == (ALL, f"Kubernetes ISO[{ALL}]")

    @pytest.mark.parametrize("lang", ["en", "ko"])
    @pytest.mark.parametrize("width", [60, 80])
    async def test_what_is_wrong_is_told_whole_while_it_is_typed_and_after(
        self, tmp_path: Path, monkeypatch: Patch, width: int, lang: str
    ) -> None:
        app = console(tmp_path, monkeypatch, every_state, lang)
        async with app.run_test(size=(width, 24), notifications=True) as pilot:
            await listed(pilot)
            await pilot.press("slash", *"verison:2")
            await until(pilot, lambda: "usable" in note(pilot))
            shown = app.screen.query_one("#note", Static)
            lines = app.screen.query_one(FilterLine)
            await until(pilot, lambda: shown.size.height > 1)
            assert shown.virtual_region.height == shown.size.height == wanted_height(shown)
            assert lines.region.bottom == 24
            await pilot.press("enter")
            await until(pilot, lambda: bool(app.screen.query(Toast)))
            toast = app.screen.query_one(Toast)
            await until(pilot, lambda: toast.size.height > 0)
            assert toast.size.height == wanted_height(toast)
            assert toast.region.bottom == app.screen.query_one(Footer).region.y
            await pilot.press("slash", "ctrl+u", "x")
            await until(pilot, lambda: shown.size.height == 1)

    async def test_what_is_typed_in_one_go_is_all_the_filter_s(
        self, tmp_path: Path, monkeypatch: Patch
    ) -> None:
        async with console(tmp_path, monkeypatch, every_state).run_test() as pilot:
            await listed(pilot)
            for key, character in [("slash", "/"), *((each, each) for each in "dapi")]:
                pilot.app.post_message(Key(key, character))
            await counted(pilot, 0)
            assert pilot.app.screen is dashboard(pilot)
            assert "(dapi)[0/13]" in title(pilot)
            await pilot.press("slash", "escape")
            await counted(pilot, ALL)

    async def test_it_is_there_to_be_changed_and_keeps_to_the_dialog_s(
        self, tmp_path: Path, monkeypatch: Patch
    ) -> None:
        async with console(tmp_path, monkeypatch, every_state).run_test() as pilot:
            await listed(pilot)
            view = View(VersionQuery("iso:ready", minimum="1.31.0"))
            dashboard(pilot).show_view(view)
            await counted(pilot, 2)
            await pilot.press("slash")
            await until(pilot, lambda: dashboard(pilot).query_one("#filter", Field).has_focus)
            assert dashboard(pilot).query_one("#filter", Field).value == "iso:ready"
            await pilot.press("space", *"!1.32", "enter")
            await counted(pilot, 1)
            assert "iso:ready !1.32 >=1.31.0" in title(pilot)

    async def test_a_notice_leaves_free_what_is_said_of_it(
        self, tmp_path: Path, monkeypatch: Patch
    ) -> None:
        app = console(tmp_path, monkeypatch, every_state)
        async with app.run_test(notifications=True) as pilot:
            await listed(pilot)
            await pilot.press("slash")
            app.notify("v1.34.12 is Ready")
            await until(pilot, lambda: app.screen.query(Toast))
            await pilot.pause()
            line = app.screen.query_one(filter_line.FilterLine)
            assert not app.screen.query_one(Toast).region.overlaps(line.region)


class TestColumns:
    async def test_chosen_ordered_and_back(self, tmp_path: Path, monkeypatch: Patch) -> None:
        async with console(tmp_path, monkeypatch, every_state).run_test() as pilot:
            await listed(pilot)
            usual = keys(pilot)
            await pressing("C", Columns)(pilot)
            await pilot.press("space", "j", "K", "shift+down", "up", "J", "enter")
            await until(pilot, lambda: pilot.app.screen is dashboard(pilot))
            assert dashboard(pilot).view.columns[:2] == ("state", "semanticversion")
            assert "name" not in keys(pilot)
            await pressing("C", Columns)(pilot)
            await pilot.press("R", "enter")
            await until(pilot, lambda: keys(pilot) == usual)
            assert dashboard(pilot).view.columns == ()

    async def test_columns_that_sort_nothing_are_clicked_in_vain(
        self, tmp_path: Path, monkeypatch: Patch
    ) -> None:
        async with console(tmp_path, monkeypatch, every_state).run_test() as pilot:
            await listed(pilot)
            dashboard(pilot).show_view(View(columns=("url", "name")))
            await until(pilot, lambda: keys(pilot) == ["url", "name"])
            await pilot.click(WindowTable, offset=(1, 0))
            await pilot.pause()
            assert dashboard(pilot).view.query.sort == "semanticversion"


class TestViews:
    async def test_saved_shown_renamed_deleted(
        self, tmp_path: Path, monkeypatch: Patch, views_file: Path
    ) -> None:
        async with again(tmp_path, monkeypatch, views_file).run_test() as pilot:
            await listed(pilot)
            dashboard(pilot).show_view(replace(FAILED, columns=("name", "failure")))
            await counted(pilot, 2)
            await pressing("V", Views)(pilot)
            await pilot.press("s")
            await until(pilot, lambda: isinstance(pilot.app.screen, ViewName))
            await pilot.press("enter", *"bad", "enter")
            await self.listing(pilot, 1)
            await pilot.press("escape", "escape")
            await counted(pilot, ALL)
            await pressing("V", Views)(pilot)
            await self.listing(pilot, 1)
            await pilot.press("enter")
            await counted(pilot, 2)
            assert keys(pilot) == ["name", "failure"]

            await pressing("V", Views)(pilot)
            await self.listing(pilot, 1)
            await pilot.press("r")
            await until(pilot, lambda: isinstance(pilot.app.screen, ViewName))
            await pilot.press("2", "enter")
            await until(pilot, lambda: [*saved_views.load(views_file).views] == ["bad2"])
            await self.listing(pilot, 1)
            await pilot.press("d")
            await until(pilot, lambda: isinstance(pilot.app.screen, Confirm))
            await pilot.press("enter")
            await self.listing(pilot, 1)
            await pilot.press("d")
            await until(pilot, lambda: isinstance(pilot.app.screen, Confirm))
            await pilot.press("tab", "enter")
            await self.listing(pilot, 0)
            assert saved_views.load(views_file).views == {}

    async def listing(self, pilot: Pilot[int], count: int) -> None:
        screen = pilot.app.screen_stack[1]
        assert isinstance(screen, Views)
        await until(pilot, lambda: pilot.app.screen is screen)
        await until(pilot, lambda: len(screen._views) == count)

    async def test_another_of_the_same_name_is_asked_about(
        self, tmp_path: Path, monkeypatch: Patch, views_file: Path
    ) -> None:
        saved_views.save(views_file, "a", FAILED)
        async with again(tmp_path, monkeypatch, views_file).run_test() as pilot:
            await listed(pilot)
            await pressing("V", Views)(pilot)
            await self.listing(pilot, 1)
            await pilot.press("s")
            await until(pilot, lambda: isinstance(pilot.app.screen, ViewName))
            await pilot.press("a", "enter")
            await until(pilot, lambda: isinstance(pilot.app.screen, Confirm))
            await pilot.press("escape")
            await self.listing(pilot, 1)
            assert saved_views.load(views_file).views == {"a": FAILED}
            await pilot.press("o")
            await until(pilot, lambda: isinstance(pilot.app.screen, Confirm))
            await pilot.press("tab", "enter")
            await until(pilot, lambda: saved_views.load(views_file).views == {"a": View()})

    async def test_a_zone_by_its_name_and_one_that_is_not_here(
        self, tmp_path: Path, monkeypatch: Patch, views_file: Path
    ) -> None:
        for name in ("busan", "jeju"):
            saved_views.save(views_file, name, View(VersionQuery(zone="elsewhere"), name))
        async with again(tmp_path, monkeypatch, views_file).run_test() as pilot:

            def says(words: str) -> bool:
                return words in title(pilot)

            await listed(pilot)
            for down, count, words in ((0, 2, "(busan)[2/13]"), (1, ALL, f"ISO[{ALL}]")):
                await pressing("V", Views)(pilot)
                await self.listing(pilot, 2)
                await pilot.press(*["j"] * down, "enter")
                await counted(pilot, count)
                await until(pilot, partial(says, words))
            assert "jeju" in toasts(pilot)

    async def test_a_broken_file_is_kept_aside(
        self, tmp_path: Path, monkeypatch: Patch, views_file: Path
    ) -> None:
        views_file.parent.mkdir()
        views_file.write_text("{")
        async with again(tmp_path, monkeypatch, views_file).run_test() as pilot:
            await listed(pilot)
            assert str(views_file) in toasts(pilot)
            await pressing("V", Views)(pilot)
            await pilot.press("s")
            await until(pilot, lambda: isinstance(pilot.app.screen, ViewName))
            await pilot.press("a", "enter")
            await until(pilot, lambda: "broken-1" in toasts(pilot))
        assert views_file.with_name("views.json.broken-1").read_text() == "{"
        assert [*saved_views.load(views_file).views] == ["a"]


class TestLastView:
    async def test_it_is_there_again(
        self, tmp_path: Path, monkeypatch: Patch, views_file: Path
    ) -> None:
        async with again(tmp_path, monkeypatch, views_file).run_test() as pilot:
            await listed(pilot)
            await pilot.press("slash", *"iso:failed", "enter", "S")
            await counted(pilot, 2)
        async with again(tmp_path, monkeypatch, views_file).run_test() as pilot:
            await listed(pilot)
            assert table(pilot).count == 2
            assert "(iso:failed)[2/13]" in title(pilot)
            assert "esc clears it" in title(pilot)
            assert not dashboard(pilot).view.query.descending
            await pilot.press("escape")
            await counted(pilot, ALL)
            assert "esc" not in title(pilot)
        assert saved_views.load(views_file).last.query == VersionQuery(descending=False)

    async def test_a_zone_of_another_store_is_left_out(
        self, tmp_path: Path, monkeypatch: Patch, views_file: Path
    ) -> None:
        saved_views.remember(views_file, View(VersionQuery(zone="gone"), "nowhere"))
        async with again(tmp_path, monkeypatch, views_file).run_test() as pilot:
            await counted(pilot, ALL)
            assert "nowhere" in toasts(pilot)

    async def test_a_home_that_cannot_be_written_is_told_once(
        self, tmp_path: Path, monkeypatch: Patch, views_file: Path
    ) -> None:
        views_file.parent.touch()  # where its directory should be
        async with again(tmp_path, monkeypatch, views_file).run_test() as pilot:
            await listed(pilot)
            await pilot.press("S")
            await until(pilot, lambda: "views_file" in toasts(pilot))
            await pilot.press("S", "slash", *"iso:failed", "enter")
            await counted(pilot, 2)
        assert toasts(pilot).count("views_file") == 1


def views(context: Context) -> None:
    """Versions; and views in a file beside the store."""
    every_state(context)
    file = Path(context.settings.iso_dir).parent / "views.json"
    seoul = next(zone for zone in zones.all_zones(context) if zone.name == "seoul")
    ready = View(VersionQuery("iso:ready", zone=seoul.id, sort="size"), "seoul")
    saved_views.save(file, "failed", replace(FAILED, columns=("name", "failure", "url")))
    saved_views.save(file, "준비된 서울 ISO", ready)
    saved_views.save(file, "a\u0301 very long name of a view, longer than its column", View())


async def filtering(pilot: Pilot[int]) -> None:
    await listed(pilot)
    await pilot.press("slash", *"state:enabled !version:<1.33 size:>")
    await until(pilot, lambda: "size:>" in note(pilot))
    await counted(pilot, 9)


async def shelf(pilot: Pilot[int]) -> None:
    await pressing("V", Views)(pilot)
    await until(pilot, lambda: pilot.app.screen.query_one(OptionList).option_count == 3)


PICTURES: dict[str, Script] = {
    "filtering": filtering,
    "views": shelf,
    "columns": pressing("C", Columns),
}


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("size", [(80, 24), (60, 15)], ids=["80x24", "60x15"])
@pytest.mark.parametrize("name", PICTURES)
def test_picture(
    snap_compare: Any,
    tmp_path: Path,
    monkeypatch: Patch,
    name: str,
    size: tuple[int, int],
    lang: str,
) -> None:
    # A function of its own each time: a fill that is kept writes no file beside its store.
    app = console(tmp_path, monkeypatch, partial(views), lang)
    app = KisoApp(replace(app.settings, views_file=tmp_path / "views.json"), clock=app.clock)
    assert snap_compare(app, terminal_size=size, run_before=PICTURES[name])
