"""What stderr says and which status a command ends with when something is wrong."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from kisotui.__main__ import main
from kisotui.cli import start
from kisotui.cli.errors import Problems, guarded
from kisotui.cli.start import run
from kisotui.domain.failures import Exit, Problem

KISOTUI = (sys.executable, "-m", "kisotui")


def _fail(error: BaseException) -> int:
    def fails() -> int:
        raise error

    return guarded(fails)


@pytest.mark.parametrize(
    ("args", "english", "korean"),
    [
        (["--foo"], "There is no option --foo", "--foo: 없는 옵션입니다"),
        (["version", "lst"], "There is no command lst; near it: list", "비슷한 것: list"),
        (["version", "--db", "x"], "A command is missing", "명령이 빠졌습니다"),
        (["version", "show"], "ID is missing", "ID: 값이 없습니다"),
        (["version", "add", "1.30.0", "--url"], "--url needs a value", "--url: 값이 필요합니다"),
        (["worker", "--detached=1"], "--detached takes no value", "값을 받지 않는 옵션입니다"),
        (["version", "list", "-o", "xml"], "--output takes one of table, json, csv", "중에서"),
        (["version", "list", "--arch", "arm"], "--arch takes one of x86_64", "중에서"),
        (["event", "list", "--limit", "0"], "--limit takes a number from 1 up", "1 이상의 숫자"),
        (["event", "list", "--limit", "x"], "--limit takes a number from 1 up", "1 이상의 숫자"),
        (["zone", "list", "a", "b"], "Too many arguments: a b", "인자가 너무 많습니다: a b"),
    ],
)
def test_a_wrong_command_line(
    args: list[str], english: str, korean: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(args) == Exit.USAGE
    said = capsys.readouterr()
    assert said.out == ""
    assert re.fullmatch(r"kisotui: .+\. See “kisotui[a-z ]* --help”\.\n", said.err)
    assert english in said.err
    assert run([*args[:1], "--lang", "ko", *args[1:]]) == Exit.USAGE
    assert korean in capsys.readouterr().err


def test_help_stands_in_for_a_missing_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["zone"]) == Exit.USAGE
    assert "Usage: kisotui zone" in capsys.readouterr().err


def test_a_usage_error_is_made_safe_to_show(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["\x1b[31m"]) == Exit.USAGE
    assert "\x1b" not in capsys.readouterr().err


def test_without_a_terminal_there_is_no_console(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == Exit.USAGE
    assert "The console needs a terminal. " in capsys.readouterr().err


def test_a_problem_is_one_sentence_and_a_next_step(capsys: pytest.CaptureFixture[str]) -> None:
    assert _fail(Problem("file-missing", path="/x")) == Exit.INVALID
    said = capsys.readouterr()
    assert said.err.startswith("kisotui: There is no file /x. Enter the path")
    assert said.err.count("\n") == 1


def test_several_problems_share_a_status_or_are_invalid_input(
    capsys: pytest.CaptureFixture[str],
) -> None:
    taken, missing = Problem("name-taken", name="a", id="b"), Problem("url-missing")
    assert _fail(Problems([taken, taken])) == Exit.CONFLICT
    assert _fail(Problems([taken, missing])) == Exit.INVALID
    assert capsys.readouterr().err.count("kisotui: ") == 4


def test_settings_that_are_wrong_end_with_their_own_status(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KISOTUI_DOWNLOADS", "many")
    assert run(["config", "show"]) == Exit.CONFIG
    assert "The setting downloads from KISOTUI_DOWNLOADS" in capsys.readouterr().err
    assert run(["--help"]) == Exit.OK
    monkeypatch.setenv("KISOTUI_LANG", "ko")
    assert run(["config", "show"]) == Exit.CONFIG
    assert "설정 downloads" in capsys.readouterr().err


def test_an_error_of_ours_goes_to_the_log_and_never_to_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KISOTUI_LOG_DIR", str(tmp_path / "log"))

    def fails() -> int:
        try:
            raise LookupError("".join(["hunter", "2"]))
        except LookupError as error:
            raise RuntimeError(f"it was {error}") from error

    assert guarded(fails) == Exit.UNEXPECTED
    said = capsys.readouterr()
    log = tmp_path / "log" / "console.log"
    assert said.err.count("\n") == 1
    assert "hunter2" not in said.err
    assert str(log) in said.err
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    written = log.read_text()
    assert re.search(r"in fails\n(.*\n)+LookupError\n(.*\n)+RuntimeError\n", written)
    assert "hunter2" not in written, "the text of an error may hold a secret"


def test_a_log_that_cannot_be_written_is_no_second_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KISOTUI_LOG_DIR", "/dev/null/log")
    assert _fail(RuntimeError("inside")) == Exit.UNEXPECTED
    assert "Traceback" not in capsys.readouterr().err


def test_interrupted_quietly(capsys: pytest.CaptureFixture[str]) -> None:
    assert _fail(KeyboardInterrupt()) == Exit.INTERRUPTED
    assert capsys.readouterr().err.strip() == ""


def test_interrupted_while_it_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(args: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(start, "run", interrupted)
    assert main() == Exit.INTERRUPTED


def test_a_reader_that_has_enough_is_no_error() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        ended = subprocess.run(
            [*KISOTUI, "config", "show"], stdout=writer, stderr=subprocess.PIPE, check=False
        )
    finally:
        os.close(writer)
    assert (ended.returncode, ended.stderr) == (Exit.OK, b"")


def test_a_full_disk_under_stdout_is_told() -> None:
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [*KISOTUI, "config", "show"], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert ended.returncode == Exit.DISK
    assert ended.stderr == (
        b"kisotui: The output could not be written. Check the disk that it goes to.\n"
    )


@pytest.mark.parametrize("encoding", ["ascii", "euc-kr", "latin-1"])
def test_characters_that_the_terminal_does_not_have_are_no_error(encoding: str) -> None:
    ended = subprocess.run(
        [*KISOTUI, "--lang", "ko", "config", "show"],
        env={**os.environ, "PYTHONIOENCODING": encoding},
        capture_output=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (Exit.OK, b"")


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("sqlite:////a/b.db", "sqlite:////a/b.db"),
        ("postgresql://host/db", "postgresql://host/db"),
        ("postgresql://u@host/db", "postgresql://u@host/db"),
        ("postgresql://u:p@host/db", "postgresql://u:***@host/db"),
        ("postgresql://u:p/w@x@host/db", "postgresql://u:***@host/db"),
        ("postgresql://host/db?user=u&password=p", "postgresql://host/db?user=u&password=***"),
    ],
)
def test_the_stores_password_is_never_shown(
    url: str, shown: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["config", "show", "-o", "csv", "--db", url]) == Exit.OK
    assert f"db,{shown},command line --db" in capsys.readouterr().out


@pytest.mark.skipif(os.getuid() == 0, reason="root reads everything")
def test_a_config_file_that_may_not_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "config.toml"
    path.touch(0o000)
    assert run(["config", "show", "--config", str(path)]) == Exit.CONFIG
    assert "cannot be read" in capsys.readouterr().err
