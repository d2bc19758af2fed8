"""The line in which the filter is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, Static

from kisotui.domain import filters
from kisotui.domain.failures import Problem
from kisotui.locale import problem_next, problem_text, t
from kisotui.tui.glyphs import glyph
from kisotui.tui.keys import hint
from kisotui.tui.messages import FilterLeft, FilterTyped
from kisotui.tui.widgets.form import Field

if TYPE_CHECKING:
    from kisotui.tui.app import KisoApp

_DEBOUNCE: Final = 0.08  # seconds after a key before the list is asked for
# The same where a column's name may be half-typed: the list is not to be emptied by "versi".
_PAUSE: Final = 0.6


class FilterLine(Vertical):
    """Stands in place of the footer while the filter is typed; says what, after every pause.

    Above it: what can be typed, or what is missing from what was.
    """

    app: KisoApp
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave(True)", show=False),
        Binding("up,down,pageup,pagedown", "leave(False)", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._timer: Timer | None = None
        self._problem: Problem | None = None

    def compose(self) -> ComposeResult:
        yield Static(id="note")
        with Horizontal():
            yield Static("/", id="prompt", markup=False)
            yield Field("filter")
            keys = (("enter", t("screen.filter.keep")), ("esc", t("screen.filter.clear")))
            yield Static(hint(keys))

    def open(self, text: str) -> None:
        """Take what is typed from now on; ``text``: the filter as it is."""
        self._put(text)
        self._note(None)
        self.screen.add_class("-filtering")
        self.query_one(Field).focus()

    def _put(self, text: str) -> None:
        field = self.query_one(Field)
        with field.prevent(Input.Changed):
            field.value = text
        field.cursor_position = len(text)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._stop()
        pause = _PAUSE if filters.may_become_column(event.value) else _DEBOUNCE
        self._timer = self.set_timer(pause, self._say)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_leave(False)

    def _say(self) -> None:
        self._stop()
        wanted = filters.parse(self.query_one(Field).value, self.app.clock())
        self._note(wanted.problems[-1] if wanted.problems else None)
        self.post_message(FilterTyped(wanted.text))

    def _note(self, problem: Problem | None) -> None:
        self._problem = problem
        if problem is None:
            note = Content.styled(t("screen.filter.examples"), "dim")
        else:
            words = {"problem": problem_text(problem), "next": problem_next(problem)}
            said = t("screen.filter.wrong", **words)
            note = Content.assemble((f"{glyph('wrong')} ", "$warning"), said)
        shown = self.query_one("#note", Static)
        was_wrong = shown.has_class("-wrong")
        shown.set_class(problem is not None, "-wrong")
        shown.update(note, layout=was_wrong or problem is not None)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def action_leave(self, cleared: bool) -> None:
        """Go back to the list."""
        if cleared:
            self._stop()
            self._put("")
        elif self._timer is not None:
            self._say()
        self.screen.remove_class("-filtering")
        self.post_message(FilterLeft(cleared, self._problem))

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        self.screen.remove_class("-filtering")
