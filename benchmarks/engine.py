"""kisotui's side: what a worker takes, from the claim to ``Ready``."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from benchmarks.measured import BenchmarkError, Figure, cpu_seconds, forget_peak, peak_memory
from benchmarks.sources import Source
from kisotui.domain.detail_views import Iso
from kisotui.domain.forms import VersionForm
from kisotui.domain.states import IsoState
from kisotui.service import downloads, versions, zones
from kisotui.service.context import Context
from kisotui.service.watch import Watch

_PATIENCE: Final = 600.0  # seconds for anything
LOOKS: Final = 0.01  # seconds between two looks at whether the store changed
_SETTLED: Final = (IsoState.READY, IsoState.FAILED)


@dataclass(frozen=True, slots=True)
class Downloads:
    """What became of downloads that were wanted at the same time."""

    figure: Figure
    """From the first claim to the last ``Ready``."""
    seconds: tuple[float, ...]
    """Of each one, from its claim to its ``Ready``."""


class Engine:
    """A worker that runs on a store of its own."""

    def __init__(self, ctx: Context, pid: int, environ: Mapping[str, str]) -> None:
        self.pid = pid
        self.environ = environ
        """What other programs of kisotui need to find the same store."""
        self._ctx = ctx
        self._numbers = itertools.count()
        self._zone = zones.all_zones(ctx)[0].id

    def fetch(self, sources: Sequence[Source], base: str, algorithm: str = "SHA-256") -> Downloads:
        """Download these from the server at ``base``, and delete them. Raises BenchmarkError."""
        for source in sources:
            source.warm()
        forget_peak(self.pid)
        cpu = cpu_seconds(self.pid)
        added = self.add(sources, base, algorithm)
        isos = self.wait(added)
        cpu = cpu_seconds(self.pid) - cpu
        peak = peak_memory(self.pid)
        self.delete(added)
        spans = [_span(iso) for iso in isos]
        wall = max(end for _, end in spans) - min(start for start, _ in spans)
        return Downloads(Figure(wall, cpu, peak), tuple(end - start for start, end in spans))

    def add(self, sources: Sequence[Source], base: str, algorithm: str = "SHA-256") -> list[str]:
        """Add a version for each; their ids."""
        return [self._add(source, base, algorithm) for source in sources]

    def wait(self, added: Sequence[str]) -> list[Iso]:
        """Wait until all of them are ``Ready``. Raises BenchmarkError: one of them failed."""
        self.wait_until(lambda: all(iso.state in _SETTLED for iso in self._isos(added)))
        return self._isos(added)

    def limit(self, added: Sequence[str], rate: int) -> None:
        """Limit each of them to bytes per second, as a person does while they run."""
        downloads.limit(self._ctx, added, rate)

    def limit_total(self, rate: int) -> None:
        """Likewise all of them together."""
        downloads.limit_total(self._ctx, rate)

    def is_any(self, added: Sequence[str], state: IsoState) -> bool:
        """Whether one of them is so far."""
        return any(iso.state is state for iso in self._isos(added))

    def received(self, added: Sequence[str]) -> int:
        """How many bytes of them have arrived."""
        return sum(iso.received for iso in self._isos(added))

    def delete(self, added: Sequence[str]) -> None:
        """Remove them, and wait until their files are gone."""
        versions.delete(self._ctx, added)
        self.wait_until(lambda: all(self._is_removed(each) for each in added))

    def wait_until(self, holds: Callable[[], bool]) -> None:
        """Wait until something in the store holds; looked at whenever that changed."""
        watch = Watch(self._ctx)
        deadline = time.monotonic() + _PATIENCE
        try:
            while not holds():
                while not watch.changed():
                    if time.monotonic() > deadline:
                        raise BenchmarkError(
                            "kisotui's worker does not come to an end; see its log"
                        )
                    time.sleep(LOOKS)
        finally:
            watch.close()

    def _add(self, source: Source, base: str, algorithm: str) -> str:
        hashlib_name = algorithm.replace("-", "").lower()
        form = VersionForm(
            semanticversion="1.34.12",
            name=f"bench-{next(self._numbers)}",
            zone=self._zone,
            url=f"{base}/{source.name}",
            checksum=f"{{{algorithm}}}{source.digest(hashlib_name)}",
        )
        return versions.add(self._ctx, form).version.id

    def _is_removed(self, version: str) -> bool:
        return versions.get(self._ctx, version).version.removed is not None

    def _isos(self, added: Sequence[str]) -> list[Iso]:
        isos = [iso for each in added for iso in versions.get(self._ctx, each).isos]
        for iso in isos:
            if iso.failure is not None:
                raise BenchmarkError(f"kisotui: {iso.failure} {iso.failure_values}")
        return isos


def _span(iso: Iso) -> tuple[float, float]:
    assert iso.started is not None
    assert iso.finished is not None
    return iso.started.timestamp(), iso.finished.timestamp()
