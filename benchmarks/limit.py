"""Whether a limit on the rate holds, over any ten seconds."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from benchmarks.bench import Bench
from benchmarks.engine import Engine
from benchmarks.measured import MIB, say
from benchmarks.table import goal, markdown

_WINDOW: Final = 10.0  # seconds
_LOOKS: Final = 0.1  # seconds
_SETTLING: Final = 2.0  # seconds from the start of a download, or from another limit
_COUNT: Final = 4  # downloads at once
_SECONDS: Final = 64  # that the limit makes of the whole size
_GOAL: Final = 5.0  # per cent

Order = Callable[[Engine, Sequence[str]], None]
"""What a person orders while these versions are being downloaded."""


def limit(bench: Bench) -> Iterator[str]:
    yield f"## Limits on the rate, over {_WINDOW:g} s"
    yield markdown(("limit", "MiB/s", "largest deviation, %", "goal"), _rows(bench))


def _rows(bench: Bench) -> Iterator[tuple[str, ...]]:
    total = bench.size // _SECONDS
    each = total // _COUNT
    several = f"{_COUNT} downloads"
    yield _row(bench, f"{_shown(total)} in all, 1 download", total, 1, rate_limit=total)
    yield _row(bench, f"{_shown(total)} in all, {several}", total, rate_limit=total)
    yield _row(bench, f"{_shown(each)} each, {several}", total, download_rate_limit=each)
    name = f"{_shown(total)} in all, {several}, by an order while they run"
    yield _row(bench, name, total, order=lambda engine, _: engine.limit_total(total))
    name = f"{_shown(each)} each, {several}, by an order while they run"
    yield _row(bench, name, total, order=lambda engine, ids: engine.limit(ids, each))


def _row(
    bench: Bench,
    name: str,
    wanted: int,
    count: int = _COUNT,
    order: Order | None = None,
    **given: int,
) -> tuple[str, ...]:
    """``wanted``: bytes per second. ``given``: the settings of the worker."""
    if order is not None:
        given["rate_limit"] = 2 * wanted
    settings = {key: str(value) for key, value in given.items()}
    with bench.engine(**settings) as engine:
        added = engine.add([bench.source(n, count) for n in range(1, count + 1)], bench.site.plain)
        engine.wait_until(lambda: engine.received(added) > 0)
        if order is not None:
            order(engine, added)
        time.sleep(_SETTLING)
        rates = _rates(engine)
        engine.delete(added)
    say(name)
    worst = max(abs(rate - wanted) / wanted for rate in rates) * 100
    mean = sum(rates) / len(rates) / MIB
    return name, f"{mean:.2f}", f"{worst:.1f}", goal(worst, _GOAL, " %")


def _rates(engine: Engine) -> Sequence[float]:
    """Bytes per second over each of some windows that overlap, as the worker wrote them."""
    points: list[tuple[float, int]] = []
    end = time.monotonic() + 1.5 * _WINDOW
    while time.monotonic() < end:
        points.append((time.monotonic(), written(engine.pid)))
        time.sleep(_LOOKS)
    return windows(points, _WINDOW)


def written(pid: int) -> int:
    """The bytes that a process has written so far, to anything."""
    for line in Path(f"/proc/{pid}/io").read_text().splitlines():
        if line.startswith("wchar:"):
            return int(line.split()[1])
    raise ValueError(f"no wchar in /proc/{pid}/io")


def windows(points: Sequence[tuple[float, int]], length: float) -> list[float]:
    """The rate over each window of at least this length, from readings of a clock and a count."""
    rates = []
    for start, (then, before) in enumerate(points):
        later = next(((now, count) for now, count in points[start:] if now - then >= length), None)
        if later is not None:
            rates.append((later[1] - before) / (later[0] - then))
    return rates


def _shown(rate: int) -> str:
    return f"{rate / MIB:g} MiB/s"
