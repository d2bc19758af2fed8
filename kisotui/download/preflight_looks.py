"""What the pre-flight is given to look with: it knows neither ISOs nor disks itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from kisotui.domain.contents import Finding, Glance
from kisotui.download.ranged import Ranged


class Volume(Protocol):
    """What an ISO's descriptors say."""

    @property
    def label(self) -> str: ...

    @property
    def size(self) -> int: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """How the ISO and the disk are looked at. Each raises Problem.

    ``volume`` and ``glance`` get an ``iso.data.Data``, and ``glance`` finds what is wrong, too;
    ``space``: bytes that are free for a file of that size, None where nothing is stored.
    """

    volume: Callable[[Ranged], Volume]
    glance: Callable[[Ranged], tuple[Glance, tuple[Finding, ...]]]
    space: Callable[[int], int] | None
