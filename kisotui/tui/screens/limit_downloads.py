"""Limiting the rate of downloads: of some versions', each of them, and of all together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Button, Input, Static

from kisotui.domain import limits
from kisotui.domain.failures import Problem
from kisotui.domain.views import Version
from kisotui.locale import problem_next, problem_text, t
from kisotui.tui.screens.dialog import Dialog, button
from kisotui.tui.screens.naming import facts, named, versions_fact
from kisotui.tui.widgets.form import Field, Row

EACH: Final = "each"
TOTAL: Final = "total"
_NAMES: Final = 40  # cells for the versions' names


class LimitDownloads(Dialog[dict[str, int | None]]):
    """Gives the limits that were changed, by EACH and TOTAL: bytes per second, 0 for no limit, None
    for what the settings say."""

    help_topic = "downloads"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "apply", show=False)]

    def __init__(
        self, versions: Sequence[Version], each: frozenset[int | None], total: int | None
    ) -> None:
        """``each``: the limits that their downloads have now; ``total``: of all together."""
        keys = (
            ("ctrl+s", t("screen.limit.apply")),
            ("tab", t("screen.add.next")),
            ("esc", t("screen.dialog.leave")),
        )
        super().__init__(t("action.download.limit"), keys)
        self._versions = versions
        self._limits = each
        same = len(self._limits) == 1
        self._initial = {
            EACH: limits.written(next(iter(self._limits))) if same else "",
            TOTAL: limits.written(total),
        }

    def compose_body(self) -> ComposeResult:
        if len(self._versions) > 1:
            yield Static(facts(versions_fact(self._versions))[0], classes="body")
        for name, before in self._initial.items():
            yield Row(t(f"screen.limit.{name}"), Field(name, before, replaced=True))
        yield Static(id="message")
        with Horizontal(classes="buttons"):
            yield button("apply", t("screen.limit.apply"))
            yield button("no", t("screen.dialog.cancel"))

    def on_mount(self) -> None:
        each, total = self.query_one(f"#{EACH}", Field), self.query_one(f"#{TOTAL}", Field)
        total.placeholder = t("word.limit.default")
        each.placeholder = self._about_each()
        each.disabled = not self._limits
        (each if self._limits else total).focus()

    def _about_each(self) -> str:
        """What an empty field means."""
        if not self._limits:
            return t("screen.limit.none-left")
        if len(self._limits) == 1:
            return t("word.limit.default")
        return t("screen.limit.mixed" if len(self._versions) == 1 else "screen.limit.differ")

    def on_descendant_focus(self) -> None:
        focused = self.focused.id if self.focused else ""
        if focused in self._initial:
            which = named([version.name for version in self._versions], _NAMES)
            hint = t(f"screen.limit.hint.{focused}", name=which)
            self._say(Content.styled(hint, "dim"))

    def _say(self, content: Content) -> None:
        self.query_one("#message", Static).update(content, layout=False)

    @on(Button.Pressed, "#apply")
    @on(Input.Submitted)
    def action_apply(self) -> None:
        """Give what was changed, if it is right."""
        chosen: dict[str, int | None] = {}
        for name, before in self._initial.items():
            field = self.query_one(f"#{name}", Field)
            if field.value.strip() == before:
                continue
            try:
                chosen[name] = limits.parse_rate(field.value, field=name)
            except Problem as problem:
                field.focus()
                self._refuse(name, problem)
                return
        self.dismiss(chosen)

    def _refuse(self, name: str, problem: Problem) -> None:
        for row in self.query(Row):
            row.wrong = row.field.id == name
        self._say(
            Content.assemble(
                (problem_text(problem), "$error"), ("\n" + problem_next(problem), "dim")
            )
        )

    @on(Button.Pressed, "#no")
    def leave(self) -> None:
        """Change nothing."""
        self.dismiss(None)
