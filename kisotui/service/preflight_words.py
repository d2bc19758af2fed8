"""A pre-flight's report in words, for screen and command line alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from kisotui.domain import checksums
from kisotui.domain.contents import Finding
from kisotui.domain.corrections import Correction
from kisotui.domain.preflight import Name, Report, State, Step
from kisotui.locale import finding_next, finding_text, problem_next, problem_text, t
from kisotui.locale import format as fmt

GROUPS: Final[Mapping[str, Sequence[Name]]] = {
    "server": (Name.ADDRESS, Name.CONNECTION, Name.TLS, Name.ANSWER),
    "file": (Name.FILE, Name.RANGES, Name.VALIDATOR, Name.SPACE),
    "iso": (Name.VOLUME, Name.CONTENTS),
}
"""Steps that share a line where there is little room."""

_SIZES: Final = ("size", "free")
_OF_THE_ISO: Final = ("version", "arch", "profile", "revision")
# What stands for a group, or all of it, when there is nothing to mind.
_TELLING: Final = {
    "server": (Name.ADDRESS, Name.CONNECTION, Name.TLS, Name.ANSWER),
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
    if step.findings and not step.fact:
        return _found(step.findings)
    if step.fact:
        return t(f"preflight.fact.{step.fact}", **_shown(step.values))
    return t(f"preflight.state.{step.state.value}")


def advice(step: Step) -> str:
    """What to do about it; empty for nothing."""
    if step.findings:
        return finding_next(step.findings[0])
    return problem_next(step.problem) if step.problem is not None else ""


def _found(findings: Sequence[Finding]) -> str:
    """What is wrong with the ISO: one in its own words, several by their paths."""
    worst = [each for each in findings if each.severity is findings[0].severity]
    if len(worst) == 1:
        return finding_text(worst[0])
    paths = ", ".join(each.path for each in worst)
    return t("preflight.fact.findings", count=len(worst), paths=paths)


def each_found(report: Report) -> list[str]:
    """What is wrong with the ISO, one by one, where its step's fact does not say it all."""
    is_said = len(report.findings) == 1 or report[Name.CONTENTS].fact
    return [] if is_said else [finding_text(each) for each in report.findings]


def group(report: Report, name: str) -> tuple[State, str]:
    """The worst state in a group, and what is to be said of it."""
    steps = [report[each] for each in GROUPS[name]]
    state = worst(steps)
    if state in (State.FAILED, State.RUNNING, State.WARNED):
        said = (_titled(each, name) for each in steps if each.state is state)
        return state, ", ".join(said)
    told = [report[each] for each in _TELLING[name]]
    return state, ", ".join(fact(each) for each in told if each.fact) or _of(state)


def _titled(step: Step, group: str) -> str:
    """A step's fact, with its title unless that would only say what stands there already."""
    is_said = title(step.name).casefold() == t(f"preflight.group.{group}").casefold()
    return fact(step) if step.findings or is_said else f"{title(step.name)}: {fact(step)}"


def summary(report: Report) -> str:
    """All of it in one line, where nothing is to be minded."""
    facts = [fact(report[each]) for each in (Name.CONTENTS, Name.VOLUME) if report[each].fact]
    return t("preflight.all-passed", facts=", ".join([*facts[:1], fmt.size(report.size)]))


def stated(found: Correction, key: str) -> str:
    """What is to be taken over, by which key, and who says so."""
    return t("preflight.stated", key=key, source=_source(found), found=_short(found, found.found))


def otherwise(against: Iterable[Correction], key: str) -> str:
    """In one line, as ``stated``: the key stands before what may be cut off."""
    fields = ", ".join(f"{t(f'field.{each.field}')} {_short(each, each.found)}" for each in against)
    return t("preflight.otherwise", key=key, fields=fields)


def contradiction(found: Correction) -> str:
    """What was given, and what contradicts it."""
    return t(
        "preflight.contradicts",
        label=t(f"field.{found.field}"),
        given=_short(found, found.given),
        source=_source(found),
        found=_short(found, found.found),
    )


def _source(found: Correction) -> str:
    return found.source or t("preflight.the-iso")


def _short(found: Correction, text: str) -> str:
    checksum = checksums.parse(text) if found.field == "checksum" else None
    return checksum.short if checksum else text


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
    return {name: _value(name, value) for name, value in values.items()}


def _value(name: str, value: Any) -> object:
    if name in _SIZES and isinstance(value, int):
        return fmt.size(value)
    return t(f"preflight.unknown.{name}") if name in _OF_THE_ISO and not value else value
