"""The demo's files, its site and its worker: there while the demo runs, and gone when it ends."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Final

from demo import site
from demo.seed import seed
from kisotui import settings
from kisotui.domain.failures import Problem
from kisotui.service import worker
from kisotui.service.actor import current_actor
from kisotui.service.context import Context, open_context
from kisotui.settings import Settings

_ROOT: Final = Path(__file__).parent.parent
PLACE: Final = _ROOT / ".demo"
_DB: Final = "kisotui.db"
_STOPPING: Final = 5.0  # seconds that a worker has to stop


@contextmanager
def lock(place: Path) -> Iterator[bool]:
    """Whether this is the only demo there; nobody else's begins while it lasts."""
    place.mkdir(exist_ok=True)
    directory = os.open(place, os.O_RDONLY)
    try:
        fcntl.flock(directory, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        yield False
    else:
        yield True
        with suppress(OSError):  # a worker that is slow to stop may still write its log
            place.rmdir()
    finally:
        os.close(directory)


@contextmanager
def demo(place: Path) -> Iterator[tuple[Settings, str]]:
    """A store with samples in it, a site that serves their ISOs, a worker that fetches them.

    Gives the settings to open the store with, and the site's address.
    """
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        del os.environ[name]  # none leads to a site on this machine
    chosen = _settings(place)
    if (place / _DB).exists():  # of a demo that was killed
        _stop_worker(chosen)
    _clear(place)
    with ExitStack() as stack:
        stack.callback(_clear, place)
        digests = site.build(place / "www")
        url = stack.enter_context(_site(place / "www"))
        stack.callback(_stop_worker, chosen)
        ctx = open_context(chosen, current_actor())
        try:
            seed(ctx, url, digests)
        finally:
            ctx.close()
        yield chosen, url


def _settings(place: Path) -> Settings:
    """Of the demo alone: nothing of the user's own config file or environment but the locale."""
    names = {"LC_ALL", "LC_MESSAGES", "LANG"} & os.environ.keys()
    environ = {name: os.environ[name] for name in names}
    given = {
        "db": f"sqlite:///{place / _DB}",
        "log_dir": place / "log",
        "worker_idle": 10.0,
        "connections": 1,  # its server is slow on purpose, so that there is something to watch
    }
    return settings.load(given, environ | {"HOME": str(place)})[0]


def _clear(place: Path) -> None:
    for path in place.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()


@contextmanager
def _site(directory: Path) -> Iterator[str]:
    """The site in a process of its own, so that the console has this one for itself."""
    with subprocess.Popen(
        [sys.executable, "-m", "demo", "--site", directory],
        stdin=subprocess.PIPE,  # it ends when this closes, also when this process is killed
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,  # a Ctrl+C is not meant for it
        cwd=_ROOT,
    ) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()


def _stop_worker(chosen: Settings) -> None:
    with suppress(Problem):
        ctx = open_context(chosen, current_actor())
        try:
            _stop(ctx)
        finally:
            ctx.close()


def _stop(ctx: Context) -> None:
    for status in worker.status(ctx):
        with suppress(ProcessLookupError):
            os.kill(status.pid, signal.SIGTERM)
    deadline = time.monotonic() + _STOPPING
    while worker.status(ctx) and time.monotonic() < deadline:
        time.sleep(0.05)
