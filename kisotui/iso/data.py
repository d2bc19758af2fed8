"""The bytes of an image, wherever they lie: only as much of them is read as is asked for."""

from __future__ import annotations

import os
from collections import deque
from pathlib import Path
from types import TracebackType
from typing import Final, Protocol, Self

_UNDER_WAY: Final = 16  # pieces that the disk has been asked for and has not brought yet


class Data(Protocol):
    """Bytes that can be read from anywhere: a file, or one on a server that knows Range."""

    @property
    def size(self) -> int:
        """How many bytes there are."""

    def read(self, offset: int, length: int) -> bytes:
        """So many bytes from there; fewer only at the end, none behind it.

        Raises OSError or Problem where they cannot be read.
        """


class NearData(Data, Protocol):
    """Bytes of this machine, which several threads may read at the same time."""

    def expect(self, offset: int, length: int) -> None:
        """These, a few MiB at most, will be read soon. Waits for what was expected long before.

        Raises OSError where they cannot be read. For one thread.
        """


class FileData:
    """A file of this machine. Raises OSError where it cannot be opened or read."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        self.size = os.fstat(self._file).st_size
        self._expected: deque[int] = deque()

    def read(self, offset: int, length: int) -> bytes:
        first = os.pread(self._file, length, offset)
        if len(first) in (0, length):
            return first
        pieces, got = [first], len(first)
        while got < length and (piece := os.pread(self._file, length - got, offset + got)):
            pieces.append(piece)
            got += len(piece)
        return b"".join(pieces)

    def expect(self, offset: int, length: int) -> None:
        os.posix_fadvise(self._file, offset, length, os.POSIX_FADV_WILLNEED)
        self._expected.append(offset + length - 1)
        if len(self._expected) > _UNDER_WAY:
            os.pread(self._file, 1, self._expected.popleft())

    def close(self) -> None:
        os.close(self._file)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()
