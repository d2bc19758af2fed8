"""Workers by the hundred: a process that has imported all that a worker needs, and forks them.

A worker of its own costs a second of processor time until it runs its first line; a forked one
twenty milliseconds, and from there on it is the same: a process that runs ``kisotui.worker``.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

ROOT: Final = Path(__file__).parents[2]


class Nursery:
    """Starts workers while the ``with`` lasts, and kills what is left of them."""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.support.torture_nursery"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()

    def start(self, env: Mapping[str, str], death: str = "", *, in_a_hurry: bool = True) -> int:
        """Start a worker with these settings; its pid. ``death``: see ``torture_death``."""
        return int(self._ask(env=dict(env), death=death, hurry=in_a_hurry))

    def status(self, pid: int, within: float = 0.0) -> int | None:
        """The status that a worker ended with, as ``waitpid`` says it; None while it lives."""
        answer: int | None = self._ask(pid=pid, within=within)
        return answer

    def kill(self, pid: int) -> None:
        """Kill a worker; it has ended when this returns."""
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        assert self.status(pid, within=20.0) is not None, "killed, and still there"

    def _ask(self, **question: object) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())


def _serve() -> None:
    """Be the process that forks: a question a line, an answer a line."""
    from tests.support import torture_worker

    living: set[int] = set()
    ended: dict[int, int] = {}
    for line in sys.stdin:
        question = json.loads(line)
        if "env" in question:
            pid = os.fork()
            if pid == 0:
                torture_worker.live(question["env"], question["death"], question["hurry"])
            living.add(pid)
            answer: int | None = pid
        else:
            answer = _status(question["pid"], question["within"], living, ended)
        sys.stdout.write(f"{json.dumps(answer)}\n")
        sys.stdout.flush()
    for pid in living:
        os.kill(pid, signal.SIGKILL)


def _status(pid: int, within: float, living: set[int], ended: dict[int, int]) -> int | None:
    deadline = time.monotonic() + within
    while pid in living:
        found, status = os.waitpid(pid, os.WNOHANG)
        if found:
            living.remove(pid)
            ended[pid] = status
        elif time.monotonic() >= deadline:
            return None
        else:
            time.sleep(0.005)
    return ended.get(pid)


if __name__ == "__main__":
    _serve()
