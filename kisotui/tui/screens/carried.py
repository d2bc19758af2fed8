"""Carrying a form out: when nothing in it is wrong, and once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.widgets import Button, Input

from kisotui.domain.failures import Problem
from kisotui.domain.forms import VersionForm
from kisotui.locale import problem_next, problem_text, t
from kisotui.tui.lifetime import is_leaving
from kisotui.tui.screens.preflight import PreflightForm
from kisotui.tui.screens.registered import RegisteredForm

if TYPE_CHECKING:
    from kisotui.tui.app import KisoApp

Carry = Callable[[VersionForm], Awaitable[None]]


class CarriedForm(PreflightForm, RegisteredForm):
    """A form that is left when what stands in it is done."""

    app: KisoApp
    BUSY: ClassVar[str] = "screen.add.adding"
    _carry_out: Carry
    _adding = False
    _added = False

    def edited(self) -> None:
        """Take over what is typed."""
        raise NotImplementedError

    def settle(self) -> None:
        """Show everywhere what the state says."""
        raise NotImplementedError

    @on(Input.Submitted)
    @on(Button.Pressed, "#add")
    def action_submit(self) -> None:
        self.edited()
        self._state.touch_all()
        self.settle()
        wrong = next(iter(self._state.problems), None)
        if wrong is not None:
            self.query_one(f"#{wrong}").focus()
        elif not self._adding:
            self._adding = True
            self.said((t(self.BUSY), "dim"))
            # Of the app, so that it is carried through even if the form is left meanwhile.
            self.app.run_worker(self._submit(self._state.request))

    async def may(self, request: VersionForm) -> bool:
        """Whether that is to be done, which is seen when it is about to be."""
        return True

    async def _submit(self, request: VersionForm) -> None:
        try:
            settled = await self.overruled(request) if await self.may(request) else None
            if settled is not None:
                await self._carry_out(settled)
                self._added = True
        except Problem as problem:
            self._refused(problem)
        else:
            self._close_if_added()
            if not self._added and not is_leaving(self):
                self.said()
        finally:
            self._adding = False

    def on_screen_resume(self) -> None:
        # Something, as the help, may have lain on top of it when the adding was done.
        self._close_if_added()

    def _close_if_added(self) -> None:
        if self._added and self.is_active:
            self.dismiss(None)

    def _refused(self, problem: Problem) -> None:
        if not self.is_active:
            self.app.report(problem)
            return
        self._state.refuse(problem)
        self.settle()
        if problem.field in self._state.fields:
            self.query_one(f"#{problem.field}").focus()
        else:
            self.said((problem_text(problem), "$error"), (problem_next(problem), "dim"))
