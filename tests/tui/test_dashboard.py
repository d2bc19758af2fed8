"""The list of versions on a real store."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Select

from kisotui.domain.failures import Problem
from kisotui.domain.forms import VersionForm
from kisotui.domain.states import VersionState
from kisotui.service import versions
from kisotui.service.context import Context, open_context
from kisotui.tui.app import KisoApp
from kisotui.tui.palette import Palette
from kisotui.tui.screens.dashboard import Dashboard
from kisotui.tui.screens.detail import Detail
from kisotui.tui.screens.filters import Filters
from kisotui.tui.screens.help import Help
from kisotui.tui.screens.sort import Sort
from kisotui.tui.widgets.filter import FilterLine
from kisotui.tui.widgets.footer import Footer
from kisotui.tui.widgets.form import Field
from kisotui.tui.widgets.header import Header
from kisotui.tui.widgets.table import WindowTable
from kisotui.tui.widgets.title import Title
from tests.tui.samples import SAMPLES, every_state
from tests.tui.stage import KIM, console, listed, two_zones, until

Patch = pytest.MonkeyPatch
NO_WORKER = "The download worker could not be started"
ALL = len(SAMPLES)


def dashboard(pilot: Pilot[int]) -> Dashboard:
    screen = pilot.app.screen_stack[0]
    assert isinstance(screen, Dashboard)
    return screen


def table(pilot: Pilot[int]) -> WindowTable[object]:
    return dashboard(pilot).query_one(WindowTable)


def names(pilot: Pilot[int]) -> list[str]:
    """The first words of the rows that are seen."""
    lines = text(pilot).splitlines()[3:-1]
    return [line.split()[0] for line in lines if line.strip()]


def text(pilot: Pilot[int]) -> str:
    """What the screen shows."""
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join(strip.text for strip in strips)


def title(pilot: Pilot[int]) -> str:
    return str(dashboard(pilot).query_one(Title).render()).rstrip()


def footer(pilot: Pilot[int]) -> str:
    return str(dashboard(pilot).query_one(Footer).render())


def notices(pilot: Pilot[int]) -> list[tuple[str, str]]:
    return [(note.title, note.message) for note in pilot.app._notifications]


async def counted(pilot: Pilot[int], count: int) -> None:
    await until(pilot, lambda: table(pilot).count == count)


def elsewhere(app: KisoApp) -> Context:
    """Another program on the same store."""
    return open_context(app.settings, KIM)


async def test_it_says_where_what_and_who(tmp_path: Path, monkeypatch: Patch) -> None:
    async with console(tmp_path, monkeypatch, every_state).run_test() as pilot:
        await listed(pilot)
        header = str(dashboard(pilot).query_one(Header).render())
        assert header.startswith("kisotui  Image › Kubernetes ISO")
        assert header.endswith("/var/lib/kisotui/kisotui.db  kim@192.0.2.7")
        assert title(pilot).startswith(f"Kubernetes ISO[{ALL}]")
        assert title(pilot).endswith("hidden columns: 6")


async def test_newest_version_first_in_version_order(tmp_path: Path, monkeypatch: Patch) -> None:
    async with console(tmp_path, monkeypatch, every_state).run_test() as pilot:
        await listed(pilot)
        assert names(pilot)[:4] == [
            "v1.34.12-calico-x86_64",
            "v1.34.11-seoul",
            "v1.34.10-seoul",
            "v1.34.9-seoul",
        ]


async def test_markup_and_escapes_in_a_name_do_nothing(tmp_path: Path, monkeypatch: Patch) -> None:
    async with console(tmp_path, monkeypatch, every_state).run_test(size=(140, 30)) as pilot:
        await listed(pilot)
        assert "v1.32.11[bold]�[31m�" in text(pilot)


async def test_an_empty_list_says_what_to_press(tmp_path: Path, monkeypatch: Patch) -> None:
    async with console(tmp_path, monkeypatch).run_test() as pilot:
        await counted(pilot, 0)
        assert "There is no Kubernetes version yet." in text(pilot)
        assert "Press o to see what sources have, a to add from a URL" in text(pilot)
        assert "Manage" not in footer(pilot)


@pytest.mark.parametrize("key", ["enter", "m", "d", "r", "p", "x"])
async def test_without_a_version_an_action_says_so(
    tmp_path: Path, monkeypatch: Patch, key: str
) -> None:
    async with console(tmp_path, monkeypatch).run_test(notifications=True) as pilot:
        await counted(pilot, 0)
        await pilot.press(key)
        await until(pilot, lambda: notices(pilot) == [("", "There is no version to do this with.")])


async def test_what_does_not_apply_is_told_with_a_next_step(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    app = console(tmp_path, monkeypatch, every_state)
    async with app.run_test(notifications=True) as pilot:
        await listed(pilot)
        table(pilot).move_to(9)
        await pilot.press("p")
        await until(pilot, lambda: notices(pilot))
        ((heading, message),) = notices(pilot)
        assert heading.endswith("has no download that could be paused")
        assert "kisotui version show" in message


async def test_the_filter_shows_what_matches_as_it_is_typed(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    async with console(tmp_path, monkeypatch, every_state).run_test() as pilot:
        await listed(pilot)
        await pilot.press("slash", *"ready")
        # "read" finds as many: only the title tells that the last letter was taken in.
        await until(pilot, lambda: title(pilot).startswith(f"Kubernetes ISO(ready)[3/{ALL}]"))
        await pilot.press("space", *"busan")
        await counted(pilot, 1)
        assert "esc clear it" in text(pilot)
        assert "q Quit" not in text(pilot)
        await pilot.press("enter")
        assert pilot.app.focused is table(pilot)
        await until(pilot, lambda: "q Quit" in text(pilot))
        assert "esc clear it" not in text(pilot)
        assert table(pilot).count == 1
        await pilot.press("escape")
        await counted(pilot, ALL)
        assert dashboard(pilot).current_version().semanticversion == "1.30.3"  # type: ignore[union-attr]


async def test_escape_leaves_the_filter_and_clears_it(tmp_path: Path, monkeypatch: Patch) -> None:
    async with console(tmp_path, monkeypatch, every_state).run_test() as pilot:
        await listed(pilot)
        await pilot.press("slash", *"ready")
        await counted(pilot, 3)
        await pilot.press("escape")
        await counted(pilot, ALL)
        assert dashboard(pilot).query_one(FilterLine).query_one(Input).value == ""
        assert pilot.app.focused is table(pilot)


async def test_a_click_on_the_list_keeps_the_filter(tmp_path: Path, monkeypatch: Patch) -> None:
    async with console(tmp_path, monkeypatch, every_state).run_test() as pilot:
        await listed(pilot)
        await pilot.press("slash", *"ready")
        await counted(pilot, 3)
        await pilot.click(WindowTable, offset=(3, 2))
        await until(pilot, lambda: "q Quit" in text(pilot))
        assert table(pilot).count == 3


async def test_enter_at_once_waits_for_no_pause(tmp_path: Path, monkeypatch: Patch) -> None:
    async with console(tmp_path, monkeypatch, every_state).run_test() as pilot:
        await listed(pilot)
        await pilot.press("slash", *"ready", "enter")
        await counted(pilot, 3)


async def test_a_filter_that_nothing_matches_says_how_to_clear_it(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    async with console(tmp_path, monkeypatch, every_state).run_test() as pilot:
        await listed(pilot)
        await pilot.press("slash", *"no such thing")
        await counted(pilot, 0)
        await until(pilot, lambda: "matches the filter" in text(pilot))
        assert "Press esc to clear the filter." in text(pilot)


async def test_the_console_s_filters(tmp_path: Path, monkeypatch: Patch) -> None:
    async with console(tmp_path, monkeypatch, every_state).run_test() as pilot:
        await listed(pilot)
        await pilot.press("f")
        await until(pilot, lambda: isinstance(pilot.app.screen, Filters))
        screen = pilot.app.screen
        screen.query_one("#minimum", Field).value = "1.33"
        await pilot.press("ctrl+s")
        assert pilot.app.screen is screen
        assert "1.33" in text(pilot)
        assert "MAJOR.MINOR.PATCH" in text(pilot)
        screen.query_one("#minimum", Field).value = "1.33.5"
        screen.query_one("#arch", Select).value = "x86_64"
        await pilot.press("ctrl+s")
        await counted(pilot, 6)
        assert "(>=1.33.5 x86_64)" in title(pilot)
        await pilot.press("f")
        await until(pilot, lambda: isinstance(pilot.app.screen, Filters))
        zones = pilot.app.screen.query_one("#zone", Select)
        zones.value = next(value for label, value in zones._options if "busan" in str(label))
        pilot.app.screen.query_one("#minimum", Field).value = ""
        await pilot.press("ctrl+s")
        await counted(pilot, 2)
        assert "(busan x86_64)" in title(pilot)
        await pilot.press("escape")
        await counted(pilot, ALL)


async def test_sorting_by_a_column_and_back(tmp_path: Path, monkeypatch: Patch) -> None:
    async with console(tmp_path, monkeypatch, every_state).run_test() as pilot:
        await listed(pilot)
        await pilot.press("s")
        await until(pilot, lambda: isinstance(pilot.app.screen, Sort))
        pilot.app.screen.query_one(OptionList).highlighted = 0
        await pilot.press("enter")
        await until(pilot, lambda: "Name▴" in text(pilot))
        await until(pilot, lambda: names(pilot)[0] == "v1.29.9-seoul")
        await pilot.press("S")
        await until(pilot, lambda: "Name▾" in text(pilot))
        await until(pilot, lambda: names(pilot)[0] == "쿠버네티스")
        await pilot.click(WindowTable, offset=(2, 0))
        await until(pilot, lambda: names(pilot)[0] == "v1.29.9-seoul")


async def test_the_order_is_named_where_its_column_does_not_fit(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    async with console(tmp_path, monkeypatch, every_state).run_test() as pilot:
        await listed(pilot)
        dashboard(pilot)._sort("created")
        await until(pilot, lambda: "by Created ▾  hidden columns: 6" in title(pilot))


async def test_the_footer_offers_what_applies_to_the_version(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    async with console(tmp_path, monkeypatch, every_state).run_test(size=(140, 30)) as pilot:
        await listed(pilot)
        assert "p Pause" in footer(pilot)
        assert "r Retry" not in footer(pilot)
        table(pilot).move_to(7)
        await until(pilot, lambda: "r Retry" in footer(pilot))
        assert "p Pause" not in footer(pilot)


@pytest.mark.parametrize("width", [60, 80, 100, 140])
async def test_the_footer_keeps_help_and_quit(
    tmp_path: Path, monkeypatch: Patch, width: int
) -> None:
    async with console(tmp_path, monkeypatch, every_state).run_test(size=(width, 24)) as pilot:
        await listed(pilot)
        assert footer(pilot).endswith(("? Help  q Quit", "? Help  ^p Commands  q Quit"))
        assert len(footer(pilot)) <= width


async def test_a_click_on_the_footer_does_what_the_key_does(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    async with console(tmp_path, monkeypatch, every_state).run_test() as pilot:
        await listed(pilot)
        await pilot.click(Footer, offset=(footer(pilot).index("? Help"), 0))
        await until(pilot, lambda: isinstance(pilot.app.screen, Help))
        await pilot.press("escape")
        await pilot.click(Footer, offset=(footer(pilot).index("enter"), 0))
        await until(pilot, lambda: isinstance(pilot.app.screen, Detail))


async def test_the_palette_finds_an_action_and_runs_it(tmp_path: Path, monkeypatch: Patch) -> None:
    async with console(tmp_path, monkeypatch, every_state, "ko").run_test() as pilot:
        await listed(pilot)
        await pilot.press("colon")
        await until(pilot, lambda: isinstance(pilot.app.screen, Palette))
        assert pilot.app.screen.query_one(OptionList).option_count > 20
        await pilot.press(*"reverse")
        await until(pilot, lambda: pilot.app.screen.query_one(OptionList).option_count == 1)
        await pilot.press("enter")
        await until(pilot, lambda: names(pilot)[0] == "v1.29.9-seoul")


async def test_the_palette_says_when_it_finds_nothing(tmp_path: Path, monkeypatch: Patch) -> None:
    async with console(tmp_path, monkeypatch, every_state).run_test() as pilot:
        await listed(pilot)
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(pilot.app.screen, Palette))
        await pilot.press(*"zzz", "enter")
        await until(pilot, lambda: "No action has this name" in text(pilot))
        await pilot.press("escape")
        assert pilot.app.screen is dashboard(pilot)


async def test_what_others_change_is_seen(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, every_state)
    async with app.run_test() as pilot:
        await listed(pilot)
        other = elsewhere(app)
        current = dashboard(pilot).current_version()
        assert current is not None
        versions.set_state(other, [current.id], VersionState.DISABLED)
        await until(pilot, lambda: re.search(r"calico-x86_64 +⊘ Disabled", text(pilot)))
        versions.add(other, VersionForm(semanticversion="1.35.0", url="http://a/b.iso"))
        await counted(pilot, ALL + 1)
        await until(pilot, lambda: names(pilot)[0].startswith("v1.35.0"))
        assert dashboard(pilot).current_version().id == current.id  # type: ignore[union-attr]
        other.close()


async def test_a_store_that_fails_is_told_and_the_rows_stay(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    app = console(tmp_path, monkeypatch, every_state)

    def locked(*_: object) -> int:
        raise Problem("store-locked", store="k.db")

    async with app.run_test(notifications=True) as pilot:
        await listed(pilot)
        monkeypatch.setattr("kisotui.service.versions.window", locked)
        table(pilot).reload()
        await until(pilot, lambda: notices(pilot))
        assert notices(pilot)[0][0] == "The store k.db is locked by another program"
        assert names(pilot)[0] == "v1.34.12-calico-x86_64"


async def test_a_worker_is_seen_to(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, two_zones)
    seen: list[Context] = []
    monkeypatch.setattr("kisotui.service.worker.ensure", seen.append)
    async with app.run_test() as pilot:
        await until(pilot, lambda: seen == [app.backend.context])


@pytest.mark.parametrize(
    ("words", "found"),
    [("체크섬 불일치", "1.33.4"), ("wrong checksum", "1.33.4"), ("paused", "1.33.5")],
)
async def test_the_filter_finds_what_the_progress_column_says(
    tmp_path: Path, monkeypatch: Patch, words: str, found: str
) -> None:
    async with console(tmp_path, monkeypatch, every_state).run_test() as pilot:
        await listed(pilot)
        await pilot.press("slash")
        dashboard(pilot).query_one(FilterLine).query_one(Input).value = words
        await counted(pilot, 1)
        assert dashboard(pilot).current_version().semanticversion == found  # type: ignore[union-attr]


async def test_a_worker_that_does_not_start_is_told_once(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    app = console(tmp_path, monkeypatch, two_zones)

    def fail(context: Context) -> None:
        raise Problem("worker-start")

    monkeypatch.setattr("kisotui.service.worker.ensure", fail)
    async with app.run_test(notifications=True) as pilot:
        await until(pilot, lambda: notices(pilot))
        await app.ensure_worker(again=True)
        assert [title for title, _ in notices(pilot)] == [NO_WORKER]


async def test_a_worker_that_does_not_start_later_is_told_again(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    app = console(tmp_path, monkeypatch, two_zones)

    def fail(context: Context) -> None:
        raise Problem("worker-start")

    async with app.run_test(notifications=True) as pilot:
        await until(pilot, lambda: app.backend.is_open)
        for _ in range(2):
            monkeypatch.setattr("kisotui.service.worker.ensure", fail)
            for expected in ([NO_WORKER], []):
                await app.ensure_worker(again=True)
                await pilot.pause()
                assert [title for title, _ in notices(pilot)] == expected
                app.clear_notifications()
            monkeypatch.setattr("kisotui.service.worker.ensure", lambda context: None)
            await app.ensure_worker(again=True)
