"""One file over one connection, verified, against the usual tools."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from benchmarks.bench import OURS, Bench
from benchmarks.measured import MIB, Contestant, rounds
from benchmarks.table import compared, goal

PEAK: Final = 110  # MiB that the worker may take, whatever the file's size
_HTTP: Final = {
    "curl": 0.9,
    "curl && openssl dgst -sha256": 0.65,
    "aria2c -x1 --checksum": 0.5,
    "httpx, SHA-256 inline": 0.6,
}
_HTTPS: Final = {
    "curl": 1.5,
    "curl && openssl dgst -sha256": 0.9,
    "aria2c -x1 --checksum": 0.7,
    "httpx, SHA-256 inline": 0.45,
}


def http(bench: Bench) -> Iterator[str]:
    yield "## One file over HTTP"
    yield from _single(bench, bench.site.plain, _HTTP)


def https(bench: Bench) -> Iterator[str]:
    yield "## One file over HTTPS"
    yield from _single(bench, bench.site.tls, _HTTPS)


def _single(bench: Bench, base: str, goals: Mapping[str, float]) -> Iterator[str]:
    source = bench.source()
    peers = bench.peers(source, base)
    with bench.engine() as engine:
        contestants = [
            Contestant(OURS, lambda: engine.fetch([source], base).figure),
            peers.curl(),
            peers.curl_openssl(),
            peers.aria2c(),
            peers.aria2c_checksum(),
            peers.wget(),
            peers.httpx(),
        ]
        results = rounds(contestants, bench.rounds)
    yield compared(results, OURS, source.size, goals)
    peak = max(figure.peak for figure in results[OURS]) / MIB
    yield f"Largest peak of the worker: {peak:.0f} MiB (goal {goal(peak, PEAK, ' MiB')})."
