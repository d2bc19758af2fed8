"""Completion, asked for as the shells' scripts ask for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kisotui.cli.start import run
from kisotui.domain.views import SORT_KEYS

SHELLS = ("bash", "zsh", "fish")


def _completions(shell: str, line: str) -> set[str]:
    """What is offered for the last word of the line, which may be empty."""
    words = line.split(" ")
    last = words[-1] if shell == "fish" else str(len(words) - 1)
    asked = {"_KISOTUI_COMPLETE": f"{shell}_complete", "COMP_WORDS": line, "COMP_CWORD": last}
    answer = subprocess.run(
        [sys.executable, "-m", "kisotui"],
        env={**os.environ, **asked},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert answer.stderr == ""
    lines = answer.stdout.splitlines()
    if shell == "zsh":
        return set(lines[1::3])
    return {line.partition(",")[2].partition("\t")[0] for line in lines}


@pytest.mark.parametrize("shell", SHELLS)
def test_commands(shell: str) -> None:
    offered = _completions(shell, "kisotui ")
    groups = {"version", "iso", "probe", "download", "view", "zone", "source", "bundle"}
    groups |= {"verify"}
    groups |= {"event", "worker", "config"}
    assert offered == {*groups, "completion", "help"}
    assert _completions(shell, "kisotui version de") == {"delete"}
    assert _completions(shell, "kisotui download re") == {"resume", "retry"}
    assert _completions(shell, "kisotui worker ") == {"status"}


@pytest.mark.parametrize("shell", SHELLS)
def test_options(shell: str) -> None:
    offered = _completions(shell, "kisotui version add --")
    assert {"--url", "--file", "--checksum", "--direct-download", "--db", "--lang"} <= offered
    assert "--detached" not in _completions(shell, "kisotui worker --")


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("kisotui --lang ", {"en", "ko"}),
        ("kisotui version list -o ", {"table", "json", "csv"}),
        ("kisotui version list --arch ", {"x86_64", "aarch64", "s390x"}),
        ("kisotui version add 1.34.12 --arch ", {"x86_64", "aarch64", "s390x"}),
        ("kisotui version list --sort ", set(SORT_KEYS)),
        ("kisotui zone add x --type ", {"Core", "Edge"}),
        ("kisotui event list --level ", {"INFO", "WARN", "ERROR"}),
        ("kisotui completion ", set(SHELLS)),
    ],
)
def test_values(shell: str, line: str, values: set[str]) -> None:
    assert _completions(shell, line) == values


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_asks_in_that_way(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert f"_KISOTUI_COMPLETE={shell}_complete" in script
    checker = shutil.which(shell)
    if checker is not None:
        subprocess.run([checker, "-n"], input=script, text=True, check=True)


def test_bash_itself_completes_with_the_script(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("there is no bash here")
    assert run(["completion", "bash"]) == 0
    program = tmp_path / "kisotui"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m kisotui "$@"\n')
    program.chmod(0o700)
    typed = f"""
{capsys.readouterr().out}
COMP_WORDS=(kisotui version pa)
COMP_CWORD=2
_kisotui_completion kisotui
echo "${{COMPREPLY[@]}}"
"""
    answer = subprocess.run(
        [bash, "--norc", "-c", typed],
        env={**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert answer.stdout == "pause\n"
