"""Terminals that go away, for a while or for good."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import cycle
from pathlib import Path

import pytest

from tests.e2e.conftest import PROGRAM, Person, eventually
from tests.e2e.terminal import Terminal

EMPTY = "There is no Kubernetes version yet"
SOON = 2.5  # seconds
LEFT_ON = {25, 7}


def to(number: signal.Signals) -> Callable[[Terminal], None]:
    return lambda terminal: terminal.process.send_signal(number)


LOSSES = {
    "closed": Terminal.hang_up,
    "hangup": to(signal.SIGHUP),
    "term": to(signal.SIGTERM),
}


def consoles(person: Person) -> Iterator[int]:
    """The processes that show the person's console."""
    mine = f"HOME={person.home}".encode()
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            command = (process / "cmdline").read_bytes()
            is_console = str(PROGRAM).encode() in command and b"worker" not in command
            if is_console and mine in (process / "environ").read_bytes().split(b"\0"):
                yield int(process.name)


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("doing", ["starting", "listing", "asking"])
def test_it_ends_at_once_and_quietly(loss: str, doing: str, person: Person) -> None:
    with person.console() as terminal:
        if doing == "starting":
            terminal.wait_until(lambda: b"\x1b[?1049h" in terminal.output, 20, "no screen opened")
        else:
            terminal.wait_for(EMPTY)
        if doing == "asking":
            terminal.press("a")
            terminal.wait_for("Add Kubernetes version")
        LOSSES[loss](terminal)
        status = terminal.wait_exit(SOON)
        assert status == (143 if loss == "term" else 129)
        assert b"Traceback" not in terminal.output
        if loss != "closed":
            assert terminal.modes == LEFT_ON
            assert terminal.settings() == terminal.settings_before


def test_it_ends_though_the_terminal_takes_nothing(person: Person) -> None:
    with person.console(columns=200, lines=50) as terminal:
        terminal.wait_for(EMPTY)
        with terminal.unread():
            until_stuck(terminal)
            terminal.process.send_signal(signal.SIGHUP)
            assert terminal.process.wait(SOON + 2) == 129
            assert terminal.settings() == terminal.settings_before
        terminal.wait_exit()
        assert terminal.modes == LEFT_ON


def until_stuck(terminal: Terminal) -> None:
    """Have it draw until it can write no more."""
    used, looks, widths = 0, 0, cycle((160, 200))

    def rests() -> bool:
        nonlocal used, looks
        stat = Path(f"/proc/{terminal.process.pid}/stat").read_text().rpartition(")")[2].split()
        before, used = used, int(stat[11]) + int(stat[12])
        looks = looks + 1 if used == before else 0
        if looks <= 20:
            terminal.resize(next(widths), 50)
        return looks > 20

    eventually(rests, "it draws on and on")


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
@pytest.mark.parametrize("loss", ["closed", "hangup"])
def test_it_ends_while_it_is_stopped(loss: str, person: Person) -> None:
    with shell(person) as terminal:
        terminal.type(f"{PROGRAM}\r")
        terminal.wait_for(EMPTY)
        (console,) = consoles(person)
        terminal.press("ctrl+z")
        terminal.wait_for("Stopped")
        if loss == "closed":
            terminal.hang_up()
        else:
            os.kill(console, signal.SIGHUP)
            os.kill(console, signal.SIGCONT)
        eventually(lambda: not list(consoles(person)), "it is still there", SOON)


def shell(person: Person) -> Terminal:
    """A terminal with a shell that knows jobs."""
    argv = ["bash", "--norc", "--noprofile", "-i"]
    return Terminal(argv, {**person.env, "PS1": "$ ", "BASH_SILENCE_DEPRECATION_WARNING": "1"})


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
def test_it_is_suspended_and_comes_back_in_another_size(person: Person) -> None:
    with shell(person) as terminal:
        terminal.type(f"{PROGRAM}\r")
        terminal.wait_for(EMPTY)
        terminal.press("ctrl+z")
        terminal.wait_for("Stopped")
        assert terminal.modes - {2004} == LEFT_ON  # the shell's own
        terminal.resize(100, 30)
        terminal.type("fg\r")
        terminal.wait_for("C Columns .*q Quit$")  # there is room for it in 100
        terminal.press("q")
        terminal.wait_until(lambda: terminal.modes - {2004} == LEFT_ON, 20, "modes were left on")


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
def test_a_dialog_is_suspended_too(person: Person) -> None:
    with shell(person) as terminal:
        terminal.type(f"{PROGRAM}\r")
        terminal.wait_for(EMPTY)
        terminal.press("a")
        terminal.wait_for("Add Kubernetes version")
        terminal.press("ctrl+z")
        terminal.wait_for("Stopped")
        terminal.resize(100, 30)
        terminal.type("fg\r")
        terminal.wait_for("^.{12}╭─ Add Kubernetes version")  # where the middle is now


def test_without_a_shell_it_is_not_suspended(person: Person) -> None:
    with person.console() as terminal:
        terminal.wait_for(EMPTY)
        terminal.press("ctrl+z")
        terminal.wait_for("no shell to go back to")
        terminal.press("q")
        assert terminal.wait_exit() == 0
