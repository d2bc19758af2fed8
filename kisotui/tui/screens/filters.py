"""The console's filters: zone, minimum semantic version, CPU architecture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Button, Input, Select, Static

from kisotui.domain import versions
from kisotui.domain.detail_views import Zone
from kisotui.domain.failures import Problem
from kisotui.domain.states import Arch
from kisotui.domain.views import VersionQuery
from kisotui.locale import problem_text, t
from kisotui.tui.screens.dialog import Dialog, button
from kisotui.tui.widgets.form import Field, Row, choice

_ANY: Final = ""


class Filters(Dialog[VersionQuery]):
    """Gives the query with the filters that were chosen."""

    help_topic = "filter"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "apply", show=False)]

    def __init__(self, query: VersionQuery, zones: Sequence[Zone]) -> None:
        keys = (
            ("ctrl+s", t("screen.filters.apply")),
            ("tab", t("screen.add.next")),
            ("esc", t("screen.dialog.leave")),
        )
        super().__init__(t("action.list.filters"), keys)
        self._query = query
        self._zones = zones

    def compose_body(self) -> ComposeResult:
        any_ = (t("screen.filters.any"), _ANY)
        zones = [(zone.name, zone.id) for zone in self._zones]
        known = any(zone.id == self._query.zone for zone in self._zones)
        arches = [(arch.value, arch.value) for arch in Arch]
        zone = (self._query.zone if known else None) or _ANY
        yield Row(t("field.zone"), choice("zone", [any_, *zones], zone))
        minimum = Field("minimum", self._query.minimum, placeholder="1.30.0")
        yield Row(t("screen.filters.minimum"), minimum)
        yield Row(t("field.arch"), choice("arch", [any_, *arches], self._query.arch or _ANY))
        yield Static(id="message")
        with Horizontal(classes="buttons"):
            yield button("clear", t("screen.filters.clear"))
            yield button("apply", t("screen.filters.apply"))

    def on_mount(self) -> None:
        self.query_one("#zone").focus()

    @on(Button.Pressed, "#clear")
    def _clear(self) -> None:
        self.dismiss(replace(self._query, zone=None, minimum="", arch=None))

    @on(Button.Pressed, "#apply")
    @on(Input.Submitted)
    def action_apply(self) -> None:
        """Show what matches, if the version is one."""
        minimum = self.query_one("#minimum", Field).value.strip()
        try:
            minimum = str(versions.parse(minimum)) if minimum else ""
        except Problem as problem:
            self.query_one("#message", Static).update(Content(problem_text(problem)))
            self.query_one("#minimum").focus()
            return
        chosen = {select.id: str(select.value) for select in self.query(Select)}
        arch = Arch(chosen["arch"]) if chosen["arch"] else None
        self.dismiss(replace(self._query, zone=chosen["zone"] or None, minimum=minimum, arch=arch))
