"""What the steps of a pre-flight see, from what the server and the ISO say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from kisotui.domain.contents import Finding, Glance, Kind, Severity
from kisotui.domain.failures import Problem
from kisotui.domain.preflight import Name, State, Step
from kisotui.domain.urls import Address, redact
from kisotui.download.server.answer import PARTIAL, Answer
from kisotui.download.server.certificate import Certificate

_SOON: Final = timedelta(days=14)
_STEPS: Final = (
    ("dns", Name.ADDRESS),
    ("tls", Name.TLS),
    ("ca-bundle", Name.TLS),
    ("http-", Name.ANSWER),
)
_BUILT: Final = {Kind.MOLD: "mold", Kind.CLOUDSTACK: "cloudstack", Kind.UNKNOWN: "kubernetes"}
_ON_THE_WAY: Final = ("refused", "unreachable", "connect-timeout", "proxy", "proxy-login")


def failed_at(problem: Problem, at: Name) -> Name:
    """Which step a problem belongs to; a redirect may fail at a step that was passed before."""
    if problem.code in _ON_THE_WAY:
        return Name.CONNECTION
    return next((name for start, name in _STEPS if problem.code.startswith(start)), at)


def passed(name: Name, fact: str = "", **values: Any) -> Step:
    return Step(name, State.PASSED, fact, values)


def warned(name: Name, fact: str, **values: Any) -> Step:
    return Step(name, State.WARNED, fact, values)


def addressed(address: Address, *, is_mirror: bool) -> Step:
    """Who is asked, where that is another one than stands in the form."""
    if not is_mirror:
        return passed(Name.ADDRESS)
    return passed(Name.ADDRESS, "mirror", url=redact(address.url))


def connected(host: str, peer: str) -> Step:
    is_address = host.strip("[]") == peer
    fact = "reached" if is_address else "connected"
    return passed(Name.CONNECTION, fact, host=host, peer=peer)


def secured(shown: Certificate | None) -> Step:
    """A certificate that is believed; None: one that cannot be read."""
    if shown is None:
        return passed(Name.TLS, "secured")
    values = {"issuer": shown.issuer, "date": f"{shown.ends:%Y-%m-%d}"}
    ends_soon = shown.ends - datetime.now(UTC) < _SOON
    return (warned if ends_soon else passed)(Name.TLS, "certificate", **values)


def file(answer: Answer) -> Step:
    """Length and type."""
    values = {"size": answer.size, "type": answer.type or "-"}
    if answer.size is None:
        return warned(Name.FILE, "endless", **values)
    return passed(Name.FILE, "file", **values)


def ranges(answer: Answer) -> Step:
    """Whether the server knows Range, of a request for the beginning.

    Raises Problem ``no-ranges``: of one that only says so.
    """
    if answer.status != PARTIAL:
        return warned(Name.RANGES, "no-ranges")
    if answer.range is None or answer.start != 0:
        raise Problem("no-ranges", host=answer.host)
    return passed(Name.RANGES, "ranges")


def validator(answer: Answer) -> Step:
    if not answer.validator:
        return warned(Name.VALIDATOR, "no-validator")
    return passed(Name.VALIDATOR, "etag" if answer.validator.startswith('"') else "date")


def space(free: Callable[[int], int] | None, size: int) -> Step:
    """``free``: as in ``Looks``. No room is no failure: a download waits for it."""
    if free is None:
        return Step(Name.SPACE, State.SKIPPED, "direct")
    try:
        return passed(Name.SPACE, "space", free=free(size))
    except Problem as problem:
        return Step(Name.SPACE, State.WARNED, problem=problem)


def contents(glance: Glance, findings: tuple[Finding, ...]) -> Step:
    """What the ISO says of itself, and what is wrong with it."""
    values = {name: getattr(glance, name) for name in ("version", "arch", "profile", "revision")}
    if any(each.severity is Severity.ERROR for each in findings):
        fact = "" if glance.version or glance.arch else "no-kubernetes"
        return Step(Name.CONTENTS, State.FAILED, fact, values, findings=findings)
    if findings:
        return Step(Name.CONTENTS, State.WARNED, "", values, findings=findings)
    if not glance.version or not glance.arch:
        return warned(Name.CONTENTS, "partly", **values)
    return passed(Name.CONTENTS, _BUILT[glance.kind], **values)
