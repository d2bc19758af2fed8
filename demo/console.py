"""The console, with a word about what there is to try."""

from __future__ import annotations

from typing import Final

from kisotui.settings import Settings
from kisotui.tui.app import KisoApp
from kisotui.tui.console import open_console

_SHOWN: Final = 30.0  # seconds: time enough to type an address


def run(settings: Settings, hint: str) -> int:
    """Open the console; its exit status."""

    class DemoApp(KisoApp):
        def on_mount(self) -> None:
            self.notify(hint, timeout=_SHOWN, markup=False)

    return open_console(settings, DemoApp)
