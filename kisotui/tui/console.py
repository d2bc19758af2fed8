"""Opening the console on this terminal, such as it is."""

from __future__ import annotations

import os
import sys
from typing import TextIO

from kisotui import locale
from kisotui.domain.failures import Exit, Problem
from kisotui.settings import Settings
from kisotui.tui.app import KisoApp
from kisotui.tui.drivers import AsciiDriver
from kisotui.tui.glyphs import draws_unicode


def open_console(settings: Settings, app_type: type[KisoApp] = KisoApp) -> int:
    """Run the console; its exit status. ``app_type``: the demo has one of its own.

    Raises Problem: ``no-terminal``; and whatever the console crashed with.
    """
    # Textual reads from the one and draws on the other.
    if not (_is_terminal(sys.__stdin__) and _is_terminal(sys.__stderr__)):
        raise Problem("no-terminal")
    locale.use(settings.lang)
    if os.environ.get("TERM") == "dumb":
        os.environ.setdefault("NO_COLOR", "1")
    app = app_type(settings, driver_class=None if draws_unicode(os.environ) else AsciiDriver)
    app.run(mouse=settings.mouse)
    if app.crash is not None:
        raise app.crash
    return app.return_code or Exit.OK


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()
