"""A server that limits each connection: several of them, verified, against aria2c's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from benchmarks import path
from benchmarks.bench import OURS, Bench
from benchmarks.measured import MIB, Contestant, rounds
from benchmarks.site import RATE
from benchmarks.table import compared

_COUNTS: Final = (4, 8, 16)
_DISTANT: Final = 8  # connections over the long path
_GOAL: Final = 1.10


def split(bench: Bench) -> Iterator[str]:
    yield f"## Several connections of {RATE // MIB} MiB/s each"
    source, base = bench.source(), bench.site.paced
    for count in _COUNTS:
        theirs = bench.peers(source, base).aria2c(count)
        with bench.engine(connections=str(count)) as engine:
            ours = Contestant(
                f"{OURS}, {count} connections", lambda: engine.fetch([source], base).figure
            )
            results = rounds([ours, theirs], bench.rounds)
        yield compared(results, ours.name, source.size, {theirs.name: _GOAL})


def delay(bench: Bench) -> Iterator[str]:
    with path.long(bench.site.socket) as there:
        yield f"## {_DISTANT} connections over a long path: {there.description}"
        source = bench.source()
        peers = bench.peers(source, there.url, *there.prefix)
        with bench.engine(*there.prefix, connections=str(_DISTANT)) as engine:
            name = f"{OURS}, {_DISTANT} connections"
            ours = Contestant(name, lambda: engine.fetch([source], there.url).figure)
            theirs = peers.aria2c(_DISTANT)
            results = rounds([ours, theirs, peers.curl()], bench.rounds)
        yield compared(results, name, source.size, {theirs.name: _GOAL})
