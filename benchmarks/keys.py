"""How soon the console follows a key, beside downloads and without any."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import quantiles
from typing import Final

from benchmarks import console
from benchmarks.bench import Bench
from benchmarks.engine import Engine
from benchmarks.measured import MIB, say
from benchmarks.parallel import COUNT, PART
from benchmarks.site import RATE
from benchmarks.table import goal, markdown
from benchmarks.worker import PROGRAM
from kisotui.domain.states import IsoState

_KEYS: Final = 150  # at most a round; as many as there is time for while all downloads run
_ENOUGH: Final = 40  # for a p95 that says something
_GOAL: Final = 1.3
_HEAD: Final = ("downloads", "keys", "p50 ms", "p95 ms", "p95 / idle", "goal")


def keys(bench: Bench) -> Iterator[str]:
    yield f"## Keys beside {COUNT} downloads: from the key to the cursor on its new row"
    paced = f"{COUNT} at {RATE // MIB} MiB/s each"
    bases = {paced: bench.site.paced, f"{COUNT} as fast as they go": bench.site.plain}
    idle: list[float] = []
    busy: dict[str, list[float]] = {name: [] for name in bases}
    with bench.engine(downloads=str(COUNT), connections="1") as engine:
        for number in range(bench.rounds):
            for name, base in bases.items():
                beside, alone = _measure(bench, engine, base)
                busy[name] += beside
                idle += alone
                say(f"round {number + 1}/{bench.rounds}: {name}: {len(beside)} keys")
    yield markdown(_HEAD, _rows(idle, busy))


def _measure(bench: Bench, engine: Engine, base: str) -> tuple[list[float], list[float]]:
    """The latencies while downloads run, and with the same rows once they are done."""
    sources = [bench.source(number, PART) for number in range(1, COUNT + 1)]
    with console.opened(PROGRAM, engine.environ) as screen:
        screen.wait_for("Kubernetes ISO")
        added = engine.add(sources, base)
        screen.wait_for(r"\d+%")
        beside = screen.latencies(_KEYS, lambda: engine.is_any(added, IsoState.READY))
        engine.wait(added)
        screen.wait_for("Ready")
        alone = screen.latencies(_KEYS, lambda: False)
    engine.delete(added)
    return beside, alone


def _rows(idle: list[float], busy: dict[str, list[float]]) -> Iterator[tuple[str, ...]]:
    yield "none", str(len(idle)), *_percentiles(idle), "", ""
    for name, taken in busy.items():
        if len(taken) < _ENOUGH:
            yield name, str(len(taken)), "", "", "", "over too soon: needs more ROUNDS or SIZE"
        else:
            part = p95(taken) / p95(idle)
            yield name, str(len(taken)), *_percentiles(taken), f"{part:.2f}", goal(part, _GOAL)


def _percentiles(taken: list[float]) -> tuple[str, str]:
    return f"{quantiles(taken, n=2)[0] * 1000:.1f}", f"{p95(taken) * 1000:.1f}"


def p95(taken: list[float]) -> float:
    """What 95 of 100 keep within."""
    return quantiles(taken, n=100, method="inclusive")[94]
