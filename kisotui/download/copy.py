"""From a local file to a verified file in its place."""

from __future__ import annotations

import os
import stat
from functools import partial
from pathlib import Path

from kisotui.domain.failures import Problem
from kisotui.download import disk, look
from kisotui.download.buffers import SIZE
from kisotui.download.complete import complete
from kisotui.download.finished import taken
from kisotui.download.model import ANY, Check, Fetched, OnProgress, Promised, Wanted, nothing
from kisotui.download.part import Part
from kisotui.download.sidecar import Sidecar
from kisotui.download.sink import Sink
from kisotui.download.stopping import Stopping
from kisotui.download.threads import run_until_stopped


async def copy(
    file: Path,
    *,
    place: Path,
    check: Check,
    wanted: Wanted = ANY,
    on_progress: OnProgress,
    promised: Promised = nothing,
) -> Fetched:
    """Copy ``file`` to ``place`` with the checks of a download.

    It does not go on from an earlier attempt, but from one that was cut off when the whole file
    was in its place; an attempt that ends early leaves nothing. Raises Problem.
    """
    stopping = Stopping()
    run = partial(_copy, file, place, check, wanted, on_progress, promised, stopping)
    return await run_until_stopped(run, stopping.stop)


def _copy(
    file: Path,
    place: Path,
    check: Check,
    wanted: Wanted,
    on_progress: OnProgress,
    promised: Promised,
    stopping: Stopping,
) -> Fetched:
    if there := taken(place, wanted, check, stopping):
        return there
    source = _Source(file)
    try:
        source.require_iso()
        on_progress(0, source.size)
        part = Part.begin(place, Sidecar("", "", source.size), promised)
        try:
            with (
                Sink(part, wanted.algorithms, on_progress) as sink,
                stopping.by(sink.interrupt),
            ):
                _pour(source, sink, stopping)
                return complete(sink, wanted, check)
        finally:
            part.discard()  # if it was placed, there is none
            part.close()
    finally:
        source.close()


class _Source:
    """The file to be copied, as it was when it was opened. Raises Problem."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            # Not to wait for somebody at the other end of a pipe.
            self._file = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        except FileNotFoundError:
            raise Problem("file-missing", path=str(path)) from None
        except OSError as error:
            raise Problem("file-unreadable", path=str(path)) from error
        self._found = os.fstat(self._file)
        self.size = self._found.st_size
        if not stat.S_ISREG(self._found.st_mode):
            self.close()
            raise Problem("file-not-regular", path=str(path))

    def require_iso(self) -> None:
        head = memoryview(bytearray(look.HEAD))
        if not look.is_iso(bytes(head[: self.read(head, 0)])):
            raise look.not_iso(self.size)

    def read(self, view: memoryview, offset: int) -> int:
        with disk.problems(self.path):
            return disk.preadv(self._file, view, offset)

    def require_unchanged(self) -> None:
        now = os.fstat(self._file)
        before = self._found
        if (now.st_size, now.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
            raise Problem("file-changed", path=str(self.path))

    def close(self) -> None:
        os.close(self._file)


def _pour(source: _Source, sink: Sink, stopping: Stopping) -> None:
    buffer, at = sink.buffers.take(), 0
    while at < source.size:
        stopping.require_going()
        count = source.read(buffer[: min(SIZE, source.size - at)], at)
        if not count:
            break
        buffer = sink.write(buffer, count, at)
        at += count
    source.require_unchanged()
