"""What was looked at last is there again, however the console ended."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.e2e.conftest import Person
from tests.e2e.terminal import Terminal


def _quit(terminal: Terminal) -> None:
    terminal.press("enter")
    terminal.wait_for("q Quit")
    terminal.press("q")
    assert terminal.wait_exit() == 0


def _hang_up(terminal: Terminal) -> None:
    terminal.hang_up()
    assert terminal.wait_exit() == 129


@pytest.fixture
def listed(person: Person) -> Person:
    """With two versions that nobody fetches."""
    for version in ("1.30.3", "1.34.12"):
        url = "https://127.0.0.1:9/k8s.iso"
        added = person.run("version", "add", version, "--url", url)
        assert added.returncode == 0
        person.run("version", "pause", added.stdout.strip())
    return person


@pytest.mark.parametrize("end", [_quit, _hang_up])
def test_a_filter_typed_in_one_packet(end: Callable[[Terminal], None], listed: Person) -> None:
    with listed.console() as terminal:
        terminal.wait_for("v1.34.12")
        terminal.wait_for("v1.30.3")
        terminal.type("/version:>=1.34 !paid")
        terminal.wait_gone("v1.30.3")
        terminal.wait_for(r"\(version:>=1\.34 !paid\)\[1/2\]")
        end(terminal)
    with listed.console() as terminal:
        terminal.wait_for(r"\(version:>=1\.34 !paid\)\[1/2\] +last time's filter")
        terminal.press("escape")
        terminal.wait_for("v1.30.3")
        terminal.press("q")
        assert terminal.wait_exit() == 0
    assert "v1.30.3" in listed.run("version", "list").stdout
