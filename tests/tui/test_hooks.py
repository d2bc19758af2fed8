"""The command that is run when a download has ended: a real program, on its own."""

from __future__ import annotations

import json
import os
import queue
import sys
import threading
from pathlib import Path

import pytest

from kisotui import locale
from kisotui.domain.detail_views import Ending
from kisotui.domain.failures import Problem
from kisotui.tui import hooks
from kisotui.tui.hooks import Hook, arguments, values

GOOD = Ending("1", "v1.34.12", "1.34.12", "쿠버 seoul", True, None, {})
BAD = Ending("2", "v{zone}; rm -rf /", "1.33.4", "busan", False, "dns", {"host": "h"})
PATIENCE = 10.0  # seconds
TELL = """
import json, os, sys
told = {name: value for name, value in os.environ.items() if name.startswith("KISOTUI_EVENT_")}
streams = [os.fstat(stream).st_rdev == os.stat(os.devnull).st_rdev for stream in range(3)]
with open(sys.argv[1], "w") as pipe:
    json.dump([sys.argv[2:], told, streams, os.getsid(0) == os.getpid()], pipe)
"""


class Stage:
    """A hook, and what came of it."""

    def __init__(self, *command: str) -> None:
        self.problems: queue.Queue[Problem] = queue.Queue()
        self.hook = Hook(command, self.problems.put)

    def trouble(self) -> str:
        return self.problems.get(timeout=PATIENCE).code


@pytest.fixture(autouse=True)
def english() -> None:
    locale.use("en")


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    """What is written to it can be waited for."""
    path = tmp_path / "pipe"
    os.mkfifo(path)
    return path


def test_it_is_told_by_arguments_and_environment(pipe: Path) -> None:
    stage = Stage(sys.executable, "-c", TELL, str(pipe), "{name} in {zone}", "{outcome}:{reason}")
    stage.hook.tell(GOOD)
    given, told, streams, own_session = json.loads(pipe.read_text())
    assert given == ["v1.34.12 in 쿠버 seoul", "ready:"]
    assert told == {
        "KISOTUI_EVENT_NAME": "v1.34.12",
        "KISOTUI_EVENT_VERSION": "1.34.12",
        "KISOTUI_EVENT_ZONE": "쿠버 seoul",
        "KISOTUI_EVENT_OUTCOME": "ready",
        "KISOTUI_EVENT_REASON": "",
    }
    assert streams == [True, True, True]
    assert own_session
    stage.hook.tell(BAD)
    given, told, _, _ = json.loads(pipe.read_text())
    assert given[0] == "v{zone}; rm -rf / in busan"
    assert told["KISOTUI_EVENT_OUTCOME"] == "failed"
    assert stage.problems.empty()


def test_what_is_put_in_is_text_and_not_looked_at_again() -> None:
    assert arguments(["{name}", "{{name}}", "{nothing}"], values(BAD)) == [
        "v{zone}; rm -rf /",
        "{v{zone}; rm -rf /}",
        "{nothing}",
    ]


def test_nothing_in_it_that_a_terminal_or_program_would_stumble_over() -> None:
    odd = Ending("1", "a\x1b[0m\x00\nb", "1.0.0", "\ud800", False, None, {})
    assert values(odd)["name"] == "a\ufffd[0m\ufffd\ufffdb"
    assert values(odd)["zone"] == "\ufffd"


def test_a_failure_says_why_and_what_to_do() -> None:
    reason = values(BAD)["reason"]
    assert (
        reason == f"{locale.t('failure.dns', host='h')}. {locale.t('failure.dns.next', host='h')}."
    )


def test_one_at_a_time_in_their_order(pipe: Path) -> None:
    script = f"import sys; print(sys.argv[1], file=open({str(pipe)!r}, 'w'))"
    stage = Stage(sys.executable, "-c", script, "{version}")
    for ending in (GOOD, BAD):
        stage.hook.tell(ending)
    assert [pipe.read_text() for _ in range(2)] == ["1.34.12\n", "1.33.4\n"]


@pytest.mark.parametrize("command", [["/nowhere/program"], ["/bin/true", "\0"], ["/bin/\udcff"]])
def test_one_that_cannot_be_started_is_told_once(command: list[str]) -> None:
    stage = Stage(*command)
    for _ in range(3):
        stage.hook.tell(GOOD)
    assert stage.trouble() == "hook-start"
    assert stage.problems.empty()


def test_one_that_fails_is_told_again_after_it_worked(tmp_path: Path) -> None:
    flag = tmp_path / "flag"
    stage = Stage("/bin/sh", "-c", f"test -e {flag} && rm {flag}")
    stage.hook.tell(GOOD)
    assert stage.trouble() == "hook-failed"
    flag.touch()
    stage.hook.tell(GOOD)
    stage.hook.tell(GOOD)
    assert stage.trouble() == "hook-failed"


def test_one_that_takes_too_long_is_killed_with_all_it_started(
    monkeypatch: pytest.MonkeyPatch, pipe: Path
) -> None:
    monkeypatch.setattr(hooks, "LONGEST", 1.0)
    stage = Stage("/bin/sh", "-c", f"sleep 600 > {pipe} & wait")
    stage.hook.tell(GOOD)
    assert pipe.read_text() == ""  # its end was closed: nobody holds it any more
    assert stage.trouble() == "hook-timeout"


def test_what_waits_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hooks, "WAITING", 2)
    running, go_on = threading.Event(), threading.Event()

    def run(*_: object) -> None:
        running.set()
        go_on.wait(PATIENCE)

    monkeypatch.setattr(hooks, "_run", run)
    stage = Stage("/bin/true")
    stage.hook.tell(GOOD)
    running.wait(PATIENCE)
    for _ in range(5):
        stage.hook.tell(GOOD)
    assert stage.trouble() == "hook-busy"
    assert stage.problems.empty()
    go_on.set()
