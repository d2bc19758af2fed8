"""Giving the terminal back where whatever is written to it in order gets stuck."""

from __future__ import annotations

import os
import signal
import termios
from contextlib import suppress
from time import sleep
from typing import Any, Final

_TRIES: Final = 50
_REST: Final = 0.01  # seconds
# What was cut off ends; then whatever was switched on is off, and the other screen is gone, or
# empty where there is no other.
_LEAVE: Final = (
    "\x18\x1b[?2026l\x1b[?2004l\x1b[?1000;1002;1006l\x1b[<u\x1b[?1004l\x1b[?7h\x1b[m"
    "\x1b[H\x1b[2J\x1b[?1049l\x1b[?25h"
)
_PLAIN_LEAVE: Final = "\x18\x1b[?7h\x1b[m\x1b[H\x1b[2J\x1b[?25h"


def give_back(descriptor: int, settings: list[Any] | None, *, modern: bool) -> None:
    """Drop what the terminal has not taken, leave the screen, and put the settings back.

    For a thread while others write: it waits for none of them, and half a second at most.
    ``descriptor``: of the terminal. ``modern``: it knows more than a vt100.
    """
    # It would stop us where we are in the background.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTTOU})
    with suppress(OSError, termios.error):
        if settings is not None:
            termios.tcsetattr(descriptor, termios.TCSANOW, settings)
        _send(descriptor, (_LEAVE if modern else _PLAIN_LEAVE).encode("ascii"))


def _send(descriptor: int, data: bytes) -> None:
    # Opened anew: not to wait is a matter of the opening, and the shell shares ours.
    own = os.open(os.ttyname(descriptor), os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)
    for _ in range(_TRIES):
        # Who waits for room, and keeps all others from writing, goes on and comes to an end; Linux
        # does not wake him up for the room alone.
        termios.tcflush(own, termios.TCOFLUSH)
        termios.tcflow(own, termios.TCOOFF)
        termios.tcflow(own, termios.TCOON)
        with suppress(BlockingIOError):
            data = data[os.write(own, data) :]
        if not data:
            break
        sleep(_REST)
