"""Giving a view a name."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from kisotui.domain.failures import Problem
from kisotui.locale import problem_text, t
from kisotui.service import saved_views
from kisotui.tui.screens.dialog import Dialog
from kisotui.tui.widgets.form import Field, Row


class ViewName(Dialog[str]):
    """Gives the name that was typed. ``name``: the one that it has."""

    help_topic = "views"

    def __init__(self, title: str, name: str) -> None:
        super().__init__(
            title, (("enter", t("screen.views.name")), ("esc", t("screen.dialog.leave")))
        )
        self._given = name

    def compose_body(self) -> ComposeResult:
        yield Row(t("field.name"), Field("name", self._given))
        yield Static(id="message")

    def on_mount(self) -> None:
        self.query_one(Field).focus()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        try:
            name = saved_views.parse_name(self.query_one(Field).value)
        except Problem as problem:
            self.query_one("#message", Static).update(Content(problem_text(problem)), layout=False)
        else:
            self.dismiss(name)
