"""Where the bytes of a download go: to the part, the digest and the disk."""

from __future__ import annotations

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

    def __init__(self, part: Part, algorithm: str, on_progress: OnProgress) -> None:
        self.part = part
        self.buffers = Buffers()
        self._extents = Extents(part.note.spans)
        self._on_progress = on_progress
        self._lock = Lock()
        self._digest = GrowingDigest(part.path, part.file, algorithm, self.buffers)
        self._digest.grown(self.front)
        self._checkpoints = Checkpoints(part, self.spans)
        on_progress(self.received, part.note.size)

    @property
    def received(self) -> int:
        """How many bytes are there."""
        return self._extents.total

    @property
    def front(self) -> int:
        """Up to where none is missing."""
        return self._extents.run_end(0)

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

        Raises Problem: of the disk, also of bytes that were taken earlier.
        """
        self._checkpoints.require_good()
        self.part.write(buffer[:count], offset)
        is_kept = self._digest.written(buffer, count, offset)
        with self._lock:
            self._extents.add(offset, offset + count)
            front = self.front
            self._on_progress(self.received, self.part.note.size)
        self._digest.grown(front)
        self._checkpoints.grown(count)
        return self.buffers.take() if is_kept else buffer

    def digest(self) -> Checksum:
        """The digest of all bytes, of which none is missing; they are durable then.

        Raises Problem: of the disk; Stopped.
        """
        self._checkpoints.finish()
        digest = self._digest.result(self.received)
        self._checkpoints.require_finished()
        return digest

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
        if error is not None:
            self._keep(error)
