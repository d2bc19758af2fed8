"""A pre-flight's report in words, for screen and command line alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from kisotui.domain.preflight import Name, Report, State, Step
from kisotui.locale import format as fmt
from kisotui.locale import problem_next, problem_text, t

GROUPS: Final[Mapping[str, Sequence[Name]]] = {
    "server": (Name.ADDRESS, Name.CONNECTION, Name.TLS, Name.ANSWER),
    "file": (Name.FILE, Name.RANGES, Name.VALIDATOR, Name.SPACE),
    "iso": (Name.VOLUME, Name.CONTENTS),
}
"""Steps that share a line where there is little room."""

_SIZES: Final = ("size", "free")
# What stands for a group, or all of it, when there is nothing to mind.
_TELLING: Final = {
    "server": (Name.CONNECTION, Name.TLS, Name.ANSWER),
    "file": (Name.FILE, Name.SPACE, Name.RANGES),
    "iso": (Name.CONTENTS, Name.VOLUME),
}
_WORST: Final = (State.FAILED, State.RUNNING, State.WARNED, State.WAITING, State.PASSED)


def title(name: Name) -> str:
    return t(f"preflight.step.{name.value}")


def fact(step: Step) -> str:
    """What a step saw, or how it stands."""
    if step.problem is not None:
        return problem_text(step.problem)
    if step.fact:
        return t(f"preflight.fact.{step.fact}", **_shown(step.values))
    return t(f"preflight.state.{step.state.value}")


def advice(step: Step) -> str:
    """What to do about it; empty for nothing."""
    return problem_next(step.problem) if step.problem is not None else ""


def group(report: Report, name: str) -> tuple[State, str]:
    """The worst state in a group, and what is to be said of it."""
    steps = [report[each] for each in GROUPS[name]]
    state = worst(steps)
    if state in (State.FAILED, State.RUNNING, State.WARNED):
        said = [each for each in steps if each.state is state]
        return state, ", ".join(f"{title(each.name)}: {fact(each)}" for each in said)
    told = [report[each] for each in _TELLING[name]]
    return state, ", ".join(fact(each) for each in told if each.fact) or _of(state)


def summary(report: Report) -> str:
    """All of it in one line, where nothing is to be minded."""
    facts = [fact(report[each]) for each in (Name.CONTENTS, Name.VOLUME) if report[each].fact]
    return t("preflight.all-passed", facts=", ".join([*facts[:1], fmt.size(report.size)]))


def worst(steps: Sequence[Step]) -> State:
    """Skipped, where all were."""
    states = {each.state for each in steps}
    return next((state for state in _WORST if state in states), State.SKIPPED)


def record(report: Report) -> dict[str, object]:
    """For programs."""
    from kisotui.domain.preflight_json import to_json

    found = to_json(report)
    for step, each in zip(found["steps"], report.steps, strict=True):
        step["message"] = fact(each)
    return found


def _of(state: State) -> str:
    return t(f"preflight.state.{state.value}")


def _shown(values: Mapping[str, Any]) -> dict[str, object]:
    return {
        name: fmt.size(value) if name in _SIZES and isinstance(value, int) else value
        for name, value in values.items()
    }
