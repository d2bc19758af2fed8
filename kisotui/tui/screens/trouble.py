"""The store could not be opened: what is wrong, and what to do about it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from kisotui.domain.failures import Problem
from kisotui.locale import problem_next, problem_text, t
from kisotui.tui.screens.dialog import Dialog


class Trouble(Dialog[bool]):
    """Gives True to try again, False to leave."""

    help_topic = "files"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r,enter", "again", show=False),
        Binding("q,ctrl+c", "leave", show=False),
    ]

    def __init__(self, problem: Problem) -> None:
        keys = [("r", t("screen.trouble.again")), ("q", t("action.app.quit.short"))]
        super().__init__(t("screen.trouble"), keys)
        self._problem = problem

    def compose_body(self) -> ComposeResult:
        lines = (problem_text(self._problem), problem_next(self._problem))
        yield Static(Content("\n\n").join(Content(line) for line in lines), classes="body")

    def action_again(self) -> None:
        """Try to open it again."""
        self.dismiss(True)
