"""The volume of an ISO 9660 image: is it one, and is all of it there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeGuard

from kisotui.domain.failures import Problem
from kisotui.iso.data import Data, FileData
from kisotui.iso.records import SELF, Record, first_record

SECTOR: Final = 2048
_FIRST: Final = 16  # the sectors before are the system area, unused
_MOST: Final = 64  # descriptors; real images have two to five
_PRIMARY, _SUPPLEMENTARY, _TERMINATOR = 1, 2, 255
_BLOCK_SIZES: Final = (512, 1024, 2048)
_JOLIET: Final = (b"%/@", b"%/C", b"%/E")  # the escape sequences of UCS-2, levels 1 to 3


@dataclass(frozen=True, slots=True)
class Volume:
    """What the primary volume descriptor says."""

    label: str
    size: int
    """Bytes that the image must have at least; writers may pad behind them."""


@dataclass(frozen=True, slots=True)
class Descriptors:
    """What all of the volume's descriptors say, as far as it is used."""

    volume: Volume
    block: int
    """Bytes of the blocks that everything in the image is counted in."""
    root: Record
    joliet: Record | None
    """The root of the other tree, whose names are of Unicode; None where there is none."""


def inspect(path: Path) -> Volume:
    """The volume of the image.

    Raises Problem: ``not-iso``; ``iso-truncated`` when its end is missing. Raises OSError where
    the file cannot be read.
    """
    with FileData(path) as data:
        described = read_descriptors(data)
        if described.volume.size > data.size:
            raise truncated(described.volume, data)
        require_root(data, described)
        return described.volume


def truncated(volume: Volume, data: Data) -> Problem:
    """What to say of an image whose end is missing."""
    return Problem("iso-truncated", expected=volume.size, size=data.size)


def read_descriptors(data: Data) -> Descriptors:
    """The volume's descriptors, by one read; the image may be shorter than they say.

    Raises Problem: ``not-iso``. Raises what ``data`` raises.
    """
    primary, joliet = _choose(data.read(_FIRST * SECTOR, _MOST * SECTOR))
    block = int.from_bytes(primary[128:130], "little")
    declared = int.from_bytes(primary[80:84], "little") * block
    root = first_record(primary[156:190])
    if block not in _BLOCK_SIZES or declared <= _FIRST * SECTOR or not _is_root(root):
        raise Problem("not-iso")
    other = first_record(joliet[156:190]) if joliet else None
    label = primary[40:72].decode("ascii", "replace").rstrip(" \0")
    return Descriptors(Volume(label, declared), block, root, other if _is_root(other) else None)


def _choose(descriptors: bytes) -> tuple[bytes, bytes]:
    """The first primary descriptor and the first of Joliet of a set that ends as it should."""
    primary = joliet = b""
    for start in range(0, _MOST * SECTOR, SECTOR):
        descriptor = descriptors[start : start + SECTOR]
        if primary and len(descriptor) < SECTOR:
            return primary, joliet  # cut off in the middle of the set: its size will tell
        if len(descriptor) < SECTOR or descriptor[1:6] != b"CD001":
            break
        if descriptor[0] == _TERMINATOR and primary:
            return primary, joliet
        if descriptor[0] == _TERMINATOR:
            break
        if descriptor[0] == _PRIMARY and not primary:
            if descriptor[6] != 1 or descriptor[881] != 1:  # versions of descriptor and directory
                break
            primary = descriptor
        if descriptor[0] == _SUPPLEMENTARY and not joliet and descriptor[88:91] in _JOLIET:
            joliet = descriptor
    raise Problem("not-iso")


def require_root(data: Data, described: Descriptors) -> Record:
    """The root directory's record of itself, with which it begins, inside the volume.

    Raises Problem: ``not-iso``. Raises what ``data`` raises.
    """
    root = described.root
    start = root.block * described.block
    if not 0 < root.length <= described.volume.size - start or start <= _FIRST * SECTOR:
        raise Problem("not-iso")
    entry = first_record(data.read(start, SECTOR))
    if not _is_root(entry) or entry.block != root.block:
        raise Problem("not-iso")
    return entry


def _is_root(record: Record | None) -> TypeGuard[Record]:
    """Whether it is a directory's record of itself."""
    return record is not None and record.is_directory and record.name == SELF
