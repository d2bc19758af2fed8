"""Nothing is cut off at 80x24, in either language: every screen, dialog and tab."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
from textual.app import App, ComposeResult
from textual.content import Content
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets._toast import Toast

from kisotui import locale
from kisotui.domain.failures import Problem
from kisotui.domain.views import SORT_KEYS
from kisotui.locale import CATALOGUE, LANGUAGES, t
from kisotui.tui.glyphs import glyph
from kisotui.tui.palette import Palette
from kisotui.tui.screens.add_version import AddVersion
from kisotui.tui.screens.carried import CarriedForm
from kisotui.tui.screens.catalogue import Browse
from kisotui.tui.screens.columns import Columns
from kisotui.tui.screens.copy_field import CopyField
from kisotui.tui.screens.dashboard import Dashboard
from kisotui.tui.screens.detail import Detail
from kisotui.tui.screens.dialog import Confirm, Dialog
from kisotui.tui.screens.edit_version import EditVersion
from kisotui.tui.screens.filters import Filters
from kisotui.tui.screens.help import Help
from kisotui.tui.screens.limit_downloads import LimitDownloads
from kisotui.tui.screens.list_dialog import ListDialog
from kisotui.tui.screens.manage_version import ManageVersion
from kisotui.tui.screens.preflight import PreflightForm
from kisotui.tui.screens.registered import RegisteredForm
from kisotui.tui.screens.sort import Sort
from kisotui.tui.screens.sources import AddSource, Sources
from kisotui.tui.screens.trouble import Trouble
from kisotui.tui.screens.view_name import ViewName
from kisotui.tui.screens.views import Views
from kisotui.tui.widgets.form import Field
from kisotui.tui.widgets.table import WindowTable
from tests.tui import test_dashboard_pictures as dashboard
from tests.tui import test_dialog_pictures as dialogs
from tests.tui import test_sources as sources
from tests.tui.cut_off import cut_off
from tests.tui.samples import every_state
from tests.tui.stage import Fill, Script, console, listed, two_zones, until
from tests.tui.test_contents import unfit
from tests.tui.test_edit_version import ready
from tests.tui.test_keys import every_dialog
from tests.unit.test_locale import calls, placeholders

Patch = pytest.MonkeyPatch
Scene = tuple[Fill, Script, type[Screen[Any]]]


def by(*keys: str, to: type[Screen[Any]]) -> Script:
    """From the list, by some keys, to a screen."""

    async def script(pilot: Pilot[int]) -> None:
        await listed(pilot)
        await pilot.press(*keys)
        await until(pilot, lambda: isinstance(pilot.app.screen, to))

    return script


def pushing(make: Callable[[], Screen[Any]]) -> Script:
    """Over the list, a screen that no key opens."""

    async def script(pilot: Pilot[int]) -> None:
        await listed(pilot)
        pilot.app.push_screen(make())
        await pilot.pause()

    return script


def damaged() -> Trouble:
    return Trouble(Problem("store-broken", store="/var/lib/kisotui/kisotui.db"))


async def help_of_a_dialog(pilot: Pilot[int]) -> None:
    await dialogs.PICTURES["add"](pilot)
    await pilot.press("f1")
    await until(pilot, lambda: isinstance(pilot.app.screen, Help))


async def told(pilot: Pilot[int]) -> None:
    """A notification with a long text."""
    await listed(pilot)
    pilot.app.report(Problem("store-broken", store="/var/lib/kisotui.db"))  # type: ignore[attr-defined]
    await until(pilot, lambda: pilot.app.screen.query(Toast))


async def marked(pilot: Pilot[int]) -> None:
    await listed(pilot)
    await pilot.press("asterisk")
    words = t("screen.marks.count", count=pilot.app.screen.query_one(WindowTable).count)
    await until(pilot, lambda: words in pilot.app.screen.marked_words())  # type: ignore[attr-defined]


_MESSAGE: Final = 72  # cells of a line below a form
_OVERVIEW: Final = dashboard.PICTURES
_DIALOGS: Final = dialogs.PICTURES
_FILL = dialogs.enabled_again
SCENES: Final[dict[str, Scene]] = {
    "list": (every_state, listed, Dashboard),
    "catalogue": (sources.filled, sources.opened, Browse),
    "catalogue-never-refreshed": (every_state, sources.opened, Browse),
    "catalogue-without-match": (sources.filled, sources.without_match, Browse),
    "sources": (sources.filled, sources.managing, Sources),
    "source-add": (sources.filled, sources.adding, AddSource),
    "list-empty": (two_zones, dashboard.empty, Dashboard),
    "list-without-match": (every_state, _OVERVIEW["no-match"], Dashboard),
    "list-filtering": (every_state, _OVERVIEW["filter"], Dashboard),
    "notification": (every_state, told, Dashboard),
    "filters": (every_state, _OVERVIEW["filters"], Filters),
    "sort": (every_state, _OVERVIEW["sort"], Sort),
    "columns": (every_state, by("C", to=Columns), Columns),
    "views": (every_state, by("V", to=Views), Views),
    "view-name": (every_state, by("V", "s", to=ViewName), ViewName),
    "palette": (every_state, _OVERVIEW["palette"], Palette),
    "palette-of-details": (every_state, by("enter", "colon", to=Palette), Palette),
    "help": (every_state, _OVERVIEW["help"], Help),
    "help-of-a-dialog": (_FILL, help_of_a_dialog, Help),
    "details": (_FILL, _DIALOGS["details"], Detail),
    "details-of-what-waits": (every_state, by("enter", to=Detail), Detail),
    "contents": (unfit, by("enter", "4", to=Detail), Detail),
    "accepting": (unfit, by("O", to=Confirm), Confirm),
    "details-of-what-failed": (every_state, by("n", "enter", to=Detail), Detail),
    "events": (_FILL, _DIALOGS["events"], Detail),
    "downloads": (_FILL, _DIALOGS["downloads"], Detail),
    "copy": (_FILL, by("enter", "c", to=CopyField), CopyField),
    "add": (_FILL, _DIALOGS["add"], AddVersion),
    "add-wrong": (_FILL, _DIALOGS["add-wrong"], AddVersion),
    "add-file": (_FILL, _DIALOGS["add-file"], AddVersion),
    "manage": (_FILL, _DIALOGS["manage"], ManageVersion),
    "delete": (_FILL, _DIALOGS["delete"], Confirm),
    "cancel": (_FILL, _DIALOGS["cancel"], Confirm),
    "limit": (_FILL, _DIALOGS["limit"], LimitDownloads),
    "trouble": (every_state, pushing(damaged), Trouble),
    "edit": (_FILL, by("e", to=EditVersion), EditVersion),
    "edit-what-is-there": (ready, by("e", to=EditVersion), EditVersion),
    "marked": (every_state, marked, Dashboard),
    "manage-several": (every_state, by("asterisk", "m", to=ManageVersion), ManageVersion),
    "delete-several": (every_state, by("space", "down", "space", "d", to=Confirm), Confirm),
    "cancel-several": (every_state, by("asterisk", "x", to=Confirm), Confirm),
    "retry-several": (every_state, by("asterisk", "r", to=Confirm), Confirm),
    "limit-several": (every_state, by("asterisk", "b", to=LimitDownloads), LimitDownloads),
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("scene", SCENES)
async def test_nothing_is_cut_off(
    tmp_path: Path, monkeypatch: Patch, scene: str, lang: str
) -> None:
    fill, script, kind = SCENES[scene]
    app = console(tmp_path, monkeypatch, fill, lang)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await script(pilot)
        await pilot.pause()
        assert type(app.screen) is kind
        assert cut_off(app.screen) == []


def test_every_dialog_is_among_them() -> None:
    shown = {kind for _, _, kind in SCENES.values()}
    unfinished = {Dialog, ListDialog, PreflightForm, RegisteredForm, CarriedForm}
    assert {*every_dialog()} - unfinished - shown == set()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", SORT_KEYS)
async def test_every_title_is_whole_where_its_column_sorts_the_list(
    tmp_path: Path, monkeypatch: Patch, key: str, lang: str
) -> None:
    app = console(tmp_path, monkeypatch, every_state, lang)
    async with app.run_test(size=(300, 24)) as pilot:
        await listed(pilot)
        table = app.screen.query_one(WindowTable)
        table._sorted = (key, True)
        titles = "".join(segment.text for segment in table._titles())
        assert f"{t(f'screen.column.{key}')}{glyph('descending')}" in titles


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_complaint_about_a_field_has_room_in_the_form(lang: str) -> None:
    locale.use(lang)
    too_long = []
    for code, field in sorted(complaints()):
        values = dict.fromkeys(placeholders(CATALOGUE[f"failure.{code}"][0]), "12345678")
        values |= dict.fromkeys(placeholders(CATALOGUE[f"failure.{code}.next"][0]), "12345678")
        values["total"] = values["count"] = "8"
        said = f"{t(f'field.{field}')}: {t(f'failure.{code}', **values)}"
        lines = [
            *Content(said).wrap(_MESSAGE),
            *Content(t(f"failure.{code}.next", **values)).wrap(_MESSAGE),
        ]
        if len(lines) > 3:
            too_long.append((code, [str(line) for line in lines]))
    assert too_long == []


def complaints() -> set[tuple[str, str]]:
    """The failures that name a field of the form, with that field."""
    found = set()
    for _, call in calls("Problem"):
        named = {keyword.arg: keyword.value for keyword in call.keywords}
        field, code = named.get("field"), call.args[0] if call.args else None
        if isinstance(field, ast.Constant) and isinstance(code, ast.Constant):
            found.add((str(code.value), str(field.value)))
    return {(code, field) for code, field in found if f"field.{field}" in CATALOGUE}


class TestTheFinder:
    @pytest.mark.parametrize(
        ("widget", "found"),
        [
            (lambda: sized(Static("too long for it"), 6, 1), 1),
            (lambda: sized(Static("two\nlines"), 6, 1), 1),
            (lambda: sized(Static("fits"), 6, 1), 0),
            (lambda: sized(Static("too long for it"), 6, 3), 0),
            (lambda: sized(Field("x", placeholder="too long for it"), 6, 1), 1),
            (lambda: sized(OptionList("too long for it", compact=True), 6, 4), 1),
            (lambda: titled("a title that is too long", 12), 1),
        ],
    )
    async def test_it_finds_what_has_no_room(
        self, widget: Callable[[], Widget], found: int
    ) -> None:
        class Small(App[None]):
            def compose(self) -> ComposeResult:
                yield widget()

        async with Small().run_test(size=(40, 10)) as pilot:
            assert len(cut_off(pilot.app.screen)) == found


def sized(widget: Widget, width: int, height: int) -> Widget:
    widget.styles.width, widget.styles.height = width, height
    return widget


def titled(title: str, width: int) -> Widget:
    box = sized(Static(), width, 3)
    box.styles.border = ("round", "red")
    box.border_title = title
    return box
