"""What is known of an ISO's digest before it is fetched, and how much that is worth."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

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


_ORIGINS: Final = tuple(Origin)
_ALGORITHMS: Final = tuple(ALGORITHMS)
WEAK: Final = frozenset({"MD5", "SHA-1"})
"""Algorithms for which somebody can make another file with the same digest."""


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
