"""Downloads verified by other digests than SHA-256, against hashing the same file alone."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from typing import Final

from benchmarks.bench import OURS, Bench
from benchmarks.measured import Contestant, Figure, ratio, rounds
from benchmarks.sources import Source
from benchmarks.table import goal, markdown, wall

_GOAL: Final = 1.35
_ALGORITHMS: Final = {"MD5": "md5", "SHA-512": "sha512"}


def digests(bench: Bench) -> Iterator[str]:
    yield "## Other digests"
    yield markdown(("digest", f"{OURS} s", "hashing alone s", "ratio", "goal"), _rows(bench))


def _rows(bench: Bench) -> Iterator[tuple[str, ...]]:
    source = bench.source()
    with bench.engine() as engine:
        for algorithm, name in _ALGORITHMS.items():

            def fetch(algorithm: str = algorithm) -> Figure:
                return engine.fetch([source], bench.site.plain, algorithm).figure

            def hash_alone(name: str = name) -> Figure:
                return _hash(source, name)

            ours, alone = rounds(
                [Contestant(f"{OURS}, {algorithm}", fetch), Contestant(algorithm, hash_alone)],
                bench.rounds,
            ).values()
            part = ratio(ours, alone)
            yield algorithm, wall(ours), wall(alone), f"{part:.2f}", goal(part, _GOAL)


def _hash(source: Source, name: str) -> Figure:
    source.warm()
    start, cpu = time.perf_counter(), time.thread_time()
    with source.path.open("rb") as file:
        hashlib.file_digest(file, name)
    return Figure(time.perf_counter() - start, time.thread_time() - cpu, 0)
