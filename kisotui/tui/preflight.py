"""The pre-flight of what stands in the form, between two looks: pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

from kisotui.domain import registration, urls
from kisotui.domain.corrections import Correction, corrections
from kisotui.domain.errands import Errand, ErrandState
from kisotui.domain.failures import Problem
from kisotui.domain.forms import VersionForm
from kisotui.domain.preflight import Report, State, Step
from kisotui.domain.preflight_json import from_json
from kisotui.locale import problem_next, problem_text, t
from kisotui.service import preflight_words as words
from kisotui.tui.glyphs import glyph

PATIENCE: Final = 2.0  # seconds after which it is said how long it has been waited
LABEL: Final = 12  # columns
_GLYPHS: Final = {
    State.PASSED: "Ready",
    State.FAILED: "Failed",
    State.WARNED: "warning",
    State.RUNNING: "into",
    State.WAITING: "Allocated",
    State.SKIPPED: "unknown",
}
_STYLES: Final = {State.FAILED: "$error", State.WARNED: "$warning", State.PASSED: ""}
_ENDLESS: Final = Report()


class Line(NamedTuple):
    text: str
    style: str = "dim"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a look depends on. ``url``: as typed, with its password."""

    url: str
    zone: str | None
    direct: bool

    def __repr__(self) -> str:
        return f"Asked({urls.redact(self.url)!r})"


def asked(form: VersionForm) -> Asked | None:
    """What there is to look at; None where the URL is not whole, or there is none."""
    if form.file is not None or registration.is_meant(form.url):
        return None
    try:
        urls.parse(form.url)
    except Problem:
        return None
    return Asked(form.url.strip(), form.zone, form.directdownload)


class Preflight:
    """``own``: a URL that is looked at only when somebody asks: that of the version edited."""

    def __init__(self, own: str = "") -> None:
        self._own = own
        self._asked: Asked | None = None
        self._began = 0.0
        self._ended = False
        self._state = ErrandState.QUEUED
        self._problem: Problem | None = None
        self.report = _ENDLESS
        """What is known of the URL that stands in the form."""

    @property
    def is_open(self) -> bool:
        """Whether more is to come."""
        return self._asked is not None and not self._ended

    def wanted(self, form: VersionForm, *, by_itself: bool = True) -> Asked | None:
        """What is to be looked at now; None where nothing is, or where it is known already."""
        found = asked(form)
        if by_itself and (found == self._asked or (found and found.url == self._own)):
            return None
        return found

    def edited(self, form: VersionForm) -> bool:
        """Whether what was looked at is no longer what stands there: then nothing is known."""
        found = asked(form)
        if self._asked is None or found == self._asked:
            return False
        self.forget()
        return True

    def forget(self) -> None:
        """Nothing is known."""
        self._asked, self._problem, self.report, self._ended = None, None, _ENDLESS, False

    def begin(self, what: Asked, now: float) -> None:
        """It is being asked for. ``now``: of the monotonic clock, in seconds."""
        self.forget()
        self._asked, self._began, self._state = what, now, ErrandState.QUEUED

    def learn(self, what: Asked, errand: Errand | None) -> None:
        """How it stands; of what is no longer asked, nothing is learnt."""
        if what != self._asked:
            return
        if errand is None:
            self.refuse(what, Problem("errand-gone"))
            return
        self._state, self._ended = errand.state, errand.is_over
        self.report, self._problem = from_json(errand.report), errand.problem

    def refuse(self, what: Asked, problem: Problem) -> None:
        """It cannot be looked at."""
        if what == self._asked:
            self._problem, self._ended = problem, True

    def corrections(self, form: VersionForm) -> dict[str, Correction]:
        """By field."""
        return {each.field: each for each in corrections(form, self.report)}

    # In words

    def lines(
        self, form: VersionForm, height: int, now: float, keys: tuple[str, str]
    ) -> list[Line]:
        """At most so many. ``keys``: the one that looks, and the one that takes over."""
        look, take = keys
        differing = self._differing(form, take)
        if differing is None:
            return self._report(form, height, now, look)
        seen = self._report(form, height - 1, now, look) if height > 1 else []
        return [*seen[: height - 1], differing]

    def _differing(self, form: VersionForm, take: str) -> Line | None:
        """What contradicts the form; None where nothing does, or something is worse."""
        against = [each for each in self.corrections(form).values() if each.contradicts]
        if not against or self.report.failed:
            return None
        fields = ", ".join(f"{t(f'field.{each.field}')} {each.found}" for each in against)
        return Line(
            f"{glyph('warning')} {t('preflight.differs', fields=fields, key=take)}", "$warning"
        )

    def _report(self, form: VersionForm, height: int, now: float, look: str) -> list[Line]:
        if self._problem is not None:
            text, style = problem_text(self._problem), "$error"
            return [Line(f"{glyph('Failed')} {text}", style), Line(problem_next(self._problem))]
        if self._asked is None:
            return [Line(self._idle(form, look))]
        waited = int(now - self._began)
        if self._state is ErrandState.QUEUED and self.report == _ENDLESS:
            return [Line(t("preflight.queued", seconds=waited))]
        if height >= len(self.report.steps):
            return self._steps(waited)
        if not self.report.failed and not list(self.report.warned) and self.report.is_over:
            return [Line(f"{glyph('Ready')} {words.summary(self.report)}", "")]
        return self._groups(height, waited)

    def _idle(self, form: VersionForm, look: str) -> str:
        found = asked(form)
        if found is None:
            return t("preflight.idle")
        return (
            t("preflight.unchanged", key=look) if found.url == self._own else t("preflight.resting")
        )

    def _steps(self, waited: int) -> list[Line]:
        """Each on its line, and what to do about the one that failed."""
        lines = []
        for step in self.report.steps:
            text = self._waiting(step.state, words.fact(step), waited)
            lines.append(_line(step.state, words.title(step.name), text))
            if advice := words.advice(step):
                lines.append(Line(f"  {'':{LABEL}}{advice}"))
        return lines

    def _groups(self, height: int, waited: int) -> list[Line]:
        failed = self.report.failed
        lines: dict[str, Line] = {}
        for name in words.GROUPS:
            state, text = words.group(self.report, name)
            text = self._waiting(state, text, waited)
            lines[name] = _line(state, t(f"preflight.group.{name}"), text)
        if failed is None:
            order = [words.group(self.report, name)[0] for name in lines]
            return list(lines.values()) if height >= len(lines) else [_first(lines, order)]
        own = next(name for name, steps in words.GROUPS.items() if failed.name in steps)
        return [lines[own], *_advice(failed)][:height]

    def _waiting(self, state: State, text: str, waited: int) -> str:
        if state is State.RUNNING and waited >= PATIENCE:
            return t("preflight.waits", fact=text, seconds=waited)
        return text


def _line(state: State, title: str, text: str) -> Line:
    from wcwidth import wcswidth

    padding = " " * max(1, LABEL - wcswidth(title))
    return Line(f"{glyph(_GLYPHS[state])} {title}{padding}{text}", _STYLES.get(state, "dim"))


def _advice(step: Step) -> list[Line]:
    advice = words.advice(step)
    return [Line(f"  {'':{LABEL}}{advice}")] if advice else []


def _first(lines: dict[str, Line], states: list[State]) -> Line:
    """The one that matters most, where there is room for one."""
    order = (State.RUNNING, State.WARNED, State.WAITING, State.PASSED, State.SKIPPED)
    return min(zip(lines.values(), states, strict=True), key=lambda each: order.index(each[1]))[0]
