"""The start of the console: what is loaded until the first rows are there, and what comes after."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from kisotui.domain.states import IsoState, Work
from kisotui.store import versions
from kisotui.store.engine import open_store
from kisotui.store.zones import all_zones
from tests.e2e.conftest import Person
from tests.e2e.terminal import Terminal
from tests.support.rows import add_version

# As __main__ does; but once the first rows are painted, say what is loaded, and end.
_UNTIL_THE_FIRST_ROWS: Final = """
import json, sys
from pathlib import Path
from kisotui.cli import start
from kisotui.tui.app import KisoApp
def told(app):
    rows = app.screen.current_version() and app.screen.current_version().name
    Path(sys.argv[1]).write_text(json.dumps([rows, sorted(sys.modules)]))
    app.exit()
KisoApp.open_store = told
sys.exit(start.run([]))
"""
_ANY_APP: Final = """
import json, sys
import textual.app, textual.containers, textual.drivers.linux_driver, textual.scroll_view
from textual.widgets import Static
print(json.dumps(sorted(sys.modules)))
"""
# What takes long to load; the last three are for whoever opens a dialog or types a command.
_HEAVY: Final = {
    *("sqlmodel", "sqlalchemy", "pydantic", "pydantic_core", "alembic", "psycopg", "httpx", "h11"),
    *("semver", "click", "tomllib"),
}
_SCREENS: Final = {"dashboard", "too_small"}
_SERVICE: Final = {"first_page", "own_file", "saved_views", "topics"}
_STORE: Final = {"first_page", "schema", "version_rows"}
_RULES: Final = {"forms", "edits", "checksums", "contents", "detail_views", "rejected", "undo"}
_NOT_YET: Final = {"add_form", "edit_form", "palette", "help_text", "notices", "hooks"}


@pytest.fixture
def filled(person: Person) -> Person:
    """A person who has a version, of which nothing is to be fetched."""
    person.data.mkdir(parents=True)
    store = open_store(str(person.data / "kisotui.db"))
    with store.write() as session:
        added = add_version(session, [all_zones(session)[0].id], name="v1.34.1-first")
        for iso, _ in versions.isos(session, added):
            iso.state, iso.work = IsoState.READY, Work.NONE
        versions.summarise(session, added)
    store.close()
    return person


@pytest.fixture
def loaded(filled: Person, tmp_path: Path) -> set[str]:
    """What is loaded when the first rows are painted."""
    answer = tmp_path / "loaded.json"
    argv = [sys.executable, "-c", _UNTIL_THE_FIRST_ROWS, str(answer)]
    with Terminal(argv, filled.env) as terminal:
        assert terminal.wait_exit() == 0
    first, modules = json.loads(answer.read_text())
    assert first == "v1.34.1-first", "the first paint has rows"
    return set(modules)


def inside(package: str, modules: set[str]) -> set[str]:
    """The names of the modules of a package."""
    start = f"{package}."
    return {name.removeprefix(start) for name in modules if name.startswith(start)}


def test_the_first_rows_need_no_more_than_this(loaded: set[str]) -> None:
    assert loaded & _HEAVY == set()
    assert inside("kisotui.tui.screens", loaded) - _SCREENS == set()
    assert inside("kisotui.service", loaded) - _SERVICE == set()
    assert inside("kisotui.store", loaded) - _STORE == set()
    assert inside("kisotui.tui", loaded) & _NOT_YET == set()
    assert inside("kisotui.domain", loaded) & _RULES == set()


def test_of_textual_they_need_what_any_app_does(loaded: set[str]) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", _ANY_APP], env=os.environ, capture_output=True, check=True
    )
    assert inside("textual.widgets", loaded) <= inside(
        "textual.widgets", set(json.loads(ran.stdout))
    )


def test_rows_are_there_at_once_and_the_store_after_them(filled: Person) -> None:
    with filled.console() as terminal:
        terminal.wait_for("v1.34.1-first")
        terminal.wait_for(r"kisotui\.db")  # the header names the store that is open
        terminal.press("q")
        assert terminal.wait_exit() == 0
