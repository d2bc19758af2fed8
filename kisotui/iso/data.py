"""The bytes of an image, wherever they lie: only as much of them is read as is asked for."""

from __future__ import annotations

import os
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self


class Data(Protocol):
    """Bytes that can be read from anywhere: a file, or one on a server that knows Range."""

    @property
    def size(self) -> int:
        """How many bytes there are."""

    def read(self, offset: int, length: int) -> bytes:
        """So many bytes from there; fewer only at the end, none behind it.

        Raises OSError or Problem where they cannot be read.
        """


class FileData:
    """A file of this machine. Raises OSError where it cannot be opened or read."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        self.size = os.fstat(self._file).st_size

    def read(self, offset: int, length: int) -> bytes:
        first = os.pread(self._file, length, offset)
        if len(first) in (0, length):
            return first
        pieces, got = [first], len(first)
        while got < length and (piece := os.pread(self._file, length - got, offset + got)):
            pieces.append(piece)
            got += len(piece)
        return b"".join(pieces)

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
