"""A driver that sends only what the terminal understands and shows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from kisotui.tui.giving_back import give_back
from kisotui.tui.glyphs import translation
from kisotui.tui.keyboard import Keyboard

if TYPE_CHECKING:
    from kisotui.tui.app import KisoApp

# Questions, the kitty keyboard's protocol, and modes that only terminals of xterm's kind have.
_MODERN: Final = re.compile(
    r"\x1b\[(?:[<>?][0-9;]*(?:u|\$p)|\?(?:100[0-6]|101[56]|2004|2026|2048)[hl])"
)
_CLEAR: Final = "\x1b[m\x1b[H\x1b[2J"
_KEEP_TITLE: Final = "\x1b[22;2t"
_TITLE: Final = "\x1b]2;{}\x07"
_TITLE_BACK: Final = "\x1b[23;2t"


class TerminalDriver(Keyboard):
    """Writes in the terminal's encoding, with stand-ins; asks nothing; keeps the title."""

    _app: KisoApp

    def __init__(self, app: KisoApp, **how: Any) -> None:
        super().__init__(app, **how)
        self.terminal = app.terminal
        self._name = ""
        self._entered = False
        self._has_terminal = False
        self._translation = translation(app.terminal)

    def write(self, data: str) -> None:
        if not self.terminal.modern:
            data = _MODERN.sub("", data)
        super().write(data.translate(self._translation) if self._translation else data)

    def name_terminal(self, name: str) -> None:
        """Give the terminal a title until the screen is left; ``name``: safe to show."""
        if self.terminal.title:
            self.write(("" if self._name else _KEEP_TITLE) + _TITLE.format(name))
            self._name = name

    def start_application_mode(self) -> None:
        self._app.heed_signals()
        if self._app.is_ending:  # it was stopped, and continued only for that
            return
        self._has_terminal = True
        super().start_application_mode()
        self._entered = True
        if self._name:
            self.write(_KEEP_TITLE + _TITLE.format(self._name))

    def stop_application_mode(self) -> None:
        if not self._entered:
            return  # stopped: the terminal is the shell's
        self._entered = False
        if self._name:
            # Those that did not keep the old one have none then, rather than ours for ever.
            self.write(_TITLE.format("") + _TITLE_BACK)
        # Old terminals, mosh, and GNU screen as it comes have no other screen to go back to.
        self.write(_CLEAR)
        super().stop_application_mode()

    def close(self) -> None:
        super().close()  # what is left to write is written
        self._has_terminal = False

    def leave_by_force(self) -> None:
        """Give the terminal back from a thread while the event loop is stuck."""
        if self._has_terminal:
            give_back(self.fileno, self.attrs_before, modern=self.terminal.modern)

    # Textual would ask for the size and for mouse events in pixels, to scroll smoothly. What is
    # not asked for is not sent.

    def _query_in_band_window_resize(self) -> None:
        """Ask nothing."""

    def _enable_mouse_support(self) -> None:
        """Clicks, the wheel and dragging; not every move, which would cost a packet each."""
        if self._mouse:
            self.write("\x1b[?1000;1002;1006h")

    def _disable_mouse_support(self) -> None:
        if self._mouse:
            self.write("\x1b[?1000;1002;1006l")
