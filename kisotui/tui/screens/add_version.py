"""Adding a version: the console's form, checked as it is typed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Button, Input, Select, Static

from kisotui.domain import keynames
from kisotui.domain.failures import Problem
from kisotui.domain.forms import VersionForm
from kisotui.locale import problem_next, problem_text, t
from kisotui.tui.add_form import AddForm
from kisotui.tui.lifetime import is_leaving
from kisotui.tui.preflight import Preflight
from kisotui.tui.screens.add_fields import field, message, placeholder, put, typed
from kisotui.tui.screens.carried import CarriedForm, Carry
from kisotui.tui.screens.dialog import button
from kisotui.tui.screens.preflight import LOOK, TAKE
from kisotui.tui.widgets.checklist import Checklist
from kisotui.tui.widgets.form import Field, Row, Toggle

if TYPE_CHECKING:
    from kisotui.tui.app import KisoApp

ASK_STORE_AFTER: Final = 0.25  # seconds without a key
WIDE: Final = 130  # columns: the checklist stands beside the fields

Check = Callable[[VersionForm], Awaitable[dict[str, Problem]]]


class AddVersion(CarriedForm):
    """The form. Gives back what was typed if it was left without adding."""

    app: KisoApp
    SUBMIT: ClassVar[str] = "screen.add.submit"
    CLEAR: ClassVar[str] = "screen.add.clear"

    help_topic = "adding"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 - as Textual has it
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-low"), (24, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "submit", show=False),
        Binding("ctrl+r", "clear", show=False),
    ]

    def __init__(self, state: AddForm, check: Check, carry_out: Carry) -> None:
        """``check``: every rule, the store's too. ``carry_out``: raises Problem."""
        self._state = state
        self.preflight = Preflight(state.own_url)
        keys = [("ctrl+s", t(self.SUBMIT))]
        if state.from_file:
            keys += [("tab", t("screen.add.next")), ("right", t("screen.add.complete"))]
        else:
            keys += [(LOOK, t("screen.add.look")), (TAKE, t("screen.add.take"))]
        keys += [("ctrl+r", t(self.CLEAR)), ("esc", t("screen.add.leave"))]
        super().__init__(self.heading, keys)
        self._check = check
        self._carry_out = carry_out
        self._timer: Timer | None = None

    # What it is made of

    @property
    def heading(self) -> str:
        """What stands in the frame."""
        return t("action.version.add-file" if self._state.from_file else "action.version.add")

    def compose_more(self) -> ComposeResult:
        """What stands below the fields."""
        yield from ()

    def compose_body(self) -> ComposeResult:
        with Container(classes="columns"):
            with Vertical(classes="fields"):
                for name in self._state.fields:
                    yield Row(t(f"field.{name}"), field(name, self._state))
            if not self._state.from_file:
                yield Checklist()
        yield from self.compose_more()
        yield Static(id="message")
        with Horizontal(classes="buttons"):
            yield button("add", t(self.SUBMIT))
            yield button("no", t("screen.dialog.cancel"))

    def on_mount(self) -> None:
        self.query_one("#semanticversion").focus()
        self.settle()
        self.rest()

    # What is typed, and what is wrong with it

    @on(Input.Changed)
    @on(Select.Changed)
    @on(Toggle.Changed)
    def edited(self) -> None:
        if self._state.edit(typed(self, self._state.form)):
            # One that was found goes with the URL that it was found for.
            self.query_one("#checksum", Field).value = self._state.form.checksum
            self.settle()
            self.rest()
            if self._timer is not None:
                self._timer.stop()
            self._timer = self.set_timer(ASK_STORE_AFTER, self.ask_store)

    def on_descendant_focus(self) -> None:
        self.said()

    def settle(self) -> None:
        """Show everywhere what the state says."""
        state, toggle = self._state, self.query_one(Toggle)
        toggle.disabled = state.direct_is_fixed
        toggle.value = state.request.directdownload
        toggle.note = state.about_direct
        found = self.preflight.corrections(state.request)
        for name in ("semanticversion", "checksum"):
            self.query_one(f"#{name}", Field).placeholder = placeholder(name, found.get(name))
        self.query_one("#name", Field).placeholder = state.default_name
        for row in self.query(Row):
            name = row.field.id or ""
            row.wrong = name in state.complaints
            row.doubted = name in found and found[name].contradicts
            row.changed = name in state.changed
        self.said()

    def _settled(self) -> None:
        super()._settled()
        self.settle()

    def filled(self) -> None:
        self.settle()
        self.rest()
        self.ask_store()

    def said(self, *lines: tuple[str, str]) -> None:
        """Say these lines, each with its style; none: what is wrong, or expected."""
        focused = self.focused.id if self.focused and self.focused.id else ""
        found = self.preflight.corrections(self._state.request)
        brief = self.in_brief if focused == "url" and focused not in self._state.complaints else []
        known = self.preflight.report.evidence or self._state.form.found
        usual = message(self._state, focused, found, known, keynames.written(TAKE))
        styled = lines or brief or usual
        said = Content("\n").join(Content.styled(*line) for line in styled)
        shown = self.query_one("#message", Static)
        if said != shown.content:
            shown.update(said, layout=False)

    @work(exclusive=True, group="check")
    async def ask_store(self) -> None:
        """Learn what only the store knows of what is typed."""
        request = self._state.request
        try:
            problems = await self._check(request)
        except Problem as problem:
            if not is_leaving(self):
                self.said((problem_text(problem), "$error"), (problem_next(problem), "dim"))
            return
        if not is_leaving(self) and self._state.learn(request, problems):
            self.settle()

    # Its end

    def action_clear(self) -> None:
        """Begin anew."""
        self._state = self._state.anew()
        put(self, self._state.form)
        self.settle()
        self.rest()
        self.query_one("#semanticversion").focus()

    @on(Button.Pressed, "#no")
    def action_leave(self) -> None:
        self.edited()  # what was typed right before may still be on its way
        form = self._state.form
        self.dismiss(None if form == self._state.blank else form)
