"""Reading a stored file again: whether it is still what it was. Slowly, and past the page cache."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from threading import Event
from typing import Final, Protocol

from kisotui.domain.checksums import Checksum
from kisotui.download import disk
from kisotui.download.server.client import Stopped
from kisotui.download.throttle import Throttle

BLOCK: Final = 64 << 20
_CHUNK: Final = 1 << 20
_GONE: Final = (errno.ENOENT, errno.ELOOP, errno.ENOTDIR)
_PAUSES: Final = (1.0, 10.0)
"""Seconds before what cannot be read is tried again: a disk that is busy says the same."""
_BROKEN: Final = (errno.EIO, errno.EUCLEAN, errno.EBADMSG)  # the disk, its checksums


class Damage(StrEnum):
    """What is wrong with a file."""

    MISSING = "missing"
    SIZE = "size"
    UNREADABLE = "unreadable"
    CHANGED = "changed"
    """Bytes of a block."""
    DIGEST = "digest"
    """Bytes somewhere."""


class Damaged(Exception):  # noqa: N818 - a finding
    """The file is not what it was. ``values``: where, or what was found."""

    def __init__(self, damage: Damage, **values: object) -> None:
        super().__init__(damage)
        self.damage = damage
        self.values = values


@dataclass(frozen=True, slots=True)
class Blocks:
    """SHA-256 of each ``size`` bytes of a file, in hexadecimal."""

    size: int
    digests: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What a file was. ``blocks``: None where it was never read whole; ``start``: bytes that are
    proven already, a multiple of the blocks'."""

    size: int
    digests: Sequence[Checksum]
    blocks: Blocks | None = None
    start: int = 0


class Turn(Protocol):
    """Says when somebody may read, and how far he came."""

    stopped: Event

    def wait(self) -> None:
        """Until it is not somebody else's turn, or it is stopped."""

    def read(self, read: int, proven_to: int) -> None:
        """So many bytes were read, and so many from the first on are proven."""


def prove(path: Path, expected: Expected, throttle: Throttle, turn: Turn) -> Blocks:
    """Read the file, from ``start`` on, and hold it to what it was; gives its blocks.

    Without blocks it has to be read whole, and is held to its digests at the end. Blocking.
    Raises Damaged; Problem: of the disk; Stopped.
    """
    with disk.problems(path):
        try:
            file = disk.open_existing(path)
        except OSError as error:
            if error.errno in _GONE:
                raise Damaged(Damage.MISSING) from None
            raise
        try:
            return _proven(file, expected, throttle, turn)
        finally:
            disk.close(file)


def _proven(file: int, expected: Expected, throttle: Throttle, turn: Turn) -> Blocks:
    status = os.fstat(file)
    if not stat.S_ISREG(status.st_mode):
        raise Damaged(Damage.MISSING)
    if status.st_size != expected.size:
        raise Damaged(Damage.SIZE, size=status.st_size, expected=expected.size)
    known = expected.blocks
    reader = _Reader(file, expected.size, throttle, turn)
    if known is None:
        return _whole(reader, expected)
    for start in range(expected.start, expected.size, known.size):
        end = min(start + known.size, expected.size)
        if reader.block(start, end, lambda _: None) != known.digests[start // known.size]:
            raise Damaged(Damage.CHANGED, start=start, end=end)
        turn.read(end, end)
    return known


def _whole(reader: _Reader, expected: Expected) -> Blocks:
    hashes = [hashlib.new(each.hashlib_name, usedforsecurity=False) for each in expected.digests]

    def along(data: memoryview) -> None:
        for each in hashes:
            each.update(data)

    found = []
    for start in range(0, expected.size, BLOCK):
        end = min(start + BLOCK, expected.size)
        found.append(reader.block(start, end, along))
        reader.turn.read(end, 0)
    for digest, each in zip(expected.digests, hashes, strict=True):
        if each.hexdigest() != digest.digest:
            raise Damaged(Damage.DIGEST, algorithm=digest.algorithm, found=each.hexdigest())
    return Blocks(BLOCK, found)


class _Reader:
    """Reads blocks from the disk itself, and leaves nothing of them in the page cache."""

    def __init__(self, file: int, size: int, throttle: Throttle, turn: Turn) -> None:
        self.turn = turn
        self._file = file
        self._size = size
        self._throttle = throttle
        self._buffer = memoryview(bytearray(_CHUNK))

    def block(self, start: int, end: int, along: Callable[[memoryview], None]) -> str:
        """Its SHA-256, in hexadecimal. ``along``: gets the same bytes."""
        digest = hashlib.sha256()
        at = start
        disk.forget(self._file, start, end - start)
        while at < end:
            data = self._some(at, end)
            digest.update(data)
            along(data)
            at += len(data)
        disk.forget(self._file, start, end - start)
        return digest.hexdigest()

    def _some(self, at: int, end: int) -> memoryview:
        self.turn.wait()
        granted = self._throttle.take(min(_CHUNK, end - at), self.turn.stopped)
        if self.turn.stopped.is_set():
            raise Stopped
        read = self._attempts(self._buffer[:granted], at)
        if not read:
            raise Damaged(Damage.SIZE, size=at, expected=self._size)
        self._throttle.give_back(granted - read)
        return self._buffer[:read]

    def _attempts(self, view: memoryview, at: int) -> int:
        for pause in (*_PAUSES, None):
            try:
                return disk.preadv(self._file, view, at)
            except OSError as error:
                if error.errno not in _BROKEN:
                    raise
                if pause is None:
                    raise Damaged(Damage.UNREADABLE, start=at) from None
            if self.turn.stopped.wait(pause):
                raise Stopped
        raise AssertionError("the last pause is None")
