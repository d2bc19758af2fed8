"""Looking only, changing the size, hearing of what ended: on a real terminal."""

from __future__ import annotations

import json
import stat
from pathlib import Path

from demo.server import FileServer
from tests.e2e.conftest import Person, eventually


def test_looking_only(person: Person) -> None:
    missing = person.run("--read-only", "version", "list")
    assert missing.returncode == 7
    assert "There is no store at" in missing.stderr
    assert not person.data.exists()
    assert person.run("zone", "list").returncode == 0
    with person.console({"KISOTUI_READ_ONLY": "true"}) as screen:
        screen.wait_for("kisotui  READ-ONLY")
        screen.wait_for("There is no Kubernetes version yet")
        screen.type("a")
        screen.wait_for("Nothing can be changed")
        screen.type("q")
        assert screen.wait_exit() == 0


def test_a_size_that_changes_while_a_form_is_typed(person: Person) -> None:
    with person.console(columns=80, lines=24) as screen:
        screen.wait_for("There is no Kubernetes version yet")
        screen.type("a")
        screen.wait_for("Semantic version")
        screen.type("1.35.")  # before the size changes, and while it does
        screen.resize(50, 10)
        screen.wait_for("Too small: 50x10")
        screen.resize(170, 45)
        screen.wait_for(r"Semantic version +1\.35\.")
        screen.type("12")
        screen.wait_for(r"Semantic version +1\.35\.12")
        screen.resize(60, 15)
        screen.wait_for(r"Semantic version +1\.35\.12")
        screen.press("escape")
        screen.wait_for("There is no Kubernetes version yet")
        screen.type("q")
        assert screen.wait_exit() == 0


def test_the_list_behind_a_dialog_counts_the_columns_that_are_hidden_now(person: Person) -> None:
    with person.console(columns=200, lines=50) as screen:
        screen.wait_for("hidden columns: 1")
        screen.type("a")
        screen.wait_for("Semantic version")
        screen.resize(80, 24)
        screen.wait_for(r"─╮ 6")  # beside the dialog, the end of "hidden columns: 6"
        screen.press("escape")
        screen.wait_for("hidden columns: 6")
        screen.type("q")
        assert screen.wait_exit() == 0


def test_a_download_that_ends_while_one_looks_elsewhere(
    person: Person, web: FileServer, tmp_path: Path
) -> None:
    heard = tmp_path / "heard"
    hook = tmp_path / "hook"
    hook.write_text(f'#!/bin/sh\necho "$1 $KISOTUI_EVENT_ZONE" > {heard}\n')
    hook.chmod(hook.stat().st_mode | stat.S_IXUSR)
    env = {"KISOTUI_ON_DOWNLOAD": json.dumps([str(hook), "{name} {outcome}"])}
    with person.console(env) as screen:
        screen.wait_for("There is no Kubernetes version yet")
        screen.type("?")
        screen.wait_for("Moving about")
        added = person.run("version", "add", "1.34.12", "--url", f"{web.url}/k8s.iso")
        assert added.returncode == 0, added.stderr
        screen.wait_for("v1.34.12 is ready in Zone1")
        eventually(heard.exists, "the hook was not run")
        eventually(lambda: heard.read_text() == "v1.34.12 ready Zone1\n", "it heard wrongly")
        screen.type("q")
