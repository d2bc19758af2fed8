"""``make bench``: what a download costs, beside what it costs with the usual tools."""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from benchmarks import programs, single, site
from benchmarks.bench import Bench
from benchmarks.contents import judged
from benchmarks.digests import digests
from benchmarks.keys import keys
from benchmarks.limit import limit
from benchmarks.measured import GIB, MIB, BenchmarkError, say
from benchmarks.parallel import parallel
from benchmarks.split import delay, split

_PLACE: Final = Path(__file__).parent.parent / ".bench"
_SECTIONS: Final[dict[str, Callable[[Bench], Iterator[str]]]] = {
    "http": single.http,
    "https": single.https,
    "digests": digests,
    "contents": judged,
    "parallel": parallel,
    "split": split,
    "delay": delay,
    "keys": keys,
    "limit": limit,
}
_UNITS: Final = {"M": MIB, "G": GIB}


def main() -> int:
    """Run what was asked for; the exit status."""
    args = _parse()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        programs.require()
        with _scratch(args.place) as place, site.serve(place) as there:
            _print(Bench(place, there, args.rounds, args.size), args.which)
    except BenchmarkError as failure:
        print(failure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _print(bench: Bench, which: list[str]) -> None:
    print("# Benchmarks\n")
    print(f"{_machine()}; {programs.versions()}.")
    print(f"{bench.rounds} alternating rounds, files of {bench.size / MIB:g} MiB.", flush=True)
    for name in which:
        say(name)
        for part in _SECTIONS[name](bench):
            print(f"\n{part}", flush=True)


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / GIB
    return (
        f"{os.cpu_count()} cores, {memory:.0f} GiB, Linux {platform.release()}, "
        f"Python {platform.python_version()}"
    )


@contextmanager
def _scratch(parent: Path) -> Iterator[Path]:
    """A directory for as long as it lasts."""
    parent.mkdir(exist_ok=True)
    place = Path(tempfile.mkdtemp(dir=parent))
    try:
        yield place
    finally:
        shutil.rmtree(place)
        with suppress(OSError):  # others are at it, too
            parent.rmdir()


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--place", type=Path, default=_PLACE, help="on the disk to be used")
    parser.add_argument("--size", type=parse_size, default=2 * GIB, help="of the file: 512M, 2G")
    names = ",".join(_SECTIONS)
    parser.add_argument(
        "--which", type=parse_which, default=list(_SECTIONS), help=f"some of {names}"
    )
    return parser.parse_args()


def parse_size(text: str) -> int:
    if text[-1:] in _UNITS and text[:-1].isdigit():
        return int(text[:-1]) * _UNITS[text[-1]]
    raise argparse.ArgumentTypeError(f"not a size: {text}")


def parse_which(text: str) -> list[str]:
    names = text.split(",")
    unknown = [name for name in names if name not in _SECTIONS]
    if unknown:
        raise argparse.ArgumentTypeError(f"unknown: {', '.join(unknown)}")
    return names


if __name__ == "__main__":
    sys.exit(main())
