"""A real worker of kisotui on a scratch store."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from benchmarks.engine import LOOKS, Engine
from benchmarks.measured import BenchmarkError
from kisotui import settings
from kisotui.service.actor import current_actor
from kisotui.service.context import open_context

PROGRAM: Final = (sys.executable, "-m", "kisotui")


@contextmanager
def running(place: Path, given: Mapping[str, str], prefix: Sequence[str] = ()) -> Iterator[Engine]:
    """A worker with these settings on a store of its own below ``place``.

    ``prefix``: the command that runs it elsewhere, such as in a network namespace.
    """
    home = place / "kisotui"
    home.mkdir()
    environ = _environ(home, given)
    ctx = open_context(settings.load({}, environ)[0], current_actor())
    log = home / "worker.log"
    try:
        command = [*prefix, *PROGRAM, "worker"]
        with log.open("wb") as file, subprocess.Popen(command, env=environ, stderr=file) as process:
            try:
                _await_start(process, log)
                yield Engine(ctx, process.pid, environ)
            except BenchmarkError as error:
                raise BenchmarkError(f"{error}\n{log.read_text()[-2000:]}") from error
            finally:
                process.terminate()
    finally:
        ctx.close()
        shutil.rmtree(home)


def _await_start(process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait for its first word: it is on duty."""
    while not log.stat().st_size:
        if process.poll() is not None:
            raise BenchmarkError("kisotui's worker does not start")
        time.sleep(LOOKS)


def _environ(home: Path, given: Mapping[str, str]) -> dict[str, str]:
    """Nothing of the user's own settings, and no proxy."""
    ours = {"HOME": str(home), "KISOTUI_DB": f"sqlite:///{home / 'kisotui.db'}", "LANG": "C.UTF-8"}
    chosen = {f"KISOTUI_{name.upper()}": value for name, value in given.items()}
    return {"PATH": os.environ["PATH"], **ours, **chosen}
