"""The store: opened after the first paint; from then on queued work has a worker."""

from __future__ import annotations

from typing import Final

from kisotui.domain.failures import Problem
from kisotui.tui.endings import Endings
from kisotui.tui.in_terminal import InTerminal
from kisotui.tui.messages import StoreChanged, StoreOpened
from kisotui.tui.read_only import ReadOnly

_SEE_TO_WORKER: Final = 10.0  # seconds between two looks whether queued work has a worker


class Opening(ReadOnly, InTerminal):
    """An app on a store. It may not open at once, or not at all."""

    endings: Endings
    _told_of_worker = False

    def open_store(self) -> None:
        """Open the store, and tell the screens; or say why that cannot be."""
        self.run_worker(self._open_store())

    async def _open_store(self) -> None:
        try:
            context = await self.backend.open(lambda: self.post_message(StoreChanged()))
        except Problem as problem:
            self._in_trouble(problem)
        else:
            self.name_terminal(context.store.name)
            for screen in self.screen_stack:
                screen.post_message(StoreOpened())
            self.endings.look()
            self._see_to_worker()
            # Of the app: a timer of a screen behind another makes Textual paint both again.
            self.set_interval(_SEE_TO_WORKER, self._see_to_worker)

    def _see_to_worker(self) -> None:
        """A worker that died is replaced, whoever queued the work."""
        self.run_worker(self.ensure_worker(again=True))

    async def ensure_worker(self, *, again: bool = False) -> None:
        """Where there is work, see to it that somebody does it.

        ``again``: nobody asked for it, so that it is told only once if it cannot be.
        """
        from kisotui.service import worker

        try:
            await self.backend.call(worker.ensure)
        except Problem as problem:
            if not (again and self._told_of_worker):
                self.report(problem)
            self._told_of_worker = True
        else:
            self._told_of_worker = False

    def _in_trouble(self, problem: Problem) -> None:
        from kisotui.tui.screens.trouble import Trouble

        def decided(again: bool | None) -> None:
            if again:
                self.open_store()
            else:
                self.exit(return_code=problem.failure.exit)

        self.push_screen(Trouble(problem), decided)
