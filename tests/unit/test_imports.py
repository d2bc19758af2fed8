"""What a start loads: nobody waits half a second for a help text."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"sqlmodel", "sqlalchemy", "alembic", "textual", "httpx", "semver", "humanize"}
_PROGRAM = """
import json, sys
from kisotui.cli.start import run
try:
    run(json.loads(sys.argv[1]))
finally:
    print("\\n" + json.dumps(sorted(sys.modules)))
"""


def _loaded(args: list[str], **environ: str) -> set[str]:
    ended = subprocess.run(
        [sys.executable, "-c", _PROGRAM, json.dumps(args)],
        env={**os.environ, **environ},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    modules: list[str] = json.loads(ended.stdout.splitlines()[-1])
    return set(modules)


@pytest.mark.parametrize(
    "args",
    [
        ["--help"],
        ["--version"],
        ["--lang", "ko", "--help"],
        ["config", "path"],
        ["completion", "bash"],
        ["no-such-command"],
    ],
)
def test_help_and_the_like_load_nothing_heavy(args: list[str]) -> None:
    assert not _loaded(args) & HEAVY


@pytest.mark.parametrize("command", ["", "list", "add", "wait", "delete"])
def test_help_of_commands_loads_no_store_and_no_screen(command: str) -> None:
    args = ["version", *command.split(), "--help"]
    assert not _loaded(args) & (HEAVY - {"semver"})


@pytest.mark.parametrize("command", ["", "list", "show", "pause", "limit", "priority"])
def test_help_about_downloads_loads_no_store_and_no_screen(command: str) -> None:
    assert not _loaded(["download", *command.split(), "--help"]) & HEAVY


@pytest.mark.parametrize("words", ["kisotui ", "kisotui version ", "kisotui version list --sort "])
def test_completion_loads_no_store_and_no_screen(words: str) -> None:
    cword = str(len(words.split()))
    loaded = _loaded([], _KISOTUI_COMPLETE="bash_complete", COMP_WORDS=words, COMP_CWORD=cword)
    assert not loaded & (HEAVY - {"semver"})


def test_only_the_command_that_runs_is_loaded() -> None:
    loaded = _loaded(["config", "path"])
    assert "kisotui.cli.config" in loaded
    assert "kisotui.cli.zone" not in loaded


def test_a_store_in_a_file_loads_nothing_for_a_server(tmp_path: Path) -> None:
    def listed() -> set[str]:
        return _loaded(["version", "list"], KISOTUI_DB=str(tmp_path / "k.db"))

    assert "alembic" in listed()  # which makes the tables
    loaded = listed()
    assert "sqlalchemy.dialects.sqlite" in loaded
    assert "alembic" not in loaded
    assert not loaded & {"sqlalchemy.dialects.postgresql", "psycopg"}
