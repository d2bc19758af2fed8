"""The installed program, as a person has it, with a home directory that nobody else uses."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

import pytest

from demo.images import MIB, write_iso
from demo.server import FileServer
from tests.e2e.terminal import PATIENCE, Terminal

PROGRAM: Final = Path(sys.executable).parent / "kisotui"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who runs kisotui: a home directory and an environment."""

    home: Path
    env: dict[str, str]

    @property
    def data(self) -> Path:
        """Where the store is."""
        return self.home / ".local" / "share" / "kisotui"

    def run(self, *args: str, program: Path = PROGRAM) -> subprocess.CompletedProcess[str]:
        """Run a command of kisotui without a terminal."""
        return subprocess.run(
            [program, *args],
            env=self.env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
        )

    def console(
        self,
        env: Mapping[str, str] = MappingProxyType({}),
        *,
        columns: int = 80,
        lines: int = 24,
        program: Path = PROGRAM,
    ) -> Terminal:
        """The console in a terminal; ``env`` is added to the person's environment."""
        return Terminal([program], {**self.env, **env}, columns=columns, lines=lines)

    def isos(self) -> list[Path]:
        """Every file below the ISO directory, but for the one that names the directory itself."""
        found = (path for path in (self.data / "isos").rglob("*") if path.is_file())
        return sorted(path for path in found if path.name != ".kisotui-storage")

    def stop_workers(self) -> None:
        """End the workers that the person's consoles and commands left behind; also those that
        no store knows yet."""
        mine = f"HOME={self.home}".encode()
        for environ in Path("/proc").glob("[0-9]*/environ"):
            with suppress(OSError):
                if mine in environ.read_bytes().split(b"\0"):
                    os.kill(int(environ.parent.name), signal.SIGKILL)


@pytest.fixture
def person(tmp_path: Path) -> Iterator[Person]:
    home = tmp_path / "home"
    home.mkdir()
    env = {
        "HOME": str(home),
        "PATH": os.environ["PATH"],
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "KISOTUI_WORKER_IDLE": "5",
    }
    someone = Person(home, env)
    yield someone
    someone.stop_workers()


@pytest.fixture
def web(tmp_path: Path) -> Iterator[FileServer]:
    """A web server on loopback with one ISO of Kubernetes 1.34.12 of 4 MiB: ``/k8s.iso``."""
    directory = tmp_path / "www"
    directory.mkdir()
    write_iso(directory / "k8s.iso", size=4 * MIB)
    with FileServer(directory) as server:
        yield server


def eventually(holds: Callable[[], bool], otherwise: str, within: float = PATIENCE) -> None:
    """Wait until something outside of any terminal holds."""
    deadline = time.monotonic() + within
    while not holds():
        assert time.monotonic() < deadline, f"within {within:g} s: {otherwise}"
        time.sleep(0.05)
