"""What is known of an ISO's digest before it is fetched, and how much that is worth."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from urllib.parse import unquote, urlsplit

from kisotui.domain.checksums import ALGORITHMS, Checksum


class Origin(StrEnum):
    """Where a checksum came from, the strongest first.

    One that lies beside the file was put there by whoever put the file there: it shows that a
    download is whole, and not that it is the right one.
    """

    GIVEN = "given"
    REGISTRATION = "registration"
    RELEASE = "release"
    BESIDE = "beside"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A checksum that somebody states. ``source``: of which file, without credentials; empty for
    one that a person gave."""

    checksum: Checksum
    origin: Origin
    source: str = ""

    @property
    def file(self) -> str:
        """What the file is called that states it."""
        place = urlsplit(self.source).path if "://" in self.source else self.source
        return unquote(place.rpartition("/")[2])


_ORIGINS: Final = tuple(Origin)
_ALGORITHMS: Final = tuple(ALGORITHMS)
WEAK: Final = frozenset({"MD5", "SHA-1"})
"""Algorithms for which somebody can make another file with the same digest."""


def known(checksum: Checksum | None, found: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """All that is known of a version's ISO, the strongest first.

    ``checksum``: what stands in the version's own field. If it was found it is no stronger for
    standing there.
    """
    found = tuple(found)
    typed = checksum is not None and all(each.checksum != checksum for each in found)
    return ordered((Evidence(checksum, Origin.GIVEN), *found) if checksum and typed else found)


def ordered(known: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """The strongest first: by who states it, then by the algorithm. Each checksum once."""
    strongest: dict[Checksum, Evidence] = {}
    for each in sorted(known, key=_weakness):
        strongest.setdefault(each.checksum, each)
    return tuple(strongest.values())


def _weakness(each: Evidence) -> tuple[int, int, str]:
    return (
        _ORIGINS.index(each.origin),
        -_ALGORITHMS.index(each.checksum.algorithm),
        each.checksum.digest,
    )


class Verdict(StrEnum):
    """What a file has shown of one piece of evidence."""

    MATCHES = "matches"
    CONTRADICTS = "contradicts"
    OPEN = "open"
    """Nobody has digested the file by that algorithm."""


def verdict(stated: Evidence, digests: Iterable[Checksum]) -> Verdict:
    """``digests``: those of the file, by whatever algorithms."""
    for digest in digests:
        if digest.algorithm == stated.checksum.algorithm:
            return Verdict.MATCHES if digest == stated.checksum else Verdict.CONTRADICTS
    return Verdict.OPEN
