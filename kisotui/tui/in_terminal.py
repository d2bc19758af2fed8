"""The app and the terminal it runs in: what is sent beside the screen, and stopping."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from kisotui.domain.text import visible
from kisotui.locale import t
from kisotui.tui.ending import QuietEnd
from kisotui.tui.terminal import Terminal
from kisotui.tui.terminal_driver import TerminalDriver


class InTerminal(QuietEnd):
    """An app that knows its terminal."""

    terminal: Terminal

    def name_terminal(self, store: str) -> None:
        """Have the terminal's title say which program runs in it, on which store."""
        if isinstance(self._driver, TerminalDriver):
            self._driver.name_terminal(visible(f"{self.TITLE}: {store}"))

    def send(self, sequence: str) -> None:
        """Send something to the terminal that draws nothing."""
        if self._driver is not None:
            self._driver.write(sequence)
            self._driver.flush()

    def action_app_suspend(self) -> None:
        """Give the terminal back to the shell; ``fg`` comes back."""
        if self.is_headless or not _has_shell():
            self.notify(t("screen.suspend.nowhere"), markup=False)
        else:
            self._suspend_signal()
            # To all that the shell started as one job, as its own ctrl+z would do.
            os.kill(0, signal.SIGTSTP)


def _has_shell() -> bool:
    """Whether a shell would notice that we stopped, and continue us: it is in our session, and
    made a job of its own of us."""
    job = os.getpgrp()
    try:
        # After the name, which may hold anything: state, parent, ...
        parent = int(Path(f"/proc/{job}/stat").read_text().rpartition(")")[2].split()[1])
        return os.getsid(parent) == os.getsid(0) and os.getpgid(parent) != job
    except OSError:
        return False
