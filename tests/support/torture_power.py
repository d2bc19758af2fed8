"""One download over a disk that loses power, or runs full, again and again."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kisotui.domain.checksums import Checksum
from kisotui.domain.failures import Problem
from kisotui.download.names import part_path
from tests.support.downloads import get, leftovers
from tests.support.paced import PacedServer, Span, common, total
from tests.support.torture_checks import LEFT, TWICE, WRONG, Finding
from tests.support.torture_disk import Disk
from tests.support.torture_scene import Image, durable, sha256

_CUTS: Final = 4
_OPERATIONS: Final = 80  # about so many one download has


@dataclass(slots=True)
class Trial:
    """A place on a disk for one of the server's ISOs; half of them are verified."""

    disk: Disk
    place: Path
    server: PacedServer
    image: Image
    checksum: Checksum | None
    chance: random.Random
    is_placed: bool = False
    promised: list[Span] = field(default_factory=list)
    """What was noted down as safe when that was last made durable."""

    def __post_init__(self) -> None:
        self.disk.on_synced = self._promise

    @classmethod
    def draw(cls, server: PacedServer, there: Sequence[Image], folder: Path, seed: str) -> Trial:
        chance = random.Random(seed)
        server.pace = chance.choice((None, None, 6_000_000))
        image = chance.choice(there)
        disk = Disk(folder / "disk", chance)
        checksum = Checksum("SHA-256", image.sha256) if chance.random() < 0.5 else None
        return cls(disk, disk.root / "zone" / "id.iso", server, image, checksum, chance)

    async def cuts(self) -> list[Finding]:
        """Power cuts at any operation, then an attempt without one."""
        found = []
        for _ in range(self.chance.randint(1, _CUTS)):
            self.disk.power = self.chance.randint(1, _OPERATIONS)
            found += await self._attempt()
            self.disk.restart()
            found += self._not_what_it_says()
        return found + await self._last()

    async def full(self) -> list[Finding]:
        """The disk is full at any byte, then there is room."""
        self.disk.room = self.chance.randint(0, self.image.size + (1 << 16))
        self.disk.can_allocate = self.chance.random() < 0.3
        found = await self._attempt("no-space")
        self.disk.room = None
        return found + await self._last()

    async def _attempt(self, *expected: str) -> list[Finding]:
        noted = durable(self.place)
        self.server.take_sent()
        problem: Problem | None = None
        with self.disk.mounted():
            try:
                await get(f"{self.server.url}{self.image.path}", self.place, self.checksum)
            except Problem as caught:
                problem = caught
        found = []
        again = common(self.server.take_sent().get(self.image.path, ()), noted)
        if again:
            found.append(Finding(TWICE, f"{again} of {noted}", again))
        if problem and problem.code not in expected and not self.disk.is_off:
            found.append(Finding(WRONG, f"it failed with {problem!r}"))
        if not problem:
            self.is_placed = True
        return found

    async def _last(self) -> list[Finding]:
        found = await self._attempt()
        if not self.place.exists() or sha256(self.place) != self.image.sha256:
            found.append(Finding(WRONG, "in the end"))
        found += [Finding(LEFT, name) for name in sorted(leftovers(self.place) - {""})]
        return found

    def _promise(self) -> None:
        self.promised = durable(self.place)

    def _not_what_it_says(self) -> Iterator[Finding]:
        """The file is right or absent; what was noted as safe is, and is still noted."""
        if self.place.exists():
            if sha256(self.place) != self.image.sha256:
                yield Finding(WRONG, "after the cut")
            return
        if self.is_placed:
            yield Finding(WRONG, "it was placed, and is gone")
        noted = durable(self.place)
        lost = total(self.promised) - common(self.promised, noted)
        if lost:
            yield Finding(TWICE, f"{lost} of {self.promised} were safe, and are not", lost)
        part = part_path(self.place)
        held = part.read_bytes() if part.exists() else b""
        original = self.image.file.read_bytes()
        for start, end in noted:
            if held[start:end] != original[start:end]:
                yield Finding(WRONG, f"bytes {start} to {end} are noted, and not on disk")
