"""What the terminal shows: drawn by its changes, or all of it again where that may be wrong."""

from __future__ import annotations

from functools import cached_property

from textual import events
from textual.app import App

from kisotui.settings import Settings
from kisotui.tui import log
from kisotui.tui.paint.output import Output


class Redrawing(App[int]):
    """An app whose terminal gets the cells that change."""

    settings: Settings
    _stepped_aside = False

    @cached_property
    def output(self) -> Output | None:
        """What Textual's drawing goes through; None where it goes straight to the terminal."""
        if not self.settings.changed_cells_only:
            return None
        return Output(lambda: self.size, self._misunderstood)

    def on_mount(self) -> None:
        self.app_resume_signal.subscribe(self, lambda _: self.action_app_redraw())

    def on_resize(self, event: events.Resize) -> None:
        # There and back again within a moment: Textual sees nothing to do, the terminal did.
        if event.size == self.size and self.is_running:
            self.action_app_redraw()

    def action_app_redraw(self) -> None:
        """Draw everything again: somebody else wrote to the terminal."""
        if self.output is not None:
            self.output.forget()
        self.screen.refresh()

    def _misunderstood(self, unknown: str) -> None:
        if not self._stepped_aside:
            self._stepped_aside = True
            log.note(self.settings, "drawn-otherwise", sequence=ascii(unknown))
