"""How the console ends that nobody quit: its terminal is lost, it is told to, or it crashes."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from typing import Final

from rich.console import RenderableType
from textual.app import App
from textual.worker import WorkerFailed

from kisotui.domain.failures import Exit

_LOOK_AFTER_TERMINAL: Final = 1.0  # seconds
_LAST_RESORT: Final = 3.0  # seconds for an orderly end once the terminal is gone


class QuietEnd(App[int]):
    """An app that prints nothing when it ends."""

    crash: BaseException | None = None
    """What it crashed with."""

    def on_mount(self) -> None:
        if not self.is_headless:
            loop = asyncio.get_running_loop()
            for number in (signal.SIGHUP, signal.SIGTERM):
                loop.add_signal_handler(number, self._end, number)
            self.set_interval(_LOOK_AFTER_TERMINAL, self._check_terminal)

    def _check_terminal(self) -> None:
        # A terminal that was lost reads as empty for ever, which Textual takes for no key.
        if sys.__stdin__ is None or not os.isatty(sys.__stdin__.fileno()):
            self._end(signal.SIGHUP)

    def _end(self, number: signal.Signals) -> None:
        """End because the system says so; even where a dead terminal blocks what is written."""
        status = 128 + number
        timer = threading.Timer(_LAST_RESORT, os._exit, (status,))
        timer.daemon = True
        timer.start()
        self.exit(return_code=status)

    # A crash. Textual would print a traceback with local variables, which may hold a password,
    # and it offers no public way to leave that out.

    def _handle_exception(self, error: Exception) -> None:
        cause = error.error if isinstance(error, WorkerFailed) else error
        self.crash = self.crash or cause
        self._return_code = Exit.UNEXPECTED
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._close_messages_no_wait()

    def panic(self, *renderables: RenderableType) -> None:
        """The thread that reads the keys failed: the terminal is gone."""
        self._end(signal.SIGHUP)

    def _print_error_renderables(self) -> None:
        self._exit_renderables.clear()
