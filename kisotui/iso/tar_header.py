"""One header block of a tar archive (POSIX ustar, GNU, PAX)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

BLOCK: Final = 512
_CHECKSUM: Final = slice(148, 156)
_LARGEST: Final = 1 << 60  # bytes; no file is longer
_WANTED: Final = frozenset({"path", "linkpath", "size"})

Fault = Literal["broken", "cut", "huge"]


class ArchiveError(Exception):
    """An archive that cannot be read to its end. ``broken``: its bytes make no sense; ``cut``: they
    end too early; ``huge``: there is more of something than is looked at."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Header:
    name: str
    kind: bytes
    size: int
    target: str


def parse(block: bytes) -> Header:
    """Raises ArchiveError: ``broken``."""
    if _number(block[_CHECKSUM]) != sum(block) - sum(block[_CHECKSUM]) + 8 * ord(" "):
        raise ArchiveError("broken")
    name = _text(block[:100])
    if block[257:263] == b"ustar\0" and (prefix := _text(block[345:500])):
        name = f"{prefix}/{name}"
    return Header(name, block[156:157], _number(block[124:136]), _text(block[157:257]))


def pax_records(body: bytes) -> dict[str, str]:
    """Those that say something of a member's place. Raises ArchiveError: ``broken``."""
    records: dict[str, str] = {}
    at = 0
    while at < len(body) and body[at]:
        digits, blank, _ = body[at : at + 21].partition(b" ")
        if not blank or not digits.isdigit():
            raise ArchiveError("broken")
        end = at + int(digits)
        if end > len(body) or end <= at + len(digits) + 1:
            raise ArchiveError("broken")
        key, _, value = body[at + len(digits) + 1 : end - 1].partition(b"=")
        name = key.decode("utf-8", "replace")
        if name in _WANTED:
            records[name] = value.decode("utf-8", "surrogateescape")
        at = end
    return records


def _text(field: bytes) -> str:
    return field.partition(b"\0")[0].decode("utf-8", "surrogateescape")


def _number(field: bytes) -> int:
    """Octal digits, or for large ones a set first bit and the number itself."""
    if field[0] & 0x80:
        value = int.from_bytes(bytes([field[0] & 0x7F]) + field[1:], "big")
    else:
        digits = field.partition(b"\0")[0].strip()
        if digits.strip(b"01234567"):
            raise ArchiveError("broken")
        value = int(digits or b"0", 8)
    if value > _LARGEST:
        raise ArchiveError("broken")
    return value
