"""Where the bytes of a download go: to the part, the digest and the disk."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from threading import Lock
from types import TracebackType
from typing import Self

from kisotui.domain.checksums import Checksum
from kisotui.domain.failures import Problem
from kisotui.download.buffers import Buffers
from kisotui.download.checkpoints import Checkpoints
from kisotui.download.digest import GrowingDigest
from kisotui.download.extents import Extents, Span
from kisotui.download.model import OnProgress
from kisotui.download.part import Part


class Sink:
    """Takes the bytes of a part from any number of threads, in any order.

    However the ``with`` ends, what has arrived is on disk and noted down; nobody may write any
    more by then.
    """

    def __init__(self, part: Part, algorithms: Sequence[str], on_progress: OnProgress) -> None:
        self.part = part
        self.buffers = Buffers()
        self._claimed = Extents(part.note.spans)
        self._extents = Extents(part.note.spans)
        self._on_progress = on_progress
        self._lock = Lock()
        self.received = self._extents.total
        """How many bytes are there."""
        self.front = self._extents.run_end(0)
        """Up to where none is missing."""
        self._digest = GrowingDigest(part.path, part.file, algorithms, self.buffers)
        self._digest.grown(self.front)
        self._checkpoints = Checkpoints(part, self.spans)
        on_progress(self.received, part.note.size)

    def gaps(self, size: int) -> list[Span]:
        """What is missing of a file of that size."""
        with self._lock:
            return self._extents.gaps(0, size)

    def spans(self) -> tuple[Span, ...]:
        """What is there."""
        with self._lock:
            return self._extents.spans

    def write(self, buffer: memoryview, count: int, offset: int) -> memoryview:
        """Write the first bytes of the buffer to their place; another buffer to go on with.

        Of bytes that come twice, the first ones count. Raises Problem: of the disk, also of bytes
        that were taken earlier.
        """
        self._checkpoints.require_good()
        fresh = self._claim(offset, offset + count)
        for start, end in fresh:
            self.part.write(buffer[start - offset : end - offset], start)
        is_whole = fresh == [(offset, offset + count)]
        is_kept = is_whole and self._digest.written(buffer, count, offset)
        with self._lock:
            for start, end in fresh:
                self._extents.add(start, end)
            self.received, self.front = self._extents.total, self._extents.run_end(0)
            self._on_progress(self.received, self.part.note.size)
        self._digest.grown(self.front)
        self._checkpoints.grown(count)
        return self.buffers.take() if is_kept else buffer

    def _claim(self, start: int, end: int) -> list[Span]:
        """What of these bytes nobody has begun to write. To write over what is digested already
        could make it something else."""
        with self._lock:
            fresh = self._claimed.gaps(start, end)
            self._claimed.add(start, end)
            return fresh

    def digests(self) -> tuple[Checksum, ...]:
        """The digests of all bytes, of which none is missing; they are durable then.

        Raises Problem: of the disk; Stopped.
        """
        self._checkpoints.finish()
        digests = self._digest.result(self.received)
        self._checkpoints.require_finished()
        return digests

    def interrupt(self) -> None:
        """Have nobody wait for the digest, from another thread."""
        self._digest.interrupt()

    def _keep(self, error: BaseException) -> None:
        """Bring to disk what has arrived, so that another attempt goes on from there."""
        is_full = isinstance(error, Problem) and error.code == "no-space"
        secure = self.part.secure_on_full_disk if is_full else self.part.secure
        with suppress(Problem):  # the disk may be what ended it; what it took is still good
            secure(self.spans())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._digest.stop()
        self._checkpoints.stop()
        self.buffers.close()
        if error is not None:
            self._keep(error)
