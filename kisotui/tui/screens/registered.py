"""A ``registration.json`` whose URL stands in the form: a worker reads it and fills the form in."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from textual import on, work
from textual.timer import Timer
from textual.widgets import Input

from kisotui.domain import registration
from kisotui.domain.failures import Problem
from kisotui.domain.forms import VersionForm
from kisotui.locale import problem_next, problem_text, t
from kisotui.tui.lifetime import is_leaving
from kisotui.tui.screens.add_fields import put
from kisotui.tui.screens.dialog import Dialog

if TYPE_CHECKING:
    from kisotui.domain.errands import Errand
    from kisotui.tui.add_form import AddForm
    from kisotui.tui.app import KisoApp

_READ_AFTER: Final = 0.6  # seconds without a key
_LOOK: Final = 0.1  # seconds between two looks at the errand


class RegisteredForm(Dialog[VersionForm]):
    """A form that takes the URL of a registration for that of its ISO."""

    app: KisoApp
    _state: AddForm
    _waits: Timer | None = None

    def filled(self) -> None:
        """Show what stands in the state by now."""
        raise NotImplementedError

    def said(self, *lines: tuple[str, str]) -> None:
        """Say these lines, each with its style."""
        raise NotImplementedError

    @on(Input.Changed, "#url")
    def _url_typed(self, event: Input.Changed) -> None:
        if self._waits is not None:
            self._waits.stop()
            self._waits = None
        if registration.is_meant(event.value):
            self._waits = self.set_timer(_READ_AFTER, self._read)

    @work(exclusive=True, group="registration")
    async def _read(self) -> None:
        from kisotui.service import catalogue, errands

        form, call = self._state.form, self.app.backend.call
        self.said((t("screen.add.registration"), "dim"))
        try:
            posted = await call(catalogue.read_registration, form.url)
            await self.app.ensure_worker()
            errand = await self._ended(posted)
            await call(errands.drop, posted)
            if errand is None:
                return
            if errand.problem is not None:
                raise errand.problem
            found = catalogue.registered(errand.report, form)
        except Problem as problem:
            if not is_leaving(self):
                self.said((problem_text(problem), "$error"), (problem_next(problem), "dim"))
            return
        if not is_leaving(self) and self._state.form.url == form.url:
            self._state.fill(found)
            put(self, found)
            self.filled()
            self.said((t("screen.add.registered"), "$success"))

    async def _ended(self, posted: str) -> Errand | None:
        """The errand at its end; None where it was dropped."""
        from kisotui.service import errands

        while True:
            errand = await self.app.backend.call(errands.look, posted)
            if errand is None or errand.is_over:
                return errand
            await asyncio.sleep(_LOOK)
