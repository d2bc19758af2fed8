"""Adding a version: the console's form, checked as it is typed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Button, Input, Select, Static

from kisotui.domain.failures import Problem
from kisotui.domain.forms import VersionForm
from kisotui.locale import problem_next, problem_text, t
from kisotui.tui.add_form import AddForm
from kisotui.tui.lifetime import is_leaving
from kisotui.tui.screens.add_fields import field, hint, put, typed
from kisotui.tui.screens.dialog import Dialog, button
from kisotui.tui.widgets.form import Field, Row, Toggle

if TYPE_CHECKING:
    from kisotui.tui.app import KisoApp

ASK_STORE_AFTER: Final = 0.25  # seconds without a key

Check = Callable[[VersionForm], Awaitable[dict[str, Problem]]]
Add = Callable[[VersionForm], Awaitable[None]]


class AddVersion(Dialog[VersionForm]):
    """The form. Gives back what was typed if it was left without adding."""

    app: KisoApp

    help_topic = "adding"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "submit", show=False),
        Binding("ctrl+r", "clear", show=False),
    ]

    def __init__(self, state: AddForm, check: Check, add: Add) -> None:
        """``check``: every rule, the store's too. ``add``: carries it out; raises Problem."""
        keys = [("ctrl+s", t("screen.add.submit")), ("tab", t("screen.add.next"))]
        if state.from_file:
            keys.append(("right", t("screen.add.complete")))
        keys += [("ctrl+r", t("screen.add.clear")), ("esc", t("screen.add.leave"))]
        super().__init__(
            t("action.version.add-file" if state.from_file else "action.version.add"), keys
        )
        self._state = state
        self._blank = VersionForm(file="" if state.from_file else None)
        self._check = check
        self._add = add
        self._timer: Timer | None = None
        self._adding = False
        self._added = False

    # What it is made of

    def compose_body(self) -> ComposeResult:
        for name in self._state.fields:
            yield Row(t(f"field.{name}"), field(name, self._state))
        yield Static(id="message")
        with Horizontal(classes="buttons"):
            yield button("add", t("screen.add.submit"))
            yield button("no", t("screen.dialog.cancel"))

    def on_mount(self) -> None:
        self.query_one("#semanticversion").focus()
        self._settle()

    # What is typed, and what is wrong with it

    @on(Input.Changed)
    @on(Select.Changed)
    @on(Toggle.Changed)
    def edited(self) -> None:
        if self._state.edit(typed(self, self._state.form.directdownload)):
            self._settle()
            if self._timer is not None:
                self._timer.stop()
            self._timer = self.set_timer(ASK_STORE_AFTER, self._ask_store)

    def on_descendant_focus(self) -> None:
        self._say()

    def _settle(self) -> None:
        """Show everywhere what the state says."""
        state, toggle = self._state, self.query_one(Toggle)
        toggle.disabled = state.direct_is_fixed
        toggle.value = state.request.directdownload
        toggle.note = state.about_direct
        self.query_one("#name", Field).placeholder = state.default_name
        for row in self.query(Row):
            row.wrong = row.field.id in state.complaints
        self._say()

    def _say(self, *lines: tuple[str, str]) -> None:
        """Say what is wrong with the field in hand, else with the first; else what is expected."""
        said = Content("\n").join(Content.styled(*line) for line in lines or self._message())
        message = self.query_one("#message", Static)
        if said != message.content:
            message.update(said, layout=False)

    def _message(self) -> list[tuple[str, str]]:
        complaints = self._state.complaints
        focused = self.focused.id if self.focused and self.focused.id else ""
        wrong = focused if focused in complaints else next(iter(complaints), "")
        if wrong:
            label, problem = t(f"field.{wrong}"), complaints[wrong]
            return [
                (f"{label}: {problem_text(problem)}", "$error"),
                (problem_next(problem), "dim"),
            ]
        return [(hint(focused), "dim")] if focused in self._state.fields else []

    @work(exclusive=True, group="check")
    async def _ask_store(self) -> None:
        request = self._state.request
        try:
            problems = await self._check(request)
        except Problem as problem:
            if not is_leaving(self):
                self._say((problem_text(problem), "$error"), (problem_next(problem), "dim"))
            return
        if not is_leaving(self) and self._state.learn(request, problems):
            self._settle()

    # Its end

    @on(Input.Submitted)
    @on(Button.Pressed, "#add")
    def action_submit(self) -> None:
        self._state.touch_all()
        self._settle()
        wrong = next(iter(self._state.problems), None)
        if wrong is not None:
            self.query_one(f"#{wrong}").focus()
        elif not self._adding:
            self._adding = True
            self._say((t("screen.add.adding"), "dim"))
            # Of the app, so that it is carried through even if the form is left meanwhile.
            self.app.run_worker(self._submit(self._state.request))

    async def _submit(self, request: VersionForm) -> None:
        try:
            await self._add(request)
        except Problem as problem:
            self._refused(problem)
        else:
            self._added = True
            self._close_if_added()
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
        self._settle()
        if problem.field in self._state.fields:
            self.query_one(f"#{problem.field}").focus()
        else:
            self._say((problem_text(problem), "$error"), (problem_next(problem), "dim"))

    def action_clear(self) -> None:
        """Begin anew."""
        self._state = AddForm(self._blank, list(self._state.zones.values()))
        put(self, self._blank)
        self._settle()
        self.query_one("#semanticversion").focus()

    @on(Button.Pressed, "#no")
    def action_leave(self) -> None:
        form = self._state.form
        self.dismiss(None if form == self._blank else form)
