"""Where the bytes of a download go: to the part, the digest and the disk, in threads."""

from __future__ import annotations

import time
from concurrent.futures import Future
from contextlib import suppress
from types import TracebackType
from typing import Final, Self

from kisotui.domain.checksums import Checksum
from kisotui.domain.failures import Problem
from kisotui.download.digest import GrowingDigest
from kisotui.download.part import Part
from kisotui.download.threads import Threads, settled

BLOCK: Final = 1 << 20  # bytes written at a time
_SOON = 1.0  # seconds after which less is written too
_SECURE_BYTES = 64 << 20  # at most so much is lost by a power cut or SIGKILL,
_SECURE_SECONDS = 5.0  # or what came in so long


class Sink:
    """Takes the bytes of a part in their order, from where it ends.

    While one block is being written the next one is collected; who is faster than the disk waits.
    However the ``with`` ends, what has arrived is on disk and noted down.
    """

    def __init__(self, part: Part, algorithm: str, threads: Threads) -> None:
        self.part = part
        self.threads = threads
        self.end = part.note.stored
        """Where the next byte goes."""
        self._digest = GrowingDigest(part.path, part.file, algorithm, threads)
        self._digest.grown(self.end)
        self._chunks: list[bytes] = []
        self._waiting = 0
        self._written = self.end
        self._flushed = self._secured = time.monotonic()
        self._writing: Future[None] | None = None
        self._securing: Future[None] | None = None

    async def add(self, data: bytes) -> None:
        """Take the next bytes. Raises Problem, also of bytes taken earlier."""
        self._chunks.append(data)
        self._waiting += len(data)
        self.end += len(data)
        if self._waiting >= BLOCK or time.monotonic() - self._flushed >= _SOON:
            await self._flush()

    async def digest(self) -> Checksum:
        """The digest of all bytes, once they are all written."""
        await self._flush()
        await self._settle()
        return await self._digest.result(self.end)

    async def _flush(self) -> None:
        await self._settle()
        data, self._chunks, self._waiting = b"".join(self._chunks), [], 0
        self._flushed = time.monotonic()
        self._writing = self.threads.submit(self._write, data, self._written)
        if self._is_time_to_secure():
            self._secured = self._flushed
            self._securing = self.threads.submit(self.part.secure, self._written)

    async def _settle(self) -> None:
        """See the block that is being written to its end.

        One that failed stays, and fails again: what comes after it must not take its place.
        """
        if self._writing is not None:
            await settled(self._writing)
            self._writing = None
        if self._securing is not None and self._securing.done():
            self._securing.result()
            self._securing = None

    def _is_time_to_secure(self) -> bool:
        if self._securing is not None:
            return False
        fresh = self._written - self.part.note.stored
        return fresh >= _SECURE_BYTES or (
            fresh > 0 and self._flushed - self._secured >= _SECURE_SECONDS
        )

    def _write(self, data: bytes, offset: int) -> None:
        self.part.write(data, offset)
        self._written = offset + len(data)
        self._digest.grown(self._written)

    async def _keep(self, error: BaseException) -> None:
        """Bring to disk what has arrived, so that another attempt goes on from there."""
        with suppress(Problem):  # the disk may be what ended it; what it took is still good
            await self._flush()
            await self._settle()
        with suppress(Problem):
            if self._securing is not None:
                await settled(self._securing)
        is_full = isinstance(error, Problem) and error.code == "no-space"
        secure = self.part.secure_on_full_disk if is_full else self.part.secure
        with suppress(Problem):
            await self.threads.run(secure, self._written)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._digest.stop()
        if error is not None:
            await self._keep(error)
