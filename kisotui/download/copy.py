"""From a local file to a verified file in its place."""

from __future__ import annotations

import os
import stat
from contextlib import ExitStack
from pathlib import Path

from kisotui.domain.checksums import Checksum
from kisotui.domain.failures import Problem
from kisotui.download import disk, look
from kisotui.download.complete import algorithm, complete
from kisotui.download.finished import finished
from kisotui.download.model import Check, Fetched, OnProgress
from kisotui.download.part import Part
from kisotui.download.sidecar import Sidecar
from kisotui.download.sink import BLOCK, Sink
from kisotui.download.threads import Threads


async def copy(
    file: Path,
    *,
    place: Path,
    check: Check,
    checksum: Checksum | None = None,
    on_progress: OnProgress,
) -> Fetched:
    """Copy ``file`` to ``place`` with the checks of a download.

    It does not go on from an earlier attempt, but from one that was cut off when the whole file
    was in its place; an attempt that ends early leaves nothing. Raises Problem.
    """
    if there := await finished(place, checksum, check):
        return there
    with ExitStack() as files, Threads() as threads:
        source = await threads.run(_Source, file, files)
        if not look.is_iso(await threads.run(source.read, 0)):
            raise look.not_iso(source.size)
        part = await threads.run(_begin, place, source.size, files)
        async with Sink(part, algorithm(checksum), threads) as sink:
            await _pour(source, sink, on_progress)
            return await complete(sink, checksum, check)


class _Source:
    """The file to be copied, as it was when it was opened. Blocking. Raises Problem."""

    def __init__(self, path: Path, files: ExitStack) -> None:
        self.path = path
        try:
            # Not to wait for somebody at the other end of a pipe.
            self._file = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        except FileNotFoundError:
            raise Problem("file-missing", path=str(path)) from None
        except OSError as error:
            raise Problem("file-unreadable", path=str(path)) from error
        files.callback(os.close, self._file)
        self._found = os.fstat(self._file)
        self.size = self._found.st_size
        if not stat.S_ISREG(self._found.st_mode):
            raise Problem("file-not-regular", path=str(path))

    def read(self, offset: int) -> bytes:
        with disk.problems(self.path):
            return os.pread(self._file, min(BLOCK, self.size - offset), offset)

    def require_unchanged(self) -> None:
        now = os.fstat(self._file)
        before = self._found
        if (now.st_size, now.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
            raise Problem("file-changed", path=str(self.path))


async def _pour(source: _Source, sink: Sink, on_progress: OnProgress) -> None:
    on_progress(0, source.size)
    while sink.end < source.size:
        data = await sink.threads.run(source.read, sink.end)
        if not data:
            break
        await sink.add(data)
        on_progress(sink.end, source.size)
    source.require_unchanged()


def _begin(place: Path, size: int, files: ExitStack) -> Part:
    part = Part.begin(place, Sidecar("", "", size, 0))
    files.callback(part.close)
    files.callback(part.discard)  # if it was placed, there is none
    return part
