"""Running something and taking its measures: time, processor time, memory."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

GIB: Final = 1 << 30
MIB: Final = 1 << 20
_SAMPLING: Final = 0.02  # seconds between two looks at how much memory a process has had
_TICK: Final = os.sysconf("SC_CLK_TCK")


class BenchmarkError(Exception):
    """A contestant did not do what it is measured at; the benchmark ends."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What one run took."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds of processor time, of the client alone."""
    peak: int
    """Bytes of memory that it had at most (RSS)."""


@dataclass(frozen=True, slots=True)
class Contestant:
    """Something to be measured. ``run`` does it once."""

    name: str
    run: Callable[[], Figure]


Results = Mapping[str, Sequence[Figure]]
"""Of each contestant by its name: a figure a round."""


def rounds(contestants: Sequence[Contestant], count: int) -> Results:
    """Run all of them ``count`` times, each round in another order."""
    results: dict[str, list[Figure]] = {each.name: [] for each in contestants}
    for number in range(count):
        for place in range(len(contestants)):
            each = contestants[(number + place) % len(contestants)]
            os.sync()  # what the one before left to the disk is not for this one to pay
            figure = each.run()
            results[each.name].append(figure)
            say(f"round {number + 1}/{count}: {each.name}: {figure.wall:.2f} s")
    return results


def ratio(
    ours: Sequence[Figure],
    theirs: Sequence[Figure],
    of: Callable[[Figure], float] = lambda figure: figure.wall,
) -> float:
    """Ours as a part of theirs, of the same round: the median over the rounds."""
    return median(of(our) / of(their) for our, their in zip(ours, theirs, strict=True))


def run_steps(steps: Sequence[Sequence[str | Path]], env: Mapping[str, str]) -> Figure:
    """Run programs one after the other, as ``&&`` does. Raises BenchmarkError."""
    start, cpu, peak = time.perf_counter(), 0.0, 0
    for step in steps:
        taken, most = _run(step, env)
        cpu, peak = cpu + taken, max(peak, most)
    return Figure(time.perf_counter() - start, cpu, peak)


def _run(step: Sequence[str | Path], env: Mapping[str, str]) -> tuple[float, int]:
    """The processor time and the peak memory of one program."""
    with (
        subprocess.Popen(step, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as child,
        Peak(child.pid) as peak,
    ):
        assert child.stderr is not None
        words = child.stderr.read()
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise BenchmarkError(
            f"{step[0]} ended with {child.returncode}: {words.decode(errors='replace')}"
        )
    return usage.ru_utime + usage.ru_stime, peak.bytes


class Peak:
    """Watches a process's peak memory while the ``with`` lasts.

    What ``wait4`` tells of a child begins with the memory of whoever started it.
    """

    def __init__(self, pid: int) -> None:
        self.bytes = 0
        self._pid = pid
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Peak:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(_SAMPLING):
            with suppress(OSError):
                self.bytes = max(self.bytes, peak_memory(self._pid))


def peak_memory(pid: int) -> int:
    """The most memory (RSS, bytes) that a process has had; 0 for one that has ended."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    return 0


def forget_peak(pid: int) -> None:
    """Let a process's peak begin anew, from what it has now."""
    Path(f"/proc/{pid}/clear_refs").write_text("5")


def cpu_seconds(pid: int) -> float:
    """The processor time that a process has taken so far, with all its threads."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICK


def say(line: str) -> None:
    """Tell how far it is, on standard error: the tables alone go to standard output."""
    print(f"  {line}", file=sys.stderr, flush=True)
