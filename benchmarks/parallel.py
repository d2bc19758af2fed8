"""Several downloads at once, verified, against aria2c, which does not verify."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from benchmarks.bench import OURS, Bench
from benchmarks.engine import Downloads
from benchmarks.measured import MIB, Contestant, Figure, ratio, rounds
from benchmarks.table import compared, goal

COUNT: Final = 8
PART: Final = 4  # of the one file's size, for each
_CPU: Final = 1.3
_PEAK: Final = 150  # MiB


def parallel(bench: Bench) -> Iterator[str]:
    sources = [bench.source(number, PART) for number in range(1, COUNT + 1)]
    size = sum(source.size for source in sources)
    yield f"## {COUNT} files at once, {size // COUNT // MIB} MiB each"
    fetched: list[Downloads] = []
    with bench.engine(downloads=str(COUNT)) as engine:

        def fetch() -> Figure:
            fetched.append(engine.fetch(sources, bench.site.plain))
            return fetched[-1].figure

        theirs = bench.peers(sources[0], bench.site.plain).aria2c_parallel(sources)
        results = rounds([Contestant(OURS, fetch), theirs], bench.rounds)
    yield compared(results, OURS, size, {})
    cpu = ratio(results[OURS], results[theirs.name], lambda figure: figure.cpu)
    peak = max(figure.peak for figure in results[OURS]) / MIB
    fair = min(jain([size / COUNT / took for took in each.seconds]) for each in fetched)
    apart = max(max(each.seconds) / min(each.seconds) for each in fetched)
    yield (
        f"Processor time as a part of aria2c's: {cpu:.2f} (goal {goal(cpu, _CPU)}). "
        f"Largest peak of the worker: {peak:.0f} MiB (goal {goal(peak, _PEAK, ' MiB')}). "
        f"Fairness in the worst round: Jain's index {fair:.3f}, "
        f"the slowest file took {apart:.2f} times as long as the quickest."
    )


def jain(shares: Sequence[float]) -> float:
    """How even the shares are: 1 when all are alike, 1/n when one has everything."""
    total = sum(shares)
    return total * total / (len(shares) * sum(share * share for share in shares))
