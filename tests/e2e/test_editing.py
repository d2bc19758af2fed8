"""Editing in the installed program: with its worker, on a real terminal."""

from __future__ import annotations

import json

from demo.server import FileServer
from tests.e2e.conftest import Person
from tests.e2e.test_console import EMPTY, add, quit_console


def test_a_typo_in_the_url(person: Person, web: FileServer) -> None:
    with person.console() as terminal:
        terminal.wait_for(EMPTY)
        add(terminal, "1.34.12", f"{web.url}/k8s.isp")
        terminal.wait_for(r"v1\.34\.12 .*Failed")

        terminal.press("e")
        terminal.wait_for("Nothing is changed")
        terminal.press("tab", "tab", "tab", "end", "backspace")
        terminal.type("o")
        terminal.wait_for(r"Zone1: the ISO is fetched \(URL changed\)")
        terminal.press("ctrl+s")
        terminal.wait_for(r"v1\.34\.12 .*Ready")
        assert len(person.isos()) == 1

        terminal.press("e")
        terminal.wait_for("Nothing is changed")
        terminal.press("tab")
        terminal.type("-b")
        terminal.wait_for("Nothing is fetched again")
        terminal.press("ctrl+s")
        terminal.wait_for(r"v1\.34\.12-b .*Ready")
        terminal.press("u")
        terminal.wait_for(r"v1\.34\.12 .*Ready")
        quit_console(terminal)

    told = json.loads(person.run("event", "list", "-o", "json").stdout)
    changed = [list(event["changes"]) for event in told if event["type"].endswith("UPDATE")]
    assert changed == [["name"], ["name"], ["url"]]
