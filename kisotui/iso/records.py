"""Directory records of ISO 9660 (ECMA-119, 9.1): bytes to values, with nothing believed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

SELF, PARENT = b"\0", b"\1"
"""The names of a directory's first two records."""
_SECTOR: Final = 2048  # no record goes on in the next one
_LEAST: Final = 34
_DIRECTORY, _ASSOCIATED, _MORE = 0x02, 0x04, 0x80


@dataclass(frozen=True, slots=True)
class Record:
    """One record: a file, a part of one, or a directory."""

    name: bytes
    block: int
    """Where its bytes begin, in the volume's blocks."""
    length: int
    flags: int
    system: bytes
    """What is behind the name: Rock Ridge writes there."""
    agrees: bool
    """Numbers stand there twice, in both orders of bytes: whether both are the same."""
    interleaved: bool
    """Its bytes do not lie in one piece. Nobody writes that, and Linux does not read it."""

    @property
    def is_directory(self) -> bool:
        return bool(self.flags & _DIRECTORY)

    @property
    def is_associated(self) -> bool:
        """Whether it only belongs to a file of the same name, as a Macintosh's resources do."""
        return bool(self.flags & _ASSOCIATED)

    @property
    def has_more(self) -> bool:
        """Whether the file goes on with the next record: one record holds less than 4 GiB."""
        return bool(self.flags & _MORE)


def first_record(data: bytes) -> Record | None:
    """The record that the bytes begin with; None where they begin with none."""
    if len(data) < _LEAST or data[0] < _LEAST or not 0 < data[32] <= data[0] - 33:
        return None
    behind = 33 + data[32] + (data[32] + 1) % 2  # a name of even length is padded
    return Record(
        name=data[33 : 33 + data[32]],
        block=int.from_bytes(data[2:6], "little") + data[1],
        length=int.from_bytes(data[10:14], "little"),
        flags=data[25],
        system=data[behind : data[0]],
        agrees=data[2:6] == data[9:5:-1] and data[10:14] == data[17:13:-1],
        interleaved=bool(data[26] or data[27]),
    )


def records(directory: bytes) -> Iterator[Record | None]:
    """The records of a directory; None for what is none, after which its sector is given up."""
    for start in range(0, len(directory), _SECTOR):
        at, end = start, min(start + _SECTOR, len(directory))
        while at < end and directory[at]:
            record = first_record(directory[at:end])
            if record is None or directory[at] > end - at:
                yield None
                break
            yield record
            at += directory[at]
