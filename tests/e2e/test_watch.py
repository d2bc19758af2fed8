"""Downloads live in a terminal, without the console."""

from __future__ import annotations

import json
import signal
import subprocess

from demo.server import FileServer
from tests.e2e.conftest import PROGRAM, Person
from tests.e2e.terminal import PATIENCE, Terminal


def watching(person: Person, *args: str) -> Terminal:
    return Terminal([PROGRAM, "download", *args, "--watch"], person.env)


def order(person: Person, *args: str) -> None:
    """A command in another terminal."""
    done = person.run(*args)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_download_is_followed_where_it_stands(person: Person, web: FileServer) -> None:
    order(person, "download", "limit", "--total", "64K")  # more than a minute, unless it is lifted
    with watching(person, "list", "--all") as terminal:
        terminal.wait_for(r"^Name +Zone +Now")
        order(person, "version", "add", "1.34.12", "--url", f"{web.url}/k8s.iso")
        terminal.wait_for(r"^v1\.34\.12 +Zone1 +running +\d+%")
        order(person, "download", "limit", "--total", "none")
        terminal.wait_for(r"^v1\.34\.12 +Zone1 +Ready +100%")
        assert terminal.text.count("Name") == terminal.text.count("v1.34.12") == 1
        # Of a line only what changed: its front was sent once for each change of its state.
        assert terminal.output.count(b"Zone1") < 8
        terminal.press("ctrl+c")
        assert terminal.wait_exit() == 130
        assert terminal.settings() == terminal.settings_before
        assert "Traceback" not in terminal.text


def test_a_window_that_is_made_narrow_shows_a_new_table(person: Person, web: FileServer) -> None:
    with watching(person, "list", "--all") as terminal:
        terminal.wait_for("Progress")
        terminal.resize(40, 10)
        order(person, "version", "add", "1.34.12", "--url", f"{web.url}/k8s.iso")
        terminal.wait_for(r"^v1\.34\.12")
        terminal.press("ctrl+c")
        assert terminal.wait_exit() == 130


def test_a_pipe_gets_a_line_of_json_for_each_change(person: Person, web: FileServer) -> None:
    added = person.run("version", "add", "1.34.12", "--url", f"{web.url}/k8s.iso")
    version = added.stdout.strip()
    watch = [str(PROGRAM), "download", "show", version, "--watch", "-o", "json"]
    with subprocess.Popen(watch, env=person.env, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        states = []
        while "Ready" not in states:
            (shown,) = json.loads(program.stdout.readline())
            states.append(shown["isostate"])
        assert (shown["id"], shown["next"]) == (version, "ready")
        program.send_signal(signal.SIGINT)
        assert program.wait(PATIENCE) == 130
