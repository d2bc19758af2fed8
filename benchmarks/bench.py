"""What every section works with."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from benchmarks import sources, worker
from benchmarks.engine import Engine
from benchmarks.peers import Peers
from benchmarks.site import Site
from benchmarks.sources import Source

OURS: Final = "kisotui"


@dataclass(frozen=True, slots=True)
class Bench:
    """The site, a place for files on a real disk, and how much is to be done."""

    place: Path
    site: Site
    rounds: int
    size: int
    """Bytes of the one file."""
    _sources: dict[str, Source] = field(default_factory=dict)

    def source(self, number: int = 0, part: int = 1) -> Source:
        """A file of the whole size, or of a ``part``-th of it; each number gives another one."""
        name = f"{number}-of-{part}.iso"
        if name not in self._sources:
            self._sources[name] = sources.make(self.site.www, name, self.size // part, seed=number)
        return self._sources[name]

    def engine(self, *prefix: str, **given: str) -> AbstractContextManager[Engine]:
        """A worker of kisotui with these settings. ``prefix``: the command that runs it."""
        bundle = str(self.site.authority.bundle)
        return worker.running(self.place, {"ca_bundle": bundle, "downloads": "8", **given}, prefix)

    def peers(self, source: Source, base: str, *prefix: str) -> Peers:
        return Peers(source, base, self.site.authority.bundle, self.place, prefix)
