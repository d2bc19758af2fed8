"""What goes wrong around the console: it says so, loses nothing, and leaves the terminal whole."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from demo.server import FileServer
from kisotui.domain.failures import Exit
from tests.e2e.conftest import Person
from tests.e2e.test_console import EMPTY, LEFT_ON, add, quit_console

HELD = 10.0  # seconds


@contextmanager
def locked(store: Path) -> Iterator[None]:
    """Somebody else writes into the store, and takes his time."""
    with closing(sqlite3.connect(store, check_same_thread=False)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        timer = threading.Timer(HELD, connection.rollback)
        timer.start()
        yield
        timer.join()


def test_a_store_that_cannot_be_made_is_told(person: Person) -> None:
    (person.home / ".local").write_text("in the way")
    with person.console() as terminal:
        terminal.wait_for("The store cannot be opened")
        terminal.press("q")
        assert terminal.wait_exit() == Exit.STORE
        assert terminal.modes == LEFT_ON
        assert terminal.settings() == terminal.settings_before
        assert b"Traceback" not in terminal.output


def test_the_reason_can_be_removed_while_the_console_is_open(person: Person) -> None:
    obstacle = person.home / ".local"
    obstacle.write_text("in the way")
    with person.console() as terminal:
        terminal.wait_for("The store cannot be opened")
        obstacle.unlink()
        terminal.press("r")
        terminal.wait_for(EMPTY)
        quit_console(terminal)


def test_a_store_that_another_program_holds_for_ten_seconds(
    person: Person, web: FileServer
) -> None:
    with person.console() as terminal:
        terminal.wait_for(EMPTY)
        with locked(person.data / "kisotui.db"):
            add(terminal, "1.34.12", f"{web.url}/k8s.iso")
        terminal.wait_for(r"v1\.34\.12 .*Enabled .*Ready")
        quit_console(terminal)


def test_what_is_wrong_with_the_config_file_is_told_before_the_screen_opens(person: Person) -> None:
    config = person.home / ".config" / "kisotui" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text("colour = true\n")
    with person.console() as terminal:
        assert terminal.wait_exit() == Exit.CONFIG
        assert "colour" in terminal.text
        assert "Traceback" not in terminal.text
        assert b"\x1b[?1049h" not in terminal.output
