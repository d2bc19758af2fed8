"""The screens. Nothing of the store is imported on the way to the first paint."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from kisotui.settings import Settings

_TURN: Final = 0.001  # seconds; Python's own are 5 ms


def run(settings: Settings) -> int:
    """Open the console; its exit status.

    Raises Problem: ``no-terminal``; and whatever the console crashed with.
    """
    # A key waits no longer than this until a thread that asks the store lets the screen go on.
    sys.setswitchinterval(_TURN)
    # Nothing that is loaded becomes garbage: to look for some takes a tenth of the time. On again
    # once the store is open.
    gc.disable()
    from kisotui.service import saved_views
    from kisotui.tui.backend import Backend
    from kisotui.tui.widgets.rows import PAGE

    backend = Backend(settings)
    view, _ = saved_views.restore(settings.views_file)
    backend.foresee(view.query, PAGE)  # while Textual is loaded
    from kisotui.tui.console import open_console

    return open_console(settings, backend=backend)
