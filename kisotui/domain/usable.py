"""Whether clusters can use a version, and if not, why: what stops it first, then what weakens it.

Pure: from the version's state, its ISOs and what is known of their digest. The words are
``usable.REASON`` of the catalogue.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kisotui.domain.detail_views import Iso, VersionDetail
from kisotui.domain.evidence import WEAK, Evidence, Origin
from kisotui.domain.failures import CONTENTS
from kisotui.domain.states import GOING, DownloadStatus, IsoState, VersionState


class Reason(StrEnum):
    """What speaks against a version, the most decisive first. No name holds another's, nor ``yes``
    or ``no``: the list is filtered by them."""

    DELETED = "deleted"
    DISABLED = "disabled"
    ARCH = "architecture"
    """What lies there is for another architecture."""
    CONTENTS = "contents"
    FAILED = "failed"
    SILENT = "silent"
    """The URL of a direct download does not answer any more."""
    MISSING = "missing"
    """It is not there yet."""
    ACCEPTED = "accepted"
    """A person took an ISO with errors."""
    UNCHECKED = "unchecked"
    """Nobody says what its digest must be."""
    WEAK = "weak"
    """The one who says so, or the algorithm, proves little."""
    UNJUDGED = "unjudged"
    """Nobody has looked into it."""
    WARNINGS = "warnings"
    DIRECT = "direct"
    """Hosts download it themselves, so that nobody ever looks into it."""


class Level(StrEnum):
    """Whether clusters can use it: in all of its zones, in some, in none."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


STOPPING: Final = frozenset(
    {
        *(Reason.DELETED, Reason.DISABLED, Reason.ARCH, Reason.CONTENTS, Reason.FAILED),
        *(Reason.SILENT, Reason.MISSING),
    }
)
_ORDER: Final = tuple(Reason)
_OTHER_ARCH: Final = frozenset({"arch-wrong", "image-arch", "manifest-arch"})


@dataclass(frozen=True, slots=True)
class Why:
    """One thing that speaks against a version. ``isos``: of which it is true; none: of all."""

    reason: Reason
    isos: tuple[Iso, ...] = ()

    @property
    def stops(self) -> bool:
        return self.reason in STOPPING


@dataclass(frozen=True, slots=True)
class Usable:
    """The answer. ``whys``: the most decisive first; ``zonenames``: where clusters can use it."""

    level: Level
    whys: tuple[Why, ...]
    zonenames: tuple[str, ...]

    @property
    def brief(self) -> str:
        """As the version's row keeps it: the level, and the first reason if there is one."""
        return f"{self.level}:{self.whys[0].reason}" if self.whys else self.level.value


def usable(state: VersionState, isos: Sequence[Iso], evidence: Sequence[Evidence]) -> Usable:
    """``isos``: those that stay in their zones; ``evidence``: the strongest first."""
    staying = [iso for iso in isos if iso.state not in GOING]
    stopped = {iso.id: reason for iso in staying if (reason := _stops(iso)) is not None}
    ready = [iso for iso in staying if iso.id not in stopped]
    whys = [*_of_version(state, staying), *_each(staying, stopped), *_weakens(ready, evidence)]
    whys.sort(key=lambda why: _ORDER.index(why.reason))
    if not ready or any(why.stops and not why.isos for why in whys):
        return Usable(Level.NO, tuple(whys), ())
    level = Level.PARTLY if stopped else Level.YES
    return Usable(level, tuple(whys), tuple(iso.zonename for iso in ready))


def _of_version(state: VersionState, staying: Sequence[Iso]) -> Iterator[Why]:
    if not staying:
        yield Why(Reason.DELETED)
    if state is VersionState.DISABLED:
        yield Why(Reason.DISABLED)


def _stops(iso: Iso) -> Reason | None:
    if iso.state is IsoState.READY:
        return Reason.SILENT if iso.url_failure else None
    if iso.state is not IsoState.FAILED:
        return Reason.MISSING
    if iso.failure != CONTENTS:
        return Reason.FAILED
    return Reason.ARCH if iso.wrong in _OTHER_ARCH else Reason.CONTENTS


def _each(isos: Iterable[Iso], reasons: dict[str, Reason]) -> Iterator[Why]:
    """Zones of which the same is true, together."""
    for reason in dict.fromkeys(reasons.values()):
        yield Why(reason, tuple(iso for iso in isos if reasons.get(iso.id) is reason))


def _weakens(ready: Sequence[Iso], evidence: Sequence[Evidence]) -> Iterator[Why]:
    if not evidence:
        yield Why(Reason.UNCHECKED)
    elif evidence[0].origin is Origin.BESIDE or evidence[0].checksum.algorithm in WEAK:
        yield Why(Reason.WEAK)
    stored = [iso for iso in ready if iso.status is not DownloadStatus.BYPASSED]
    yield from _each(ready, {iso.id: Reason.ACCEPTED for iso in stored if iso.accepted})
    yield from _each(ready, {iso.id: Reason.UNJUDGED for iso in stored if iso.errors is None})
    warned = {iso.id: Reason.WARNINGS for iso in stored if iso.warnings and not iso.accepted}
    yield from _each(ready, warned)
    direct = [iso for iso in ready if iso.status is DownloadStatus.BYPASSED]
    yield from _each(direct, {iso.id: Reason.DIRECT for iso in direct})


def of(detail: VersionDetail) -> Usable:
    """Of a version with all that is known of it."""
    return usable(detail.version.state, detail.isos, detail.evidence)
