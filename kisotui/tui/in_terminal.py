"""The app and the terminal it runs in: what is sent beside the screen, and stopping."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Final

from kisotui.domain.text import visible
from kisotui.locale import format as fmt
from kisotui.locale import t
from kisotui.settings import Settings
from kisotui.tui.copy_places import into_file, into_tmux
from kisotui.tui.copy_sequence import clipboard
from kisotui.tui.ending import QuietEnd
from kisotui.tui.terminal import Inside, Terminal
from kisotui.tui.terminal_driver import TerminalDriver
from kisotui.tui.typing_ahead import TypingAhead
from kisotui.tui.widgets.cells import cut

_TOLD: Final = 48  # cells of what was copied that are told


class InTerminal(TypingAhead, QuietEnd):
    """An app that knows its terminal."""

    terminal: Terminal
    settings: Settings

    def name_terminal(self, store: str) -> None:
        """Have the terminal's title say which program runs in it, on which store."""
        if isinstance(self._driver, TerminalDriver):
            self._driver.name_terminal(visible(f"{self.TITLE}: {store}"))

    def give_terminal_back(self) -> None:
        if isinstance(self._driver, TerminalDriver):
            self._driver.leave_by_force()

    def send(self, sequence: str) -> None:
        """Send something to the terminal that draws nothing."""
        if self._driver is not None:
            self._driver.write(sequence)
            self._driver.flush()

    async def copy(self, text: str) -> None:
        """Put it into the clipboard, or else into a file; and say where it is."""
        sequence = clipboard(text, self.terminal.inside)
        if not self.terminal.clipboard:
            self._keep_copied(text, t("screen.copy.no-clipboard"))
        elif sequence is None:
            size = fmt.size(len(text.encode(errors="replace")))
            self._keep_copied(text, t("screen.copy.too-long", size=size))
        else:
            if not (self.terminal.inside is Inside.TMUX and await into_tmux(text)):
                self.send(sequence)
            self.notify(t("screen.copy.done", text=cut(visible(text), _TOLD)), markup=False)

    def copy_to_clipboard(self, text: str, outside: str | None = None) -> None:
        """As Textual's fields do it, on ctrl+c. ``outside``: what leaves the program, where the
        text holds a secret; it can be pasted whole into another field."""
        self._clipboard = text
        if text:
            self.run_worker(self.copy(text if outside is None else outside))

    def _keep_copied(self, text: str, why: str) -> None:
        file = self.settings.log_dir / "copied.txt"
        try:
            into_file(text, file)
        except OSError:
            told = t("screen.copy.nowhere", path=str(file))
            self.notify(told, title=why, severity="error", markup=False)
        else:
            told = t("screen.copy.file", path=str(file), text=cut(visible(text), _TOLD))
            self.notify(told, title=why, markup=False)

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
