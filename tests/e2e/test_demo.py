"""``make demo``: every state that there is, and something to add."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from demo.site import NEW
from tests.e2e.conftest import Person
from tests.e2e.terminal import Terminal

ROOT = Path(__file__).parent.parent.parent
DEMO = [sys.executable, "-m", "demo"]
SHOWN = (
    r"Enabled .* Ready",
    r"Disabled .* Ready",
    "wrong checksum",
    "wrong contents",
    "not on the server",
    r"retry in \d+m",
    "direct download",
    r"paused \d\d%",
    r"Creating .* \d+% .*/s",
    "queued",
)


def test_the_demo_shows_every_state_and_leaves_nothing(person: Person, tmp_path: Path) -> None:
    place = tmp_path / "demo"
    argv = [*DEMO, "--place", str(place)]
    with Terminal(argv, person.env, columns=120, lines=40, cwd=ROOT) as terminal:
        terminal.wait_for(r"\[14\]", within=60)
        for shown in SHOWN:
            terminal.wait_for(shown)
        url = terminal.wait_for(rf"http://127\.0\.0\.1:\d+/{re.escape(NEW.path)}")[0]
        terminal.press("o")
        terminal.wait_for(rf"{re.escape(NEW.version)} .* Demo +new")
        terminal.press("escape")
        db = f"sqlite:///{place}/kisotui.db"
        added = person.run("version", "add", NEW.version, "--url", url, "--db", db)
        assert added.returncode == 0, added.stderr
        terminal.wait_for(rf"v{re.escape(NEW.version)} .* queued")
        terminal.press("q")
        assert terminal.wait_exit(30) == 0
    assert not place.exists()


def test_the_demo_says_that_it_needs_a_terminal(person: Person) -> None:
    done = subprocess.run(
        DEMO, cwd=ROOT, env=person.env, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert "needs a terminal" in done.stderr
