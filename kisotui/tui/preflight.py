"""The pre-flight of what stands in the form, between two looks: pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kisotui.domain import registration, urls
from kisotui.domain.contents import Finding, Severity
from kisotui.domain.corrections import Correction, corrections
from kisotui.domain.errands import Errand, ErrandState
from kisotui.domain.failures import Problem
from kisotui.domain.forms import VersionForm
from kisotui.domain.preflight import Report
from kisotui.domain.preflight_json import from_json
from kisotui.locale import problem_next, problem_text, t
from kisotui.service import preflight_words as words
from kisotui.tui.glyphs import glyph
from kisotui.tui.preflight_lines import Line, report_lines

_ENDLESS: Final = Report()


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
    def errors(self) -> list[Finding]:
        """What is wrong with the ISO, and would keep it from being ready."""
        return [each for each in self.report.findings if each.severity is Severity.ERROR]

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
        against = [each for each in self.corrections(form).values() if each.contradicts]
        if not against or not self.report.is_delivered:
            return self._known(form, height, now, look)
        text = f"{glyph('warning')} {words.otherwise(against, take)}"
        seen = self._known(form, height - 1, now, look) if height > 1 else []
        return [*seen[: height - 1], Line(text, "$warning")]

    def _known(self, form: VersionForm, height: int, now: float, look: str) -> list[Line]:
        if self._problem is not None:
            text, style = problem_text(self._problem), "$error"
            return [Line(f"{glyph('Failed')} {text}", style), Line(problem_next(self._problem))]
        if self._asked is None:
            return [Line(self._idle(form, look))]
        waited = int(now - self._began)
        if self._state is ErrandState.QUEUED and self.report == _ENDLESS:
            return [Line(t("preflight.queued", seconds=waited))]
        return report_lines(self.report, height, waited)

    def _idle(self, form: VersionForm, look: str) -> str:
        found = asked(form)
        if found is None:
            return t("preflight.idle")
        return (
            t("preflight.unchanged", key=look) if found.url == self._own else t("preflight.resting")
        )
