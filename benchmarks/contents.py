"""Judging an ISO's contents, beside reading the file and doing nothing with it. Both cold."""

from __future__ import annotations

import gzip
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks.bench import Bench
from benchmarks.measured import GIB, MIB, BenchmarkError, Contestant, Figure, Peak, ratio, rounds
from benchmarks.table import goal, markdown, wall
from demo import contents
from demo.image_tars import tar
from demo.images import Kind, write_files

_GOAL: Final = 1.3
_MEMORY: Final = 150.0  # MiB
_ROOT: Final = Path(__file__).parent.parent
_PROGRAMS: Final = 2  # in a packed archive
_UNPACKED: Final = 60 * MIB  # each of them; the archive is as large as that of the real plugins
_KINDS: Final[tuple[Kind, ...]] = ("mold", "cloudstack")
_VERSION, _ARCH = "1.34.12", "x86_64"


def judged(bench: Bench) -> Iterator[str]:
    yield "## Judging an ISO's contents, cold"
    for kind in _KINDS:
        iso = _make(bench.place / f"{kind}.iso", kind, min(bench.size, GIB))
        yield _compared(bench, kind, iso)
        iso.unlink()


def _compared(bench: Bench, kind: Kind, iso: Path) -> str:
    fresh = iso.with_suffix(".fresh.iso")
    read = Contestant("read", lambda: _run("read", iso, fresh))
    judge = Contestant("judge", lambda: _run("judge", iso, fresh))
    results = rounds([read, judge], bench.rounds)
    part = ratio(results["judge"], results["read"])
    peak = median(figure.peak for figure in results["judge"]) / MIB
    head = (f"{kind}, {iso.stat().st_size / MIB:.0f} MiB", "s", "CPU s", "ratio or MiB", "goal")
    rows = [
        ("reading it", wall(results["read"]), _cpu(results["read"]), "", ""),
        (
            "judging it",
            wall(results["judge"]),
            _cpu(results["judge"]),
            f"{part:.2f}",
            goal(part, _GOAL),
        ),
        ("memory", "", "", f"{peak:.0f}", goal(peak, _MEMORY)),
    ]
    return markdown(head, rows)


def _cpu(figures: Sequence[Figure]) -> str:
    return f"{median(figure.cpu for figure in figures):.2f}"


def _run(what: str, iso: Path, fresh: Path) -> Figure:
    """One of the two in a process of its own, which says how long it took without its start.

    It gets a copy that nobody has read: the host of a virtual machine keeps what it has read, too.
    """
    shutil.copyfile(iso, fresh)
    try:
        return _run_on(what, fresh)
    finally:
        fresh.unlink()


def _run_on(what: str, iso: Path) -> Figure:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "benchmarks.judging", what, str(iso)]
    with (
        subprocess.Popen(
            command, cwd=_ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as child,
        Peak(child.pid) as peak,
    ):
        out, err = child.communicate()
    if child.returncode:
        raise BenchmarkError(err)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Figure(float(out), cpu, peak.bytes)


def _make(path: Path, kind: Kind, size: int) -> Path:
    """An ISO of that size, with a packed archive and a manifest as large as real ones."""
    build = contents.mold if kind == "mold" else contents.cloudstack
    libraries = sorted(Path(sys.prefix).rglob("*.so"), key=lambda path: -path.stat().st_size)
    code = libraries[0].read_bytes()  # far larger than what gzip remembers
    code = (code * (_UNPACKED // len(code) + 1))[:_UNPACKED]
    programs = {
        f"plugin{number}": contents.elf(_ARCH, "plugin", _VERSION, code)
        for number in range(_PROGRAMS)
    }
    packed = gzip.compress(tar(programs), 6, mtime=0)
    plain = build(_VERSION, _ARCH, MIB, 0)
    instead = {
        "cni/cni-plugins-amd64.tgz": packed,
        "network.yaml": plain["network.yaml"] * 800,
    }
    return write_files(path, build(_VERSION, _ARCH, size - len(packed), 0, instead))
