"""Editing a version: the add form filled in, with what saving does."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from kisotui.domain.edits import EditPlan
from kisotui.domain.failures import Problem
from kisotui.domain.forms import VersionForm
from kisotui.locale import t
from kisotui.tui.edit_form import EditForm
from kisotui.tui.screens.add_version import AddVersion
from kisotui.tui.screens.carried import Carry
from kisotui.tui.screens.dialog import Confirm

Plan = Callable[[VersionForm], Awaitable[tuple[EditPlan | None, dict[str, Problem]]]]


class EditVersion(AddVersion):
    """Gives back what was typed if it was left without saving. Before something on disk is
    deleted, it asks."""

    SUBMIT: ClassVar[str] = "screen.edit.submit"
    BUSY: ClassVar[str] = "screen.edit.saving"
    CLEAR: ClassVar[str] = "screen.edit.reset"

    NEVERTHELESS: ClassVar[tuple[str, str]] = (
        "preflight.question.edit",
        "preflight.nevertheless.edit",
    )

    help_topic = "editing"
    _state: EditForm

    def __init__(self, state: EditForm, plan: Plan, save: Carry, greeting: str = "") -> None:
        """``plan``: what saving would do, or what is wrong. ``greeting``: is said for a moment."""
        super().__init__(state, self._look, save)
        self._plan = plan
        self._greeting = greeting

    @property
    def heading(self) -> str:
        return t("screen.edit.title", name=self._state.original.name)

    def compose_more(self) -> ComposeResult:
        yield Static(id="follows")

    def on_mount(self) -> None:
        self.ask_store()
        if self._greeting:  # when all have mounted: a dialog does away with older notices first
            self.call_after_refresh(self.app.notify, self._greeting, markup=False)

    def settle(self) -> None:
        super().settle()
        style = "$warning" if self._state.deletes else "dim"
        lines = Content("\n").join(Content.styled(line, style) for line in self._state.follows)
        shown = self.query_one("#follows", Static)
        if lines != shown.content:
            shown.update(lines, layout=False)

    async def _look(self, request: VersionForm) -> dict[str, Problem]:
        plan, problems = await self._plan(request)
        self._state.expect(request, plan)
        return problems

    def action_clear(self) -> None:
        super().action_clear()
        self.ask_store()

    async def may(self, request: VersionForm) -> bool:
        """By what it does now: it may have become Ready since it was looked at."""
        problems = await self._look(request)
        if self._state.learn(request, problems):
            self.settle()
        if problems or not self._state.deletes:
            return not problems
        agreed = await self.app.push_screen_wait(self._question())
        return agreed is True

    def _question(self) -> Confirm:
        return Confirm(
            t("screen.edit.question", name=self._state.original.name),
            [Content(line) for line in self._state.follows],
            yes=t("screen.edit.submit"),
            no=t("screen.dialog.cancel"),
        )
