"""Telling of downloads that end: a notice of those that nobody saw, the bell, the hook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kisotui.domain.failures import Problem
from kisotui.tui.download_actions import DownloadActions

if TYPE_CHECKING:
    from textual.worker import Worker

    from kisotui.domain.detail_views import Ending
    from kisotui.tui.app import KisoApp
    from kisotui.tui.hooks import Hook

_TOGETHER: Final = 1.0  # seconds; what ends so close to one another is told in one notice
_FAILED: Final = 10.0  # seconds that a notice of a failure stays


class Endings:
    """Learns how downloads ended from their events, not from the rows that happen to be in view.

    The bell and the hook are for whoever is not at the terminal, so they do not depend on what
    is in sight. What ended before the first look is not told.
    """

    def __init__(self, app: KisoApp) -> None:
        self._app = app
        self._newest: int | None = None  # event that was looked at
        self._outdated = False
        self._asking = False
        self._rings = False
        self._missed: list[Ending] = []
        self._gathering = False
        self._hook: Hook | None = None
        self._worker: Worker[None] | None = None

    def look(self) -> None:
        """Somebody changed something: see what ended, if there are new events."""
        if self._newest is not None and self._app.backend.newest_event <= self._newest:
            return
        self._outdated = True
        if not self._asking:
            self._asking = True
            self._worker = self._app.run_worker(self._ask())

    def close(self) -> None:
        """Ask no more: the store is about to be closed."""
        if self._worker is not None:
            self._worker.cancel()

    async def _ask(self) -> None:
        from kisotui.service import events

        try:
            while self._outdated:
                self._outdated = False
                ended, self._newest = await self._app.backend.call(events.ended, self._newest)
                for ending in ended:
                    self._take(ending)
        except Problem:
            pass  # whoever shows rows tells of it; the next look goes on from here
        finally:
            self._asking = False

    def _take(self, ending: Ending) -> None:
        self._run_hook(ending)
        self._rings = self._app.settings.bell
        if not self._in_sight(ending.version):
            self._missed.append(ending)
        if not self._gathering:
            self._gathering = True
            self._app.set_timer(_TOGETHER, self._tell)

    def _in_sight(self, version: str) -> bool:
        screen = self._app.screen
        return self._app.app_focus and isinstance(screen, DownloadActions) and screen.shows(version)

    def _tell(self) -> None:
        from kisotui.tui.notices import notice

        if self._rings:
            self._app.bell()
        stays = self._app.NOTIFICATION_TIMEOUT
        if self._missed:
            said = notice(self._missed)
            stays = _FAILED if said.failed else stays
            self._app.notify(
                said.text,
                title=said.title,
                severity="error" if said.failed else "information",
                timeout=stays,
                markup=False,
            )
        self._gathering = self._rings or bool(self._missed)
        self._rings = False
        self._missed = []
        if self._gathering:  # the next notice comes when this one has gone
            self._app.set_timer(stays, self._tell)

    def _run_hook(self, ending: Ending) -> None:
        command = self._app.settings.on_download
        if not command:
            return
        if self._hook is None:
            from kisotui.tui.hooks import Hook

            self._hook = Hook(command, self._app.report)
        self._hook.tell(ending)
