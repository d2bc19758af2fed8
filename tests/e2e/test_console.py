"""What an admin does in the console, from the first start to the last key."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from demo.images import MIB
from demo.server import FileServer
from tests.e2e.conftest import Person, eventually
from tests.e2e.terminal import Terminal

EMPTY = "There is no Kubernetes version yet"
LEFT_ON = {25, 7}  # the cursor shows and lines wrap: what a fresh terminal has


def add(terminal: Terminal, version: str, url: str, checksum: str = "") -> None:
    """Add a version by the keyboard: the form's other fields keep their defaults."""
    terminal.press("a")
    terminal.wait_for("Add Kubernetes version")
    terminal.type(version)
    terminal.press("tab", "tab", "tab")
    terminal.type(url)
    terminal.press("tab")
    terminal.type(checksum)
    terminal.press("ctrl+s")
    terminal.wait_for("was added")


def quit_console(terminal: Terminal) -> None:
    """Leave by the key; the terminal is then as it was before."""
    terminal.press("q")
    assert terminal.wait_exit() == 0
    assert terminal.modes == LEFT_ON
    assert terminal.settings() == terminal.settings_before


def test_a_version_s_life(person: Person, web: FileServer) -> None:
    with person.console() as terminal:
        terminal.wait_for(EMPTY)
        add(terminal, "1.34.12", f"{web.url}/k8s.iso")
        terminal.wait_for(r"v1\.34\.12 .*Enabled .*Ready")
        assert [path.suffix for path in person.isos()] == [".iso"]

        terminal.press("m")
        terminal.wait_for("Manage Kubernetes version")
        terminal.press("down", "enter")
        terminal.wait_for(r"v1\.34\.12 .*Disabled .*Ready")

        terminal.press("d")
        terminal.wait_for("This will be destroyed")
        terminal.press("enter")  # the answer that is focused destroys nothing
        terminal.wait_gone("This will be destroyed")
        assert len(person.isos()) == 1
        terminal.press("d")
        terminal.wait_for("This will be destroyed")
        terminal.press("tab", "enter")
        terminal.wait_for(EMPTY)
        assert person.isos() == []
        quit_console(terminal)

    events = json.loads(person.run("event", "list", "-o", "json").stdout)
    assert ("KUBERNETES.VERSION.DELETE", "Completed") in [(e["type"], e["state"]) for e in events]
    assert ("ISO.CREATE", "Completed") in [(e["type"], e["state"]) for e in events]


@pytest.mark.parametrize("env", [{"TERM": "dumb"}, {"LANG": "C"}, {"NO_COLOR": "1"}, {"TERM": ""}])
def test_a_poor_terminal_serves(env: dict[str, str], person: Person) -> None:
    with person.console(env) as terminal:
        terminal.wait_for(EMPTY)
        terminal.press("?")
        terminal.wait_for("[─-] Help [─-]")
        terminal.press("escape")
        terminal.wait_gone("Help [─-]")
        quit_console(terminal)


def test_a_terminal_without_unicode_gets_none(person: Person) -> None:
    # Else Python takes the C locale for a UTF-8 one.
    ascii_only = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    with person.console(ascii_only) as terminal:
        terminal.wait_for(EMPTY)
        terminal.press("a")
        terminal.wait_for("Add Kubernetes version")
        terminal.press("escape")
        terminal.wait_gone("Add Kubernetes version")
        quit_console(terminal)
    assert terminal.output.isascii()
    assert rb"\u" not in terminal.output


def test_a_korean_locale_speaks_korean(person: Person) -> None:
    with person.console({"LANG": "ko_KR.UTF-8"}) as terminal:
        terminal.wait_for("쿠버네티스 버전이 없습니다")
        quit_console(terminal)


def test_a_terminal_of_20x5_says_what_it_needs_and_grows(person: Person) -> None:
    with person.console(columns=20, lines=5) as terminal:
        terminal.wait_for("20x5")
        terminal.resize(80, 24)
        terminal.wait_for(EMPTY)
        terminal.resize(20, 5)
        terminal.wait_for("20x5")
        quit_console(terminal)


def test_a_lost_connection_stops_no_download(person: Person, web: FileServer) -> None:
    web.pace = 2 * MIB  # two seconds
    with person.console() as terminal:
        terminal.wait_for(EMPTY)
        add(terminal, "1.34.12", f"{web.url}/k8s.iso")
        terminal.wait_for(r"v1\.34\.12 .*Creating")
        terminal.hang_up()
        terminal.wait_exit()
    waited = person.run("version", "wait", "v1.34.12")
    assert (waited.returncode, waited.stderr) == (0, "")
    assert [path.suffix for path in person.isos()] == [".iso"]


def test_two_consoles_see_each_other_s_changes_within_a_second(
    person: Person, web: FileServer
) -> None:
    with person.console() as one, person.console() as other:
        one.wait_for(EMPTY)
        other.wait_for(EMPTY)
        add(one, "1.34.12", f"{web.url}/k8s.iso")
        one.wait_for(r"v1\.34\.12 .*Ready")
        other.wait_for(r"v1\.34\.12 .*Ready", within=1.0)
        other.press("m")
        other.wait_for("Manage Kubernetes version")
        other.press("down", "enter")
        other.wait_for("Disabled")
        one.wait_for(r"v1\.34\.12 .*Disabled", within=1.0)


def test_an_idle_console_writes_nothing_and_costs_under_one_percent(person: Person) -> None:
    window = 5.0  # seconds
    with person.console() as terminal:
        terminal.wait_for(EMPTY)
        terminal.wait_for(r"kisotui\.db")  # the store is open
        eventually(lambda: terminal.is_silent(0.5), "it does not come to rest")
        before = _cpu_seconds(terminal)
        assert terminal.is_silent(window)
        assert _cpu_seconds(terminal) - before < window / 100


def _cpu_seconds(terminal: Terminal) -> float:
    stat = Path(f"/proc/{terminal.process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")


def test_a_crash_of_the_console_does_not_reach_the_store(person: Person, web: FileServer) -> None:
    web.pace = 2 * MIB
    with person.console() as terminal:
        terminal.wait_for(EMPTY)
        add(terminal, "1.34.12", f"{web.url}/k8s.iso")
        terminal.wait_for(r"v1\.34\.12 .*Creating")
        terminal.process.kill()
        terminal.wait_exit()
    assert person.run("version", "wait", "v1.34.12").returncode == 0


def test_without_a_terminal_it_says_so(person: Person) -> None:
    done = person.run()
    assert done.returncode == 2
    assert done.stdout == ""
    assert "terminal" in done.stderr
    assert "Traceback" not in done.stderr
