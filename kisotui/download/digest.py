"""The digest of a file that is still growing."""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Sequence
from pathlib import Path
from threading import Condition, Thread
from typing import Final, NamedTuple

from kisotui.domain.checksums import Checksum
from kisotui.download import disk
from kisotui.download.buffers import SIZE, Buffers
from kisotui.download.server.client import Stopped

_HELD: Final = 4  # buffers at most
_NEAR: Final = 8 * SIZE  # bytes ahead of the digest that are worth being held


class _Held(NamedTuple):
    buffer: memoryview
    filled: int


class GrowingDigest:
    """Follows a file from its start in a thread of its own and digests what is on disk.

    Bytes that have just been written are taken from their buffer if they come when it is their
    turn, or nearly so; all others are read back. So it makes no difference in which order they
    came, or whether they came with an earlier attempt.
    """

    def __init__(self, path: Path, file: int, algorithms: Sequence[str], buffers: Buffers) -> None:
        self._path = path
        self._file = file
        self._hashes = {
            algorithm: hashlib.new(Checksum(algorithm, "").hashlib_name, usedforsecurity=False)
            for algorithm in algorithms
        }
        self._buffers = buffers
        self._held: dict[int, _Held] = {}
        self._done = 0
        self._end = 0
        self._stopped = False
        self._problem: BaseException | None = None
        self._changed = Condition()
        self._thread = Thread(target=self._run, name="kisotui-digest")
        self._thread.start()

    def written(self, buffer: memoryview, count: int, offset: int) -> bool:
        """Say that the first bytes of the buffer are in the file, at the offset.

        Whether the buffer is kept for the digest; it goes back to the others later. Who is only a
        little faster than the digest waits here: reading all back would make both slower.
        """
        with self._changed:
            while 0 <= offset - self._done < _NEAR and offset not in self._held:
                if len(self._held) < _HELD or offset == self._done:
                    self._held[offset] = _Held(buffer, count)
                    return True
                if self._done >= self._end or self._is_over:  # somebody else has to come first
                    return False
                self._changed.wait()
            return False

    def grown(self, end: int) -> None:
        """Say that all bytes of the file up to there have been written."""
        with self._changed:
            if end > self._end:
                self._end = end
                self._changed.notify_all()

    def result(self, end: int) -> tuple[Checksum, ...]:
        """The digests of the first ``end`` bytes, once they are all digested.

        Raises Problem: of the disk; Stopped.
        """
        self.grown(end)
        with self._changed:
            self._changed.wait_for(lambda: self._done >= end or self._is_over)
            if self._problem:
                raise self._problem
            if self._done < end:
                raise Stopped
        return tuple(Checksum(name, each.hexdigest()) for name, each in self._hashes.items())

    def interrupt(self) -> None:
        """End it soon."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()

    def stop(self) -> None:
        """End it; it does not read the file any more afterwards."""
        self.interrupt()
        self._thread.join()
        while self._held:
            self._buffers.give(self._held.popitem()[1].buffer)

    @property
    def _is_over(self) -> bool:
        return self._stopped or self._problem is not None

    def _run(self) -> None:
        own = self._buffers.take()
        try:
            with disk.problems(self._path):
                while self._wait():
                    self._step(own)
        except BaseException as problem:  # also a fault of ours: nobody may wait for this for ever
            with self._changed:
                self._problem = problem
                self._changed.notify_all()
        finally:
            self._buffers.give(own)

    def _wait(self) -> bool:
        """Whether there is something to digest; False at the end of it all."""
        with self._changed:
            self._changed.wait_for(lambda: self._done < self._end or self._is_over)
            return not self._is_over

    def _step(self, own: memoryview) -> None:
        with self._changed:
            held = self._held.pop(self._done, None)
            later = min((at for at in self._held if at > self._done), default=self._end)
            wanted = min(SIZE, self._end - self._done, later - self._done)
        if held:
            count = held.filled
            self._update(held.buffer[:count])
            self._buffers.give(held.buffer)
        else:
            count = disk.preadv(self._file, own[:wanted], self._done)
            if not count:
                raise OSError(errno.EIO, "the file became shorter")
            self._update(own[:count])
        with self._changed:
            self._done += count
            for offset in [at for at in self._held if at < self._done]:
                self._buffers.give(self._held.pop(offset).buffer)
            self._changed.notify_all()

    def _update(self, data: memoryview) -> None:
        for each in self._hashes.values():
            each.update(data)
