"""A pre-flight's report on as many lines as there are: pure."""

from __future__ import annotations

from typing import Final, NamedTuple

from rich.cells import cell_len

from kisotui.domain.preflight import Name, Report, State, Step
from kisotui.locale import t
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


class Line(NamedTuple):
    text: str
    style: str = "dim"


def report_lines(report: Report, height: int, waited: int) -> list[Line]:
    """Each step on its line, if there is room; else a line for each group of them, or for all."""
    if height >= len(report.steps):
        return _steps(report, waited)
    if _is_plain(report):
        return [Line(f"{glyph('Ready')} {words.summary(report)}", "")]
    return _groups(report, height, waited)


def _is_plain(report: Report) -> bool:
    """Whether nothing is to be minded, and who was asked is who stands in the form."""
    if report.failed or list(report.warned) or report[Name.ADDRESS].fact:
        return False
    return report.is_over


def _steps(report: Report, waited: int) -> list[Line]:
    """With what to do about the one that failed."""
    lines = []
    for step in report.steps:
        text = _waiting(step.state, words.fact(step), waited)
        lines += [_line(step.state, words.title(step.name), text), *_advice(step)]
    return lines


def _groups(report: Report, height: int, waited: int) -> list[Line]:
    lines: dict[str, Line] = {}
    states: list[State] = []
    for name in words.GROUPS:
        state, text = words.group(report, name)
        lines[name] = _line(state, t(f"preflight.group.{name}"), _waiting(state, text, waited))
        states.append(state)
    if report.failed is None:
        return list(lines.values()) if height >= len(lines) else [_first(lines, states)]
    own = next(name for name, steps in words.GROUPS.items() if report.failed.name in steps)
    return [lines[own], *_advice(report.failed), *_elsewhere(report)][:height]


def _elsewhere(report: Report) -> list[Line]:
    """Who was asked, where that is somebody else than stands in the form."""
    said = words.fact(report[Name.ADDRESS])
    is_mirror = report[Name.ADDRESS].fact and report[Name.ADDRESS] != report.failed
    return [Line(f"  {'':{LABEL}}{said}")] if is_mirror else []


def _waiting(state: State, text: str, waited: int) -> str:
    if state is State.RUNNING and waited >= PATIENCE:
        return t("preflight.waits", fact=text, seconds=waited)
    return text


def _line(state: State, title: str, text: str) -> Line:
    padding = " " * max(1, LABEL - cell_len(title))
    return Line(f"{glyph(_GLYPHS[state])} {title}{padding}{text}", _STYLES.get(state, "dim"))


def _advice(step: Step) -> list[Line]:
    advice = words.advice(step)
    return [Line(f"  {'':{LABEL}}{advice}")] if advice else []


def _first(lines: dict[str, Line], states: list[State]) -> Line:
    """The one that matters most, where there is room for one."""
    order = (State.RUNNING, State.WARNED, State.WAITING, State.PASSED, State.SKIPPED)
    return min(zip(lines.values(), states, strict=True), key=lambda each: order.index(each[1]))[0]
