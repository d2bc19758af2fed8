"""Copying on the screens, and the cursor among the columns."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from textual.notifications import Notification
from textual.pilot import Pilot
from textual.widgets import OptionList
from textual.widgets.input import Selection

from kisotui.domain.views import Version
from kisotui.tui.app import KisoApp
from kisotui.tui.screens.add_version import AddVersion
from kisotui.tui.screens.copy_field import CopyField
from kisotui.tui.screens.detail import Detail
from kisotui.tui.terminal import look
from kisotui.tui.widgets.form import Field
from kisotui.tui.widgets.table import WindowTable
from tests.tui.stage import console, half_way, listed, until


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> KisoApp:
    return console(tmp_path, monkeypatch, half_way)


@pytest.fixture
def copied(app: KisoApp, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was copied."""
    texts: list[str] = []

    async def copy(text: str) -> None:
        texts.append(text)

    monkeypatch.setattr(app, "copy", copy)
    return texts


def table(app: KisoApp) -> WindowTable[Version]:
    return app.screen.query_one(WindowTable)


async def notified(pilot: Pilot[int]) -> Notification:
    """What the person is told."""
    await until(pilot, lambda: len(pilot.app._notifications))
    (told,) = list(pilot.app._notifications)
    return told


async def test_the_cell_under_the_cursor_is_copied(app: KisoApp, copied: list[str]) -> None:
    async with app.run_test() as pilot:
        await listed(pilot)
        await pilot.press("c", "l", "right", "c")
        await until(pilot, lambda: copied == ["v1.34.12", "1.34.12"])


async def test_the_column_cursor_keeps_to_what_is_there(app: KisoApp) -> None:
    async with app.run_test(size=(90, 24)) as pilot:
        await listed(pilot)
        await pilot.press("left")
        assert table(app).column == "name"
        await pilot.press(*"llllll")
        assert table(app).column == "progress"
        await pilot.press("right")
        assert table(app).column == "progress"
        await pilot.press("left")
        assert table(app).column == "size"
        await pilot.resize_terminal(60, 20)
        await until(pilot, lambda: not table(app).shows("size"))
        assert table(app).column == "name"
        await pilot.resize_terminal(90, 24)
        await until(pilot, lambda: table(app).shows("size"))
        assert table(app).column == "size"


async def test_a_click_moves_the_column_cursor(app: KisoApp) -> None:
    async with app.run_test() as pilot:
        await listed(pilot)
        await pilot.click(WindowTable, offset=(26, 1))
        assert table(app).column == "state"


async def test_the_version_is_copied_as_json_and_as_a_command(
    app: KisoApp, copied: list[str]
) -> None:
    async with app.run_test() as pilot:
        await listed(pilot)
        await pilot.press("y")
        await until(pilot, lambda: copied)
        assert json.loads(copied[0])["semanticversion"] == "1.34.12"
        await pilot.press("Y")
        await until(pilot, lambda: len(copied) == 2)
        assert copied[1].startswith("kisotui version add 1.34.12 ")


async def test_in_the_details_a_field_is_chosen(app: KisoApp, copied: list[str]) -> None:
    async with app.run_test() as pilot:
        await listed(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Detail))
        await pilot.press("c")
        await until(pilot, lambda: isinstance(app.screen, CopyField))
        await until(pilot, lambda: isinstance(app.screen.focused, OptionList))
        await pilot.press("down", "enter")
        await until(pilot, lambda: copied == ["v1.34.12"])


async def test_where_the_text_is_is_told(app: KisoApp) -> None:
    app.terminal = look({"TERM": "vt100"})
    async with app.run_test() as pilot:
        await listed(pilot)
        await app.copy("v1.34.12")
        file = app.settings.log_dir / "copied.txt"
        assert file.read_text() == "v1.34.12\n"
        told = await notified(pilot)
        assert told.title == "This terminal has no clipboard"
        assert str(file) in told.message


async def test_a_file_that_cannot_be_written_is_told(app: KisoApp, tmp_path: Path) -> None:
    app.terminal = look({"TERM": "vt100"})
    app.settings.log_dir.write_text("")  # no directory
    async with app.run_test() as pilot:
        await listed(pilot)
        await app.copy("v1.34.12")
        told = await notified(pilot)
        assert told.severity == "error"


async def test_what_is_too_long_goes_to_the_file(app: KisoApp) -> None:
    app.terminal = look({"TERM": "xterm", "LANG": "C.UTF-8"})
    async with app.run_test() as pilot:
        await listed(pilot)
        await app.copy("x" * 60_000)
        told = await notified(pilot)
        assert told.title.startswith("Too long for the clipboard (")


@pytest.mark.parametrize("key", ["ctrl+c", "ctrl+x"])
async def test_a_password_in_a_field_does_not_leave_the_program(
    key: str, app: KisoApp, copied: list[str]
) -> None:
    url = "https://kim:secret@server/k.iso"
    async with app.run_test() as pilot:
        await listed(pilot)
        await pilot.press("a")
        await until(pilot, lambda: isinstance(app.screen, AddVersion))
        field = app.screen.query_one("#url", Field)
        field.focus()
        field.value = url
        field.selection = Selection(0, len(url))
        await pilot.press(key)
        await until(pilot, lambda: copied == ["https://kim:******@server/k.iso"])
        assert app.clipboard == url


async def test_nothing_selected_leaves_the_clipboard_as_it_is(
    app: KisoApp, copied: list[str]
) -> None:
    async with app.run_test() as pilot:
        await listed(pilot)
        await pilot.press("a")
        await until(pilot, lambda: isinstance(app.screen, AddVersion))
        await pilot.press("x", "ctrl+x", "shift+left", "ctrl+x")
        await until(pilot, lambda: copied)
        assert copied == ["x"]
