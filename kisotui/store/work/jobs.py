"""What a worker holds when it has claimed an ISO."""

from __future__ import annotations

from dataclasses import dataclass

from kisotui.domain.checksums import Checksum
from kisotui.domain.evidence import Evidence
from kisotui.domain.states import Work
from kisotui.domain.urls import Address
from kisotui.store.work.spots import Spot
from kisotui.store.work.twins import Twin


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """An ISO that a worker holds. ``token``: which claim on it this is."""

    iso: str
    token: int
    zone: str
    """The zone's id."""
    failures: int
    """In a row, so far."""
    generation: int = 0
    aside: int | None = None
    """A generation before, whose file is damaged and kept until another is ready."""

    @property
    def spot(self) -> Spot:
        return Spot(self.zone, self.iso, self.generation)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chore(Claim):
    """Files to remove."""

    work: Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Job(Claim):
    """An ISO to fetch, or to check where hosts download it directly."""

    name: str
    """The version's."""
    zonename: str
    address: Address
    file: str
    """A local file in place of the address; empty where there is none."""
    semanticversion: str
    arch: str
    evidence: tuple[Evidence, ...]
    """What its digest has to be, the strongest first."""
    direct: bool
    attempt: int
    received: int
    size: int | None
    rate_limit: int | None
    """Bytes per second, 0 for no limit; None: as the settings say."""
    twins: tuple[Twin, ...] = ()
    """Whose file it may share."""

    @property
    def checksum(self) -> Checksum | None:
        """What decides whether it is right."""
        return self.evidence[0].checksum if self.evidence else None
