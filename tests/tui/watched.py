"""A console that draws on two terminals: one gets what Textual draws, the other what is sent."""

from __future__ import annotations

from typing import Any

from textual.drivers.headless_driver import HeadlessDriver

from kisotui.tui.app import KisoApp
from tests.support.emulator import Emulator


class Watched(HeadlessDriver):
    """After every update the two terminals show the same, cell by cell."""

    def __init__(self, app: KisoApp, **how: Any) -> None:
        super().__init__(app, **how)
        assert app.output is not None
        self._console, self._output = app, app.output
        self._place_terminals()
        self.faults: list[str] = []
        self.updates = self.cells = self.drawn = self.sent = 0

    @property
    def is_headless(self) -> bool:
        return False

    def start_application_mode(self) -> None:
        self.write("\x1b[?1049h")
        self.write("\x1b[?7l")
        super().start_application_mode()

    def suspend_for_a_moment(self) -> None:
        """Be stopped and continued by a shell, as far as the terminal is concerned."""
        self.write("\x1b[?1049l")
        self.shown.scribble()
        self.write("\x1b[?1049h")
        self._console.app_resume_signal.publish(self._console)

    def write(self, data: str) -> None:
        if (self.shown.columns, self.shown.lines) != self._console.size:
            self._place_terminals()
        sent = self._output.filter(data)
        self.drawn += len(data.encode())
        self.sent += len(sent.encode())
        self.wanted.feed(data)
        try:
            self.shown.feed(sent)
        except AssertionError as fault:
            self.faults.append(f"{fault} in {sent!r}")
        if not data.startswith("\x1b[?"):
            self.updates += 1
            self._compare(data, sent)

    def _place_terminals(self) -> None:
        """Of the size that there is now, full of what was left by others."""
        columns, lines = self._console.size
        self.wanted = Emulator(columns, lines, forgiving=True)
        self.shown = Emulator(columns, lines)
        for terminal in (self.wanted, self.shown):
            terminal.scribble()
            terminal.feed("\x1b[?7l")

    def _compare(self, data: str, sent: str) -> None:
        """Only what was touched: the rest is as it was."""
        if self.shown.is_scribbled:  # all of it is drawn soon; until then nobody knows
            return
        for y in self.shown.dirty | self.wanted.dirty:
            shown, wanted = self.shown.look(y), self.wanted.look(y)
            self.cells += len(wanted)
            if shown != wanted:
                differing = [x for x, cell in enumerate(shown) if cell != wanted[x]]
                self.faults.append(f"line {y}, cells {differing}: {data!r} sent as {sent!r}")
        self.shown.dirty.clear()
        self.wanted.dirty.clear()
