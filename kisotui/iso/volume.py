"""The volume of an ISO 9660 image: is it one, and is all of it there."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from kisotui.domain.failures import Problem

SECTOR = 2048
_FIRST = 16  # the sectors before are the system area, unused
_MOST = 64  # descriptors; real images have two to five
_PRIMARY, _TERMINATOR = 1, 255
_BLOCK_SIZES = (512, 1024, 2048)
_DIRECTORY = 0x02  # of the file flags


@dataclass(frozen=True, slots=True)
class Volume:
    """What the primary volume descriptor says."""

    label: str
    size: int
    """Bytes that the image must have at least; writers may pad behind them."""


def inspect(path: Path) -> Volume:
    """The volume of the image.

    Raises Problem: ``not-iso``; ``iso-truncated`` when its end is missing. Raises OSError where
    the file cannot be read.
    """
    file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        return _inspect(file, os.fstat(file).st_size)
    finally:
        os.close(file)


def _inspect(file: int, size: int) -> Volume:
    descriptor = _primary(file)
    block = int.from_bytes(descriptor[128:130], "little")
    declared = int.from_bytes(descriptor[80:84], "little") * block
    if block not in _BLOCK_SIZES or declared <= _FIRST * SECTOR:
        raise Problem("not-iso")
    if declared > size:
        raise Problem("iso-truncated", expected=declared, size=size)
    _check_root(file, descriptor[156:190], block, declared)
    return Volume(descriptor[40:72].decode("ascii", "replace").rstrip(" \0"), declared)


def _primary(file: int) -> bytes:
    """The first primary volume descriptor of a set that ends as it should."""
    primary = b""
    for sector in range(_FIRST, _FIRST + _MOST):
        descriptor = os.pread(file, SECTOR, sector * SECTOR)
        if primary and len(descriptor) < SECTOR:
            return primary  # cut off in the middle of the set: its size will tell
        if len(descriptor) < SECTOR or descriptor[1:6] != b"CD001":
            break
        if descriptor[0] == _TERMINATOR:
            if primary:
                return primary
            break
        if descriptor[0] == _PRIMARY and not primary:
            if descriptor[6] != 1 or descriptor[881] != 1:  # versions of descriptor and directory
                break
            primary = descriptor
    raise Problem("not-iso")


def _check_root(file: int, record: bytes, block: int, declared: int) -> None:
    """The root directory lies inside the volume and begins with the entry for itself."""
    start = int.from_bytes(record[2:6], "little") * block
    length = int.from_bytes(record[10:14], "little")
    if not _is_self(record) or not 0 < length <= declared - start or start <= _FIRST * SECTOR:
        raise Problem("not-iso")
    entry = os.pread(file, len(record), start)
    if not _is_self(entry) or entry[2:6] != record[2:6]:
        raise Problem("not-iso")


def _is_self(record: bytes) -> bool:
    """Whether a directory record is one of the directory itself, whose name is one zero byte."""
    return (
        len(record) >= 34
        and record[0] >= 34
        and bool(record[25] & _DIRECTORY)
        and record[32:34] == b"\x01\x00"
    )
