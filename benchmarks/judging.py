"""``python -m benchmarks.judging read|judge ISO``: one of the two, cold; prints the seconds."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from kisotui.iso.data import FileData
from kisotui.iso.judge import Expected, judge

_PIECE = 1 << 20


def _read(data: FileData) -> None:
    for at in range(0, data.size, _PIECE):
        data.read(at, _PIECE)


def _judge(data: FileData) -> None:
    found = judge(data, Expected("1.34.12", "x86_64"))
    if found.findings:
        raise SystemExit(f"the ISO is meant to be whole: {found.findings}")


def _forget(path: Path) -> None:
    """Let the next reading of the file begin at the disk."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def main(what: str, name: str) -> None:
    path = Path(name)
    _forget(path)
    with FileData(path) as data:
        start = time.perf_counter()
        (_judge if what == "judge" else _read)(data)
        print(time.perf_counter() - start)


if __name__ == "__main__":
    main(*sys.argv[1:])
