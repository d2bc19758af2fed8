"""The pre-flight: what is seen of an ISO before it is fetched, step by step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Final

from kisotui.domain.contents import Finding, Glance
from kisotui.domain.evidence import Evidence
from kisotui.domain.failures import FAILURES, Problem


class Name(StrEnum):
    """The steps, in their order."""

    ADDRESS = "address"
    CONNECTION = "connection"
    TLS = "tls"
    ANSWER = "answer"
    FILE = "file"
    RANGES = "ranges"
    VALIDATOR = "validator"
    SPACE = "space"
    VOLUME = "volume"
    CONTENTS = "contents"


class State(StrEnum):
    """How a step stands."""

    WAITING = "waiting"
    RUNNING = "running"
    PASSED = "passed"
    WARNED = "warned"
    """Worth knowing; it may be added all the same."""
    FAILED = "failed"
    """A download would fail."""
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Step:
    """``fact``: which message tells of it, without ``preflight.fact.``; empty for none."""

    name: Name
    state: State = State.WAITING
    fact: str = ""
    values: Mapping[str, Any] = field(default_factory=dict, hash=False)
    problem: Problem | None = field(default=None, compare=False)
    """Why it failed, or what to mind."""
    findings: tuple[Finding, ...] = ()
    """In its place: what is wrong with the ISO itself, the worst first."""

    @property
    def is_over(self) -> bool:
        return self.state not in (State.WAITING, State.RUNNING)


_FRESH: Final = tuple(Step(name) for name in Name)


@dataclass(frozen=True, slots=True)
class Report:
    """What is known so far."""

    steps: tuple[Step, ...] = _FRESH
    glance: Glance | None = None
    """What the ISO says of itself."""
    size: int | None = None
    """Bytes."""
    evidence: tuple[Evidence, ...] = ()
    """Checksums that were found, the strongest first."""
    requests: int = 0
    received: int = 0
    """Bytes of bodies."""

    def __getitem__(self, name: Name) -> Step:
        return next(step for step in self.steps if step.name is name)

    def with_step(self, step: Step) -> Report:
        """With this one in the place of what was known of it."""
        steps = tuple(step if each.name is step.name else each for each in self.steps)
        return replace(self, steps=steps)

    def ended(self) -> Report:
        """With what was not come to as skipped."""
        unreached = (Step(each.name, State.SKIPPED, "unreached") for each in self.steps)
        steps = (
            each if each.is_over else other
            for each, other in zip(self.steps, unreached, strict=True)
        )
        return replace(self, steps=tuple(steps))

    @property
    def failed(self) -> Step | None:
        """The first step that failed."""
        return next((each for each in self.steps if each.state is State.FAILED), None)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with the ISO, as far as can be seen from here."""
        return self[Name.CONTENTS].findings

    @property
    def is_delivered(self) -> bool:
        """Whether the server gives an ISO, whatever is wrong with that."""
        return self.failed is None or bool(self.findings)

    @property
    def warned(self) -> Iterator[Step]:
        return (each for each in self.steps if each.state is State.WARNED)

    @property
    def is_over(self) -> bool:
        return all(each.is_over for each in self.steps)


def problem_of(code: object, values: object) -> Problem | None:
    """A stored failure; None for none, or one of a later release."""
    if code not in FAILURES or not isinstance(values, Mapping):
        return None
    return Problem(str(code), **{str(name): value for name, value in values.items()})
