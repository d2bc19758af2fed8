"""How the console ends that nobody quit: its terminal is lost, it is told to, or it crashes."""

from __future__ import annotations

import asyncio
import os
import signal
from _thread import start_new_thread
from collections.abc import Callable
from contextlib import suppress
from time import sleep
from types import FrameType
from typing import Final

from rich.console import RenderableType
from textual.app import App
from textual.worker import WorkerFailed

from kisotui.domain.failures import Exit

_LAST_RESORT: Final = 2.0  # seconds for an orderly end once the terminal is gone


class QuietEnd(App[int]):
    """An app that prints nothing when it ends."""

    crash: BaseException | None = None
    """What it crashed with."""

    is_ending = False
    """Whether the system said that it must end."""

    def heed_signals(self) -> None:
        """End in order when the system says so: from before the terminal is touched on."""
        loop = asyncio.get_running_loop()

        def told(number: int, _frame: FrameType | None) -> None:
            self.is_ending = True
            self._insist(number)  # here: the loop itself may wait for a terminal that takes nothing
            with suppress(RuntimeError):  # it is closed already
                loop.call_soon_threadsafe(self._end, number)

        # Not the loop's own way, which hears of a signal only after all that are handled at once.
        for number in (signal.SIGHUP, signal.SIGTERM):
            signal.signal(number, told)

    def _end(self, number: int) -> None:
        """End because the system says so."""
        self.exit(return_code=128 + number)

    # A crash. Textual would print a traceback with local variables, which may hold a password,
    # and it offers no public way to leave that out.

    def _handle_exception(self, error: Exception) -> None:
        if not self.is_ending:  # then widgets go while others still look for them
            cause = error.error if isinstance(error, WorkerFailed) else error
            self.crash = self.crash or cause
            self._return_code = Exit.UNEXPECTED
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._close_messages_no_wait()

    def panic(self, *renderables: RenderableType) -> None:
        """The thread that reads the keys failed: nobody could end it otherwise."""
        self.is_ending = True
        self._insist(signal.SIGHUP)
        self._end(signal.SIGHUP)

    def _print_error_renderables(self) -> None:
        self._exit_renderables.clear()

    def give_terminal_back(self) -> None:
        """Leave the terminal as it was before, from a thread, waiting for nobody."""
        raise NotImplementedError

    def _insist(self, number: int) -> None:
        """End soon, also where a dead terminal blocks what is written to it."""
        # A bare thread: what a signal interrupts may hold the locks of ``threading``.
        start_new_thread(_end_by_force, (128 + number, self.give_terminal_back))


def _end_by_force(status: int, give_terminal_back: Callable[[], None]) -> None:
    sleep(_LAST_RESORT)
    try:
        give_terminal_back()
    finally:
        os._exit(status)
