"""Terminals of every size, and changing it while something is open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.app import ComposeResult
from textual.pilot import Pilot
from textual.screen import Screen
from textual.scroll_view import ScrollView
from textual.widgets import Input, OptionList, Select
from textual.widgets._toast import Toast

from kisotui.domain.actions import BY_ID
from kisotui.domain.keynames import written
from kisotui.locale import LANGUAGES, t
from kisotui.tui.app import KisoApp
from kisotui.tui.keys import of
from kisotui.tui.palette import Palette
from kisotui.tui.screens.add_version import AddVersion
from kisotui.tui.screens.dashboard import Dashboard
from kisotui.tui.screens.too_small import TooSmall
from kisotui.tui.screens.view_name import ViewName
from kisotui.tui.screens.views import Views
from kisotui.tui.widgets.key_line import KeyLine
from kisotui.tui.widgets.table import WindowTable
from tests.tui.samples import every_state
from tests.tui.stage import console, listed, until

Patch = pytest.MonkeyPatch
SIZES = ((60, 15), (70, 24), (80, 24), (100, 30), (120, 40), (159, 45), (160, 45), (200, 50))
TINY = (40, 8)
ESSENTIAL = ("name", "state", "isostate", "progress")
OPENED: dict[str, Sequence[str]] = {
    "the list": ("down", "down", "space"),
    "a filter half typed": ("slash", *"v1.3x", "left", "left"),
    "adding": ("a", *"1.35.", "tab", *"a name", "left"),
    "adding a file": ("A", *"1.3"),
    "deleting": ("d", "right"),
    "managing": ("m", "down"),
    "limiting": ("b", *"20"),
    "filtering by field": ("f", "tab", *"1.3"),
    "sorting": ("s", "down", "down"),
    "columns": ("C", "down"),
    "views": ("V",),
    "the palette": ("ctrl+p", *"so", "down"),
    "help": ("question_mark", "pagedown"),
    "details": ("enter", "down", "down"),
    "events": ("enter", "2", "down"),
    "a dialog over the details": ("enter", "3", "m"),
}


def state(screen: Screen[Any]) -> list[object]:
    """What a person would miss: what was typed, chosen and selected, the cursor and the focus."""
    found: list[object] = [type(screen).__name__, screen.focused and screen.focused.id]
    for each in screen.walk_children():
        if isinstance(each, Input):
            found.append((each.id, each.value, each.selection))
        elif isinstance(each, OptionList):
            found.append((each.id, each.highlighted))
        elif isinstance(each, Select):
            found.append((each.id, each.value))
        elif isinstance(each, WindowTable):
            found.append((each.id, each.cursor, each.current and each.current.id))
    return found


def scrolled(screen: Screen[Any]) -> list[int]:
    """How far, of what is there at every size."""
    views = [each for each in screen.walk_children() if isinstance(each, ScrollView)]
    return [each.scroll_offset.y for each in views if each.id != "beside"]


async def resized(pilot: Pilot[int], width: int, height: int) -> None:
    await pilot.resize_terminal(width, height)
    await until(pilot, lambda: pilot.app.size == (width, height))
    await pilot.pause()


def lines(app: KisoApp) -> list[str]:
    return [strip.text for strip in app.screen._compositor.render_strips()]


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_every_width_shows_what_matters_and_says_what_is_missing(
    tmp_path: Path, monkeypatch: Patch, lang: str
) -> None:
    app = console(tmp_path, monkeypatch, every_state, lang)
    async with app.run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        table = app.screen.query_one(WindowTable)
        for filter_ in ("", "no such thing as this one, which is too long for the line"):
            await pilot.press("slash")
            app.post_message(events.Paste(filter_))
            await pilot.press("enter")
            await until(pilot, lambda: bool(table.count) is not bool(filter_))  # noqa: B023
            for size in SIZES:
                await resized(pilot, *size)
                missing = [column for column in ESSENTIAL if not table.shows(column)]
                hint = t("screen.list.columns", count=table.dropped)
                assert missing == [], size
                assert hint in lines(app)[1] or not table.dropped, size


@pytest.mark.parametrize(("name", "lang"), zip(OPENED, cycle(LANGUAGES)))
async def test_resizing_loses_nothing(
    tmp_path: Path, monkeypatch: Patch, name: str, lang: str
) -> None:
    app = console(tmp_path, monkeypatch, every_state, lang)
    async with app.run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        await pilot.press(*OPENED[name])
        await pilot.pause()
        before, screen = state(app.screen), app.screen
        offsets = scrolled(screen)
        for size in (TINY, (79, 14), (59, 24)):
            await resized(pilot, *size)
            assert isinstance(app.screen, TooSmall)
            assert any("60x15" in line for line in lines(app))
        await resized(pilot, 80, 24)
        await until(pilot, lambda: app.screen is screen)
        assert scrolled(screen) == offsets
        for size in ((200, 50), (160, 24), (60, 15)):
            await resized(pilot, *size)
            assert app.screen is screen
            assert state(screen) == before
        # In the smallest one, what has the focus is still all in view.
        focused = screen.focused
        box = focused if focused is not None and focused.region else screen.query_one(".box")
        assert screen.region.contains_region(box.region)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", ["a", "A", "e", "d", "m", "b", "f"])
async def test_the_smallest_terminal_shows_which_keys_leave_a_dialog_and_which_help(
    tmp_path: Path, monkeypatch: Patch, key: str, lang: str
) -> None:
    app = console(tmp_path, monkeypatch, every_state, lang)
    async with app.run_test(size=(60, 15)) as pilot:
        await listed(pilot)
        await pilot.press(key)
        await until(pilot, lambda: app.screen.query(KeyLine))
        await pilot.pause()
        shown = "\n".join(lines(app))
        assert " esc " in shown
        assert not app.screen.help_topic or " f1 " in shown  # type: ignore[attr-defined]
        assert not app.screen.query_one(".box").show_vertical_scrollbar


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_the_smallest_terminal_shows_each_command_beside_its_keys(
    tmp_path: Path, monkeypatch: Patch, lang: str
) -> None:
    app = console(tmp_path, monkeypatch, every_state, lang)
    async with app.run_test(size=(60, 50)) as pilot:
        await listed(pilot)
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(app.screen, Palette))
        await pilot.pause()
        shown = "\n".join(lines(app))
        for action in ("version.show", "version.delete", "list.mark-down"):
            keys = " ".join(map(written, of(BY_ID[action])))
            assert re.search(rf"{re.escape(t(f'action.{action}'))} +{re.escape(keys)} ", shown)


async def test_a_dialog_that_opens_meanwhile_waits_until_there_is_room(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    app = console(tmp_path, monkeypatch, every_state)
    async with app.run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        await resized(pilot, *TINY)
        await until(pilot, lambda: isinstance(app.screen, TooSmall))
        app.push_screen(ViewName("Save", ""))
        await until(pilot, lambda: isinstance(app.screen_stack[-2], ViewName))
        await until(pilot, lambda: isinstance(app.screen, TooSmall))
        await pilot.press("x")
        await resized(pilot, 80, 24)
        await until(pilot, lambda: isinstance(app.screen, ViewName))
        await until(pilot, lambda: app.screen.query_one(Input).value == "x")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, Dashboard))


async def test_no_notice_hides_which_size_is_needed(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, every_state)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await listed(pilot)
        await pilot.resize_terminal(*TINY)
        await until(pilot, lambda: isinstance(app.screen, TooSmall))
        app.notify("v1.34.12 is Ready")
        await until(pilot, lambda: app.screen.query(Toast))
        await pilot.pause()
        assert not app.screen.query_one(Toast).region


async def test_a_dialog_over_a_dialog_hides_its_frame(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, every_state)
    async with app.run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        await pilot.press("V")
        await until(pilot, lambda: isinstance(app.screen, Views))
        below = app.screen.query_one(".box")
        await pilot.press("s")
        await until(pilot, lambda: isinstance(app.screen, ViewName))
        await until(pilot, lambda: app.screen.query_one(".box").region == below.region)
        await pilot.resize_terminal(64, 15)
        await until(
            pilot, lambda: app.screen.query_one(".box").region.contains_region(below.region)
        )


@pytest.mark.parametrize(("width", "wide"), [(80, False), (200, True)])
async def test_a_form_is_laid_out_at_once_for_the_terminal_there_is(
    width: int, wide: bool, tmp_path: Path, monkeypatch: Patch
) -> None:
    """Not for a narrow one first, which would be sent too."""
    composed = list[bool]()
    compose = AddVersion.compose_body

    def noted(form: AddVersion) -> ComposeResult:
        composed.append(form.has_class("-wide"))
        return compose(form)

    monkeypatch.setattr(AddVersion, "compose_body", noted)
    app = console(tmp_path, monkeypatch, every_state)
    async with app.run_test(size=(width, 50)) as pilot:
        await listed(pilot)
        await pilot.press("a")
        await until(pilot, lambda: isinstance(app.screen, AddVersion))
    assert composed == [wide]
