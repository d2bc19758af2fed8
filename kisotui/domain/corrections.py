"""Where a form and the ISO that its URL leads to do not agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kisotui.domain import checksums, versions
from kisotui.domain.failures import Problem
from kisotui.domain.states import Arch

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kisotui.domain.evidence import Evidence
    from kisotui.domain.forms import VersionForm
    from kisotui.domain.preflight import Report


@dataclass(frozen=True, slots=True)
class Correction:
    """What may stand in a field in place of what was given.

    ``contradicts``: what was given is whole, and another; else it is empty or not finished.
    ``source``: the file beside the ISO that says so; empty: the ISO itself.
    """

    field: str
    given: str
    found: str
    contradicts: bool
    source: str = ""

    def __str__(self) -> str:
        """For an event: by the API's names, in no language."""
        return f"{self.field} {self.given} ≠ {self.found}"


def corrections(form: VersionForm, report: Report) -> tuple[Correction, ...]:
    """By field; none where they agree, or the report knows nothing."""
    return tuple(each for each in _found(form, report) if each is not None)


def corrected(form: VersionForm, found: Iterable[Correction]) -> VersionForm:
    """The form with all of them taken over."""
    for each in found:
        form = replace(form, **{each.field: each.found})  # type: ignore[arg-type]
    return form


def _found(form: VersionForm, report: Report) -> Iterator[Correction | None]:
    glance = report.glance
    if glance is not None and glance.version:
        yield _version(form.semanticversion, glance.version)
    if glance is not None and glance.arch in tuple(Arch) and form.arch != glance.arch:
        yield Correction("arch", form.arch, glance.arch, contradicts=True)
    if report.evidence:
        yield _checksum(form.checksum, report.evidence)


def _version(given: str, found: str) -> Correction | None:
    try:
        is_same = versions.parse(given) == versions.parse(found)
    except Problem:
        return Correction("semanticversion", given.strip(), found, contradicts=False)
    return (
        None if is_same else Correction("semanticversion", given.strip(), found, contradicts=True)
    )


def _checksum(text: str, found: Sequence[Evidence]) -> Correction | None:
    """Only one of the same algorithm can contradict; the strongest is proposed where none is."""
    try:
        given = checksums.parse(text)
    except Problem:
        return None
    if given is None:
        return _stated("", found[0], contradicts=False)
    for each in found:
        if each.checksum.algorithm == given.algorithm and each.checksum != given:
            return _stated(str(given), each, contradicts=True)
    return None


def _stated(given: str, by: Evidence, *, contradicts: bool) -> Correction:
    return Correction("checksum", given, str(by.checksum), contradicts, by.file)
