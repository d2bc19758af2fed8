"""Opening the console on this terminal, such as it is."""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress
from typing import TextIO

from kisotui import locale
from kisotui.domain.failures import Exit, Problem
from kisotui.settings import Settings
from kisotui.tui.app import KisoApp
from kisotui.tui.backend import Backend
from kisotui.tui.drivers import ConsoleDriver
from kisotui.tui.terminal import Colours, look


def open_console(
    settings: Settings, app_type: type[KisoApp] = KisoApp, backend: Backend | None = None
) -> int:
    """Run the console; its exit status. ``app_type``: the demo has one of its own.

    Raises Problem: ``no-terminal``; and whatever the console crashed with.
    """
    # Textual reads from the one and draws on the other.
    screen = sys.__stderr__
    if screen is None or not (_is_terminal(sys.__stdin__) and _is_terminal(screen)):
        raise Problem("no-terminal")
    locale.use(settings.lang)
    terminal = look(os.environ, getattr(screen, "encoding", "utf-8"))
    if isinstance(screen, io.TextIOWrapper):
        screen.reconfigure(encoding=terminal.encoding, errors="replace")
    # Textual takes the variable for a yes even where it is empty.
    os.environ.pop("NO_COLOR", None)
    if terminal.colours is Colours.NONE:
        os.environ["NO_COLOR"] = "1"
    app = app_type(settings, driver_class=ConsoleDriver, terminal=terminal, backend=backend)
    app.run(mouse=settings.mouse and terminal.modern)
    if app.is_ending:
        _let_go_of(screen)
    if app.crash is not None:
        raise app.crash
    return app.return_code or Exit.OK


def _let_go_of(screen: TextIO) -> None:
    """Whatever is still to be written: its terminal may be gone, and that is no failure of ours."""
    with suppress(OSError):
        screen.flush()
    os.dup2(os.open(os.devnull, os.O_WRONLY), screen.fileno())


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()
