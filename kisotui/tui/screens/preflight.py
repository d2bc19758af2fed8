"""The pre-flight beside a form: begun while somebody rests, followed until it has ended."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Final

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.timer import Timer

from kisotui.domain import keynames
from kisotui.domain.corrections import corrected
from kisotui.domain.failures import Problem
from kisotui.domain.forms import VersionForm
from kisotui.locale import finding_text, t
from kisotui.service import preflight_words as words
from kisotui.tui.lifetime import is_leaving
from kisotui.tui.preflight import Asked, Preflight
from kisotui.tui.screens.add_fields import put
from kisotui.tui.screens.dialog import Confirm, Dialog
from kisotui.tui.widgets.checklist import Checklist

if TYPE_CHECKING:
    from kisotui.tui.add_form import AddForm
    from kisotui.tui.app import KisoApp

LOOK_AFTER: Final = 0.6  # seconds without a key
_FOLLOW: Final = 0.1  # seconds between two looks at the report
_NAMED: Final = 6  # errors that a box of 80x24 has room for
_ATTEND: Final = 5.0  # seconds between two looks at whether somebody does it
LOOK, TAKE = "ctrl+t", "ctrl+o"
_KEYS: Final = (keynames.written(LOOK), keynames.written(TAKE))


class PreflightForm(Dialog[VersionForm]):
    """What a form does with its pre-flight. The errand is dropped when the form is left."""

    app: KisoApp
    NEVERTHELESS: ClassVar[tuple[str, str]] = ("preflight.question", "preflight.nevertheless")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(LOOK, "look_again", show=False),
        Binding(TAKE, "take_over", show=False),
    ]
    _state: AddForm
    preflight: Preflight
    _errand = ""
    _resting: Timer | None = None
    _following: Timer | None = None
    _attending: Timer | None = None

    def filled(self) -> None:
        """Show what stands in the state by now."""
        raise NotImplementedError

    def rest(self) -> None:
        """Something else stands in the form."""
        if self.preflight.edited(self._state.request):
            self._let_go()
        if self._resting is not None:
            self._resting.stop()
            self._resting = None
        if self.preflight.wanted(self._state.request) is not None:
            self._resting = self.set_timer(LOOK_AFTER, self._rested)
        self.show_checklist()

    def _rested(self) -> None:
        what = self.preflight.wanted(self._state.request)
        if what is not None:
            self._begin(what)

    def action_look_again(self) -> None:
        what = self.preflight.wanted(self._state.request, by_itself=False)
        if what is not None:
            self._begin(what)

    def action_take_over(self) -> None:
        """All that the ISO says otherwise, into the fields."""
        found = self.preflight.corrections(self._state.request)
        if found:
            self._state.take(corrected(self._state.form, found.values()), self.preflight.report)
            put(self, self._state.form)
            self.filled()

    def show_checklist(self) -> None:
        for each in self.query(Checklist):  # a local file has none
            now = time.monotonic()
            each.show(self.preflight.lines(self._state.request, each.room, now, _KEYS))

    @property
    def in_brief(self) -> list[tuple[str, str]]:
        """What the checklist would say first, where it has no room of its own."""
        if self._state.from_file or any(each.display for each in self.query(Checklist)):
            return []
        now = time.monotonic()
        return [
            (each[0], each[1]) for each in self.preflight.lines(self._state.request, 1, now, _KEYS)
        ]

    def on_resize(self) -> None:
        self.call_after_refresh(self.show_checklist)

    async def overruled(self, request: VersionForm) -> VersionForm | None:
        """The request, with what is known of the ISO and what of that somebody wants otherwise;
        None where nobody does."""
        request = replace(request, found=request.found or self.preflight.report.evidence)
        found = self.preflight.corrections(request).values()
        against = [each for each in found if each.contradicts]
        errors = self.preflight.errors
        if not against and not errors:
            return request
        lines = [Content(words.contradiction(each)) for each in against]
        lines += [Content.styled(finding_text(each), "$error") for each in errors[:_NAMED]]
        if len(errors) > _NAMED:
            lines.append(Content(t("screen.accept.more", count=len(errors) - _NAMED)))
        question, yes = map(t, self.NEVERTHELESS)
        asked = Confirm(question, lines, yes=yes, no=t("screen.dialog.cancel"))
        if await self.app.push_screen_wait(asked) is not True:
            return None
        return replace(request, overruled=(*against, *errors))

    # The errand

    def _begin(self, what: Asked) -> None:
        self._let_go()
        self.preflight.begin(what, time.monotonic())
        self.run_worker(self._post(what, self._state.request), group="preflight", exclusive=True)
        self.show_checklist()

    async def _post(self, what: Asked, form: VersionForm) -> None:
        from kisotui.service import preflight

        try:
            posted = await self.app.backend.call(preflight.begin, form)
        except Problem as problem:
            self.preflight.refuse(what, problem)
            self._settled()
            return
        if is_leaving(self) or not self.preflight.is_open:
            self._drop(posted)
            return
        self._errand = posted
        self._following = self.set_interval(_FOLLOW, lambda: self._see(what, posted))
        self._attending = self.set_interval(_ATTEND, self._attend)

    async def _attend(self) -> None:
        """Who waits for a worker that has died waits for ever."""
        await self.app.ensure_worker(again=True)

    def _see(self, what: Asked, posted: str) -> None:
        self.run_worker(self._learn(what, posted), group="preflight-look", exclusive=True)

    async def _learn(self, what: Asked, posted: str) -> None:
        from kisotui.service import errands

        try:
            errand = await self.app.backend.call(errands.look, posted)
        except Problem:
            return  # who writes to the store tells; the next look is soon
        if is_leaving(self) or posted != self._errand:
            return
        self.preflight.learn(what, errand)
        if not self.preflight.is_open:
            self._let_go()
        self._settled()

    def _let_go(self) -> None:
        """Of the errand that was followed."""
        for timer in (self._following, self._attending):
            if timer is not None:
                timer.stop()
        self._following = self._attending = None
        if self._errand:
            self._drop(self._errand)
            self._errand = ""

    def _drop(self, posted: str) -> None:
        self.app.run_worker(self._forget(posted))

    async def _forget(self, posted: str) -> None:
        from contextlib import suppress

        from kisotui.service import errands

        with suppress(Problem):  # it is forgotten by itself, later
            await self.app.backend.call(errands.drop, posted)

    def _settled(self) -> None:
        """Show what is known now; the form shows more."""
        self.show_checklist()

    def on_unmount(self, _: events.Unmount) -> None:
        self._let_go()
