"""The digest of a file that is still growing."""

from __future__ import annotations

import errno
import hashlib
import os
from concurrent.futures import Future
from pathlib import Path

from kisotui.domain.checksums import Checksum
from kisotui.download import disk
from kisotui.download.threads import Threads, settled

_BLOCK = 1 << 20


class GrowingDigest:
    """Follows a file in a thread and digests what is on disk, not what was meant to be written.

    So it makes no difference whether the bytes came just now or with an earlier attempt.
    """

    def __init__(self, path: Path, file: int, algorithm: str, threads: Threads) -> None:
        self._path = path
        self._file = file
        self._algorithm = algorithm
        self._hash = hashlib.new(Checksum(algorithm, "").hashlib_name, usedforsecurity=False)
        self._threads = threads
        self._done = 0
        self._end = 0
        self._stopped = False
        self._running: Future[None] | None = None

    def grown(self, end: int) -> None:
        """Say how far the file has been written; returns at once."""
        self._end = end
        if self._running is None or self._running.done():
            self._running = self._threads.submit(self._follow)

    async def result(self, end: int) -> Checksum:
        """The digest of the first ``end`` bytes, once they are all digested."""
        while self._done < end:
            self.grown(end)
            if self._running is not None:
                await settled(self._running)
        return Checksum(self._algorithm, self._hash.hexdigest())

    def stop(self) -> None:
        """Leave it: nobody wants the result any more."""
        self._stopped = True

    def _follow(self) -> None:
        buffer = memoryview(bytearray(_BLOCK))
        with disk.problems(self._path):
            while self._done < self._end and not self._stopped:
                wanted = buffer[: min(_BLOCK, self._end - self._done)]
                count = os.preadv(self._file, [wanted], self._done)
                if not count:
                    raise OSError(errno.EIO, "the file became shorter")
                self._hash.update(wanted[:count])
                self._done += count
