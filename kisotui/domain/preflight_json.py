"""``Report`` as plain JSON: for the store and for commands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kisotui.domain import checksums
from kisotui.domain.contents import Finding
from kisotui.domain.contents_json import (
    finding_from_json,
    finding_to_json,
    glance_from_json,
    glance_to_json,
)
from kisotui.domain.evidence import Evidence, Origin
from kisotui.domain.failures import Problem
from kisotui.domain.findings import FINDINGS
from kisotui.domain.preflight import Name, Report, State, Step, problem_of


def to_json(report: Report) -> dict[str, Any]:
    """Plain JSON."""
    return {
        "steps": [_step(each) for each in report.steps],
        "glance": glance_to_json(report.glance) if report.glance else None,
        "size": report.size,
        "evidence": [
            {"checksum": str(each.checksum), "origin": each.origin.value, "source": each.source}
            for each in report.evidence
        ],
        "requests": report.requests,
        "received": report.received,
    }


def from_json(stored: Mapping[str, Any]) -> Report:
    """What ``to_json`` made; a report that has not begun is empty."""
    report = Report(
        glance=glance_from_json(stored["glance"]) if stored.get("glance") else None,
        size=stored.get("size"),
        evidence=tuple(_evidence(stored.get("evidence") or ())),
        requests=stored.get("requests") or 0,
        received=stored.get("received") or 0,
    )
    for step in stored.get("steps") or ():
        if step.get("name") in tuple(Name):  # others are of a later release
            report = report.with_step(_step_of(step))
    return report


def _step(step: Step) -> dict[str, Any]:
    problem = step.problem
    return {
        "name": step.name.value,
        "state": step.state.value,
        "fact": step.fact,
        "values": dict(step.values),
        "failure": problem.code if problem else None,
        "failure_values": _plain(problem) if problem else {},
        "findings": [finding_to_json(each) for each in step.findings],
    }


def _step_of(stored: Mapping[str, Any]) -> Step:
    return Step(
        Name(stored["name"]),
        State(stored["state"]),
        stored.get("fact") or "",
        stored.get("values") or {},
        problem_of(stored.get("failure"), stored.get("failure_values")),
        tuple(each for each in _findings(stored) if each.code in FINDINGS),
    )


def _findings(stored: Mapping[str, Any]) -> Iterator[Finding]:
    return map(finding_from_json, stored.get("findings") or ())


def _plain(problem: Problem) -> dict[str, Any]:
    return {
        name: value if isinstance(value, (str, int, float, bool)) else str(value)
        for name, value in problem.values.items()
    }


def _evidence(stored: Any) -> list[Evidence]:
    found = []
    for each in stored:
        checksum = checksums.parse(each["checksum"])
        if checksum is not None:
            found.append(Evidence(checksum, Origin(each["origin"]), each["source"]))
    return found
