"""How the screen gets to the terminal: first only what changes, then as the terminal takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kisotui.tui.terminal_driver import TerminalDriver

if TYPE_CHECKING:
    from kisotui.tui.app import KisoApp


class ConsoleDriver(TerminalDriver):
    """Sends what changes, where Textual would send all of it."""

    def __init__(self, app: KisoApp, **how: Any) -> None:
        super().__init__(app, **how)
        self._output = app.output

    def write(self, data: str) -> None:
        if self._output is not None:
            data = self._output.filter(data)
        if data:
            super().write(data)
