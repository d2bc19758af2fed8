"""Gzip, unpacked as it comes."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from threading import Lock
from typing import Final

from kisotui.iso import budgets
from kisotui.iso.tar_header import ArchiveError

MAGIC: Final = b"\x1f\x8b"
_GZIP: Final = 31  # of zlib's window sizes: with gzip's header and checksum
_STEP: Final = 1024 * 1024  # what is left of a step is copied
_MOST: Final = 4 * budgets.MIB  # bytes unpacked at once
_SLACK: Final = 16 * budgets.MIB  # that small archives may have beyond the ratio


class Unpacked:
    """Counts what all archives of an ISO hold unpacked, in whichever threads that is done."""

    def __init__(self) -> None:
        self._bytes = 0
        self._lock = Lock()

    def add(self, count: int) -> None:
        """Raises ArchiveError: ``huge``."""
        with self._lock:
            self._bytes += count
            if self._bytes > budgets.UNPACKED:
                raise ArchiveError("huge")


class Gunzip:
    """Hands on what is in a gzip file. ``feed`` and ``finish`` raise ArchiveError."""

    def __init__(self, into: Callable[[bytes], None], unpacked: Unpacked) -> None:
        self._into, self._unpacked = into, unpacked
        self._stream = zlib.decompressobj(_GZIP)
        self._streams = 1
        self._begun = False
        self._is_over = False
        self._in = self._out = 0

    def feed(self, data: bytes | memoryview) -> None:
        view = memoryview(data)
        for at in range(0, len(view), _STEP):
            if self._is_over:
                return
            self._step(view[at : at + _STEP])

    def finish(self) -> None:
        if not self._is_over and (self._begun or not self._in):
            raise ArchiveError("cut")

    def _step(self, piece: bytes | memoryview) -> None:
        self._in += len(piece)
        rest: bytes | memoryview = piece
        while rest and not self._is_over:
            self._begun = True
            rest = self._unpack(rest)

    def _unpack(self, piece: bytes | memoryview) -> bytes:
        try:
            data = self._stream.decompress(piece, _MOST)
        except zlib.error:
            raise ArchiveError("broken") from None
        self._hand_on(data)
        if not self._stream.eof:
            return self._stream.unconsumed_tail
        return self._next_stream(self._stream.unused_data)

    def _next_stream(self, rest: bytes) -> bytes:
        """What stands behind a stream is another one, or filled up with anything."""
        self._begun = False
        if rest and not rest.startswith(MAGIC[:1]):
            self._is_over = True
        self._streams += 1
        if self._streams > budgets.STREAMS:
            raise ArchiveError("huge")
        self._stream = zlib.decompressobj(_GZIP)
        return rest

    def _hand_on(self, data: bytes) -> None:
        self._out += len(data)
        self._unpacked.add(len(data))
        if self._out > self._in * budgets.RATIO + _SLACK:
            raise ArchiveError("huge")
        if data:
            self._into(data)
