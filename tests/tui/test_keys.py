"""Keys that a person chose are in force, and shown, everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest
from textual.binding import Binding

from kisotui.domain.actions import Place, at
from kisotui.domain.keymap import FIXED, OF_DIALOGS, Keymap, parse
from kisotui.tui import keys, screens
from kisotui.tui.app import KisoApp
from kisotui.tui.palette import Palette
from kisotui.tui.screens.add_version import AddVersion
from kisotui.tui.screens.delete_version import cancel_question
from kisotui.tui.screens.detail import Detail
from kisotui.tui.screens.dialog import Confirm, Dialog
from kisotui.tui.screens.help import Help
from kisotui.tui.widgets.footer import Footer
from kisotui.tui.widgets.form import Field
from kisotui.tui.widgets.lines import Lines
from kisotui.tui.widgets.table import WindowTable
from tests.tui.samples import every_state
from tests.tui.stage import console, listed, until

Patch = pytest.MonkeyPatch


@pytest.fixture(autouse=True)
def _defaults() -> Iterator[None]:
    yield
    keys.use(Keymap())


def remapped(tmp_path: Path, patch: Patch, given: dict[str, object]) -> KisoApp:
    app = console(tmp_path, patch, every_state)
    return KisoApp(replace(app.settings, keys=parse(given, "test")), clock=app.clock)


async def test_another_key_does_it_and_the_old_one_no_more(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    app = remapped(tmp_path, monkeypatch, {"version.delete": "F8", "move.down": ["W"]})
    async with app.run_test() as pilot:
        await listed(pilot)
        table = app.screen.query_one(WindowTable)
        await pilot.press("j", "down", "d", "delete")
        assert table.cursor == 0
        assert not isinstance(app.screen, Confirm)
        await pilot.press("W", "W")
        assert table.cursor == 2
        await pilot.press("f8")
        await until(pilot, lambda: isinstance(app.screen, Confirm))


async def test_a_letter_that_was_given_to_an_action_is_typed_into_fields(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    app = remapped(tmp_path, monkeypatch, {"version.delete": "D", "app.help": ["H", "f1"]})
    async with app.run_test() as pilot:
        await listed(pilot)
        await pilot.press("slash", "D", "H")
        field = app.screen.query_one("#filter", Field)
        await until(pilot, lambda: field.value == "DH")


async def test_an_action_without_a_key_is_left_to_the_palette(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    app = remapped(tmp_path, monkeypatch, {"version.add": [], "version.pause": []})
    async with app.run_test(size=(200, 50)) as pilot:
        await listed(pilot)
        assert "a Add" not in str(app.screen.query_one(Footer).render())
        await pilot.press("a")
        assert not isinstance(app.screen, AddVersion)
        version = app.screen.current_version()  # type: ignore[attr-defined]
        question = "\n".join(str(line) for line in cancel_question([version])._lines)
        assert "^p Pause download" in question
        await pilot.press("colon")
        await until(pilot, lambda: isinstance(app.screen, Palette))
        await pilot.press(*"add", "enter")
        await until(pilot, lambda: isinstance(app.screen, AddVersion))


async def test_what_shows_keys_shows_those_in_force(tmp_path: Path, monkeypatch: Patch) -> None:
    given: dict[str, object] = {"version.add": "i", "app.help": "f1", "app.quit": "Q"}
    app = remapped(tmp_path, monkeypatch, given)
    async with app.run_test(size=(120, 40)) as pilot:
        await listed(pilot)
        footer = str(app.screen.query_one(Footer).render())
        assert all(each in footer for each in ("i Add", "f1 Help", "Q Quit"))
        await pilot.press("colon")
        await until(pilot, lambda: isinstance(app.screen, Palette))
        await pilot.press("escape", "f1")
        await until(pilot, lambda: isinstance(app.screen, Help))
        lines = app.screen.query_one(Lines)
        await until(pilot, lambda: any(str(line).startswith("i  ") for line in lines._lines))
        await pilot.press("q")
        assert isinstance(app.screen, Help)
        await pilot.press("Q")
        assert not isinstance(app.screen, Help)


async def test_ctrl_c_tells_the_key_in_force(tmp_path: Path, monkeypatch: Patch) -> None:
    app = remapped(tmp_path, monkeypatch, {"app.quit": "Q"})
    async with app.run_test() as pilot:
        await listed(pilot)
        await pilot.press("ctrl+c")
        assert [each.message for each in app._notifications] == ["Press Q to quit."]


@pytest.mark.parametrize("place", [Place.LIST, Place.DETAIL])
async def test_every_key_of_a_place_is_bound_to_what_carries_it_out(
    tmp_path: Path, monkeypatch: Patch, place: Place
) -> None:
    async with console(tmp_path, monkeypatch, every_state).run_test() as pilot:
        await listed(pilot)
        if place is Place.DETAIL:
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(pilot.app.screen, Detail))
        bound = pilot.app.screen.active_bindings
        for action in at(place):
            for key in action.keys:
                assert bound[key].binding.action == action.name
                assert callable(getattr(bound[key].node, f"action_{action.name}")), action.id


def every_dialog() -> list[type[Dialog[Any]]]:
    for module in iter_modules(screens.__path__, f"{screens.__name__}."):
        import_module(module.name)
    found: list[type[Dialog[Any]]] = [Dialog]
    for kind in found:
        found += kind.__subclasses__()
    return found


def test_no_key_that_dialogs_need_can_be_given_to_help() -> None:
    bound = {
        binding.key
        for kind in every_dialog()
        for binding in Binding.make_bindings(kind.BINDINGS)
        if binding.id is None and len(binding.key) > 1
    }
    assert bound - OF_DIALOGS - FIXED == set()


def test_no_key_means_two_things_in_a_dialog() -> None:
    twice = set()
    for kind in every_dialog():
        bases = [base for base in kind.__mro__[1:] if issubclass(base, Dialog)]
        inherited = {
            each.key: each.action for base in bases for each in Binding.make_bindings(base.BINDINGS)
        }
        own = list(Binding.make_bindings(kind.__dict__.get("BINDINGS", [])))
        twice |= {
            (kind, each.key) for each in own if inherited.get(each.key, each.action) != each.action
        }
        keys = [each.key for each in own]
        twice |= {(kind, key) for key in keys if keys.count(key) > 1}
    assert twice == {(Help, "question_mark"), (Help, "f1")}
