"""A program in a real pseudo-terminal, and the screen that a person would see of it."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import pyte

PATIENCE: Final = 20.0  # seconds; a slow machine needs them, a broken program uses them up

KEYS: Final = {
    "enter": "\r",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "escape": "\x1b",
    "space": " ",
    "backspace": "\x7f",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "end": "\x1b[F",
    "home": "\x1b[H",
    "ctrl+c": "\x03",
    "ctrl+q": "\x11",
    "ctrl+s": "\x13",
    "ctrl+u": "\x15",
    "ctrl+z": "\x1a",
}


# What pyte would take for something else: the kitty keyboard's protocol, questions about modes.
_UNKNOWN: Final = re.compile(rb"\x1b\[(?:[<=>][0-9;]*[a-zA-Z]|\?[0-9;]*(?:u|\$p))")
_PARTIAL: Final = re.compile(rb"\x1b(?:\[[^@-~]*)?\Z")


class Terminal:
    """Runs a program in a terminal of its own while the ``with`` lasts.

    Whatever the program writes is read at once, in a thread; the methods wait for what it shows.
    """

    def __init__(
        self,
        argv: Sequence[str | Path],
        env: Mapping[str, str],
        *,
        columns: int = 80,
        lines: int = 24,
        cwd: Path | None = None,
    ) -> None:
        self._argv, self._env, self._cwd = [str(part) for part in argv], dict(env), cwd
        self._screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self._screen)
        self._changed = threading.Condition()
        self._ended = False
        self._rest = b""
        self.output = bytearray()
        """Everything that the program wrote so far."""

    def __enter__(self) -> Self:
        self._master, slave = pty.openpty()
        self._wake = os.pipe()
        self._resize_pty()
        self.settings_before = self.settings()
        # setsid makes it the terminal's session leader; SIGHUP comes to who leads a session.
        self.process = subprocess.Popen(
            ["setsid", "--ctty", *self._argv],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=self._env,
            cwd=self._cwd,
        )
        os.close(slave)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if error is not None:
            error.add_note(f"The screen was:\n{self.text}")
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.hang_up()

    @property
    def text(self) -> str:
        """The screen, a line a line, without blanks at their ends."""
        with self._changed:
            return "\n".join(line.rstrip() for line in self._screen.display)

    @property
    def modes(self) -> set[int]:
        """The private modes that are on: 1049 is the alternate screen, 25 the cursor, ..."""
        with self._changed:
            return {mode >> 5 for mode in self._screen.mode if mode > 31}

    def settings(self) -> list[Any]:
        """The terminal's settings: echo, line editing and so on."""
        return termios.tcgetattr(self._master)

    def press(self, *keys: str) -> None:
        """Press these keys: names of KEYS, or single characters."""
        for key in keys:
            self.type(KEYS.get(key, key))

    def type(self, text: str) -> None:
        """Type this text."""
        self.send(text.encode())

    def send(self, data: bytes) -> None:
        """Type these bytes."""
        os.write(self._master, data)

    def wait_for(self, pattern: str, within: float = PATIENCE) -> re.Match[str]:
        """Wait until the screen shows the regular expression."""
        found: list[re.Match[str]] = []

        def shown() -> bool:
            match = re.search(pattern, self.text, re.MULTILINE)
            if match:
                found.append(match)
            return bool(match)

        self.wait_until(shown, within, f"the screen never showed {pattern!r}")
        return found[0]

    def wait_gone(self, pattern: str, within: float = PATIENCE) -> None:
        """Wait until the screen does not show the regular expression (any more)."""
        self.wait_until(
            lambda: not re.search(pattern, self.text, re.MULTILINE),
            within,
            f"the screen still shows {pattern!r}",
        )

    def wait_until(self, holds: Callable[[], bool], within: float, otherwise: str) -> None:
        """Wait until something holds; looked at whenever the program has written something."""
        with self._changed:
            self._changed.wait_for(lambda: holds() or self._ended, within)
            if not holds():
                ending = "the program ended" if self._ended else f"{within:g} s passed"
                raise AssertionError(f"{ending}: {otherwise}")

    def is_silent(self, seconds: float) -> bool:
        """Whether the program writes nothing for so long."""
        with self._changed:
            before = len(self.output)
            return not self._changed.wait_for(lambda: len(self.output) > before, seconds)

    def wait_exit(self, within: float = PATIENCE) -> int:
        """Wait for the program's end; its exit status. All that it wrote has been read then."""
        status = self.process.wait(within)
        self._reader.join(within)
        return status

    def resize(self, columns: int, lines: int) -> None:
        """Make the terminal another size, as a person does with a window."""
        with self._changed:
            self._screen.resize(lines, columns)
        self._resize_pty()

    @contextmanager
    def unread(self) -> Iterator[None]:
        """Within it, nothing that the program writes is read, beyond a first piece."""
        with self._changed:
            yield

    def hang_up(self) -> None:
        """Lose the connection: the program gets SIGHUP, and its terminal is gone."""
        if self._master >= 0:
            os.write(self._wake[1], b"!")
            self._reader.join()
            for end in (self._master, *self._wake):
                os.close(end)
            self._master = -1

    def _resize_pty(self) -> None:
        size = struct.pack("HHHH", self._screen.lines, self._screen.columns, 0, 0)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, size)

    def _read(self) -> None:
        with suppress(OSError):  # how Linux says that nobody has the terminal open any more
            while self._wake[0] not in select.select([self._master, self._wake[0]], [], [])[0]:
                data = os.read(self._master, 65536)
                with self._changed:
                    self.output += data
                    self._show(data)
                    self._changed.notify_all()
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def _show(self, data: bytes) -> None:
        data = self._rest + data
        partial = _PARTIAL.search(data)
        whole = partial.start() if partial else len(data)
        self._rest = data[whole:]
        self._stream.feed(_UNKNOWN.sub(b"", data[:whole]))
