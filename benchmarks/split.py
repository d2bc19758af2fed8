"""A server that limits each connection: several of them, verified, against aria2c's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from benchmarks import path
from benchmarks.bench import OURS, Bench
from benchmarks.engine import Engine
from benchmarks.measured import MIB, Contestant, Figure, rounds
from benchmarks.site import RATE
from benchmarks.sources import Source
from benchmarks.table import compared

_COUNTS: Final = (4, 8, 16)
_DISTANT: Final = 8  # connections over the long path
_GOAL: Final = 1.10


def split(bench: Bench) -> Iterator[str]:
    yield f"## Several connections of {RATE // MIB} MiB/s each"
    for count in _COUNTS:
        yield _split(bench, bench.site.paced, count)
    yield f"With nginx' own `limit_rate`, {_COUNTS[0]} connections:"
    yield _split(bench, bench.site.limited, _COUNTS[0])


def _split(bench: Bench, base: str, count: int) -> str:
    source = bench.source()
    theirs = bench.peers(source, base).aria2c(count)
    with bench.engine(connections=str(count)) as engine:
        ours = Contestant(f"{OURS}, {count} connections", lambda: _fetch(engine, source, base))
        results = rounds([ours, theirs], bench.rounds)
    return compared(results, ours.name, source.size, {theirs.name: _GOAL})


def delay(bench: Bench) -> Iterator[str]:
    with path.long(bench.site.socket) as there:
        yield f"## {_DISTANT} connections over a long path: {there.description}"
        source = bench.source()
        peers = bench.peers(source, there.url, *there.prefix)
        with bench.engine(*there.prefix, connections=str(_DISTANT)) as engine:
            name = f"{OURS}, {_DISTANT} connections"
            ours = Contestant(name, lambda: _fetch(engine, source, there.url))
            theirs = peers.aria2c(_DISTANT)
            results = rounds([ours, theirs, peers.curl()], bench.rounds)
        yield compared(results, name, source.size, {theirs.name: _GOAL})


def _fetch(engine: Engine, source: Source, base: str) -> Figure:
    return engine.fetch([source], base).figure
