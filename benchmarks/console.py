"""The console in a real pseudo-terminal, and how long it takes to follow a key."""

from __future__ import annotations

import fcntl
import os
import pty
import random
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final

import pyte

from benchmarks.measured import BenchmarkError

_COLUMNS, _LINES = 80, 24
_DOWN, _UP = b"\x1b[B", b"\x1b[A"
_PATIENCE: Final = 15.0  # seconds
_PAUSES: Final = (0.02, 0.08)  # seconds between two keys, not in time with the program's own
# What pyte would take for something else: the kitty keyboard's protocol, questions about modes.
_UNKNOWN: Final = re.compile(rb"\x1b\[(?:[<=>][0-9;]*[a-zA-Z]|\?[0-9;]*(?:u|\$p))")


class Console:
    """A program on a pseudo-terminal that shows a list with a cursor."""

    def __init__(self, master: int) -> None:
        self._master = master
        self._screen = pyte.Screen(_COLUMNS, _LINES)
        self._stream = pyte.ByteStream(self._screen)

    def wait_for(self, pattern: str) -> None:
        """Wait until the screen shows the regular expression."""
        deadline = time.monotonic() + _PATIENCE
        while not re.search(pattern, "\n".join(self._screen.display)):
            if time.monotonic() > deadline:
                raise BenchmarkError(f"the console never showed {pattern!r}")
            self._read(0.1)

    def latencies(self, most: int, until: Callable[[], bool]) -> list[float]:
        """Seconds from a key to the cursor on its new row: ``most`` keys, or ``until`` it holds."""
        chance = random.Random(1)
        taken: list[float] = []
        while len(taken) < most and not until():
            self._rest(chance.uniform(*_PAUSES))
            taken.append(self._press(_UP if len(taken) % 2 else _DOWN))
        return taken

    def _press(self, key: bytes) -> float:
        before, pressed = self._cursor(), time.monotonic()
        os.write(self._master, key)
        while self._cursor() == before:
            seen = self._read(0.1)
            if time.monotonic() > pressed + _PATIENCE:
                raise BenchmarkError("the console does not follow its keys")
        assert seen is not None
        return seen - pressed

    def _cursor(self) -> tuple[str, ...]:
        """The colours behind the rows' beginnings: they change as the cursor moves, only then."""
        return tuple(self._screen.buffer[y][2].bg for y in range(_LINES))

    def _rest(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self._read(left)

    def _read(self, timeout: float) -> float | None:
        """Show what the program writes within so long; when it came, or None."""
        if not select.select([self._master], [], [], timeout)[0]:
            return None
        data = os.read(self._master, 65536)
        came = time.monotonic()
        self._stream.feed(_UNKNOWN.sub(b"", data))
        return came


@contextmanager
def opened(command: tuple[str, ...], environ: Mapping[str, str]) -> Iterator[Console]:
    """The program in a terminal of 80x24 while the ``with`` lasts."""
    size = struct.pack("HHHH", _LINES, _COLUMNS, 0, 0)
    pid, master = pty.fork()
    if pid == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, size)
        os.execvpe(command[0], command, {**environ, "TERM": "xterm-256color"})
    try:
        yield Console(master)
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(master)
