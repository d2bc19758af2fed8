"""The console as a Textual app."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import ClassVar

from textual.app import App
from textual.binding import BindingType

from kisotui import locale
from kisotui.domain.actions import Place
from kisotui.domain.failures import Problem
from kisotui.settings import Settings
from kisotui.tui import glyphs
from kisotui.tui.backend import Backend
from kisotui.tui.keys import bindings
from kisotui.tui.messages import StoreChanged, StoreOpened
from kisotui.tui.screens.dashboard import Dashboard
from kisotui.tui.stylesheets import stylesheets
from kisotui.tui.theme import THEME


def _now() -> datetime:
    return datetime.now(UTC)


class KisoApp(App[int]):
    """The console. ``clock`` says what time it is."""

    TITLE = "kisotui"
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.ANYWHERE)]

    def __init__(self, settings: Settings, clock: Callable[[], datetime] = _now) -> None:
        super().__init__(css_path=[str(path) for path in stylesheets()])
        self.settings = settings
        self.clock = clock
        self.animation_level = "none"
        self.register_theme(THEME)
        self.theme = THEME.name
        self.backend = Backend(settings, lambda: self.post_message(StoreChanged()))

    def get_default_screen(self) -> Dashboard:
        """The list is the first screen."""
        return Dashboard()

    def on_mount(self) -> None:
        # After the first paint, because opening the store takes longer than drawing the screen.
        self.call_after_refresh(self.open_store)

    async def open_store(self) -> None:
        """Open the store, and tell the screens."""
        await self.backend.open()
        self._tell_screens(StoreOpened)

    def on_store_changed(self, message: StoreChanged) -> None:
        self._tell_screens(StoreChanged)

    def _tell_screens(self, message: type[StoreChanged] | type[StoreOpened]) -> None:
        for screen in self.screen_stack:
            screen.post_message(message())

    def on_unmount(self) -> None:
        self.backend.close()

    def action_app_quit(self) -> None:
        """Leave; downloads go on."""
        self.exit()


def open_console(settings: Settings) -> int:
    """Run the console on this terminal; its exit status."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Problem("no-terminal")
    locale.use(settings.lang)
    glyphs.use_ascii("utf" not in (sys.stderr.encoding or "").lower())
    app = KisoApp(settings)
    app.run(mouse=settings.mouse)
    return app.return_code or 0
