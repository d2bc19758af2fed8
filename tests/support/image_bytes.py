"""Images made byte by byte, so that any of their numbers can be a lie."""

from __future__ import annotations

from typing import Final

from kisotui.iso.volume import SECTOR

DIRECTORY, ASSOCIATED, MORE = 0x02, 0x04, 0x80
ROOT: Final = 20
"""The sector of the root directory."""
SHARING: Final = b"SP\x07\x01\xbe\xef\x00"
"""What the root's first record has behind it where Rock Ridge is used."""


class Bytes:
    """``Data`` in memory, which counts how often it was read, and how much."""

    def __init__(self, data: bytes) -> None:
        self.data, self.size = data, len(data)
        self.reads, self.came = 0, 0

    def read(self, offset: int, length: int) -> bytes:
        assert offset >= 0
        assert length >= 0
        found = self.data[offset : offset + length]
        self.reads += 1
        self.came += len(found)
        return found


def both(number: int, length: int = 4) -> bytes:
    """A number in both orders of its bytes."""
    return number.to_bytes(length, "little") + number.to_bytes(length, "big")


def record(
    name: bytes, block: int, length: int = SECTOR, flags: int = 0, system: bytes = b""
) -> bytes:
    """A directory record."""
    body = bytes(1) + both(block) + both(length) + bytes(7) + bytes([flags, 0, 0]) + both(1, 2)
    body += bytes([len(name)]) + name + bytes((len(name) + 1) % 2) + system
    return bytes([len(body) + 1]) + body


def directory(
    block: int, *records: bytes, parent: int = ROOT, length: int = SECTOR, system: bytes = b""
) -> bytes:
    """A directory's bytes: itself, the one above, and the records given, sector by sector."""
    sectors = [b""]
    for each in (
        record(b"\0", block, length, DIRECTORY, system),
        record(b"\1", parent, SECTOR, DIRECTORY),
        *records,
    ):
        if len(sectors[-1]) + len(each) > SECTOR:
            sectors.append(b"")
        sectors[-1] += each
    return b"".join(sector.ljust(SECTOR, b"\0") for sector in sectors)


def image(
    sectors: dict[int, bytes], *, size: int = 64, root_length: int = SECTOR, joliet: int = 0
) -> bytes:
    """An image of so many sectors, with the root at ``ROOT`` and Joliet's at ``joliet``."""
    made = {16: _descriptor(1, ROOT, root_length, size), 18: b"\xffCD001\x01", **sectors}
    made[17] = _descriptor(2, joliet, SECTOR, size) if joliet else b"\xffCD001\x01"
    data = bytearray(size * SECTOR)
    for sector, content in made.items():
        data[sector * SECTOR : sector * SECTOR + len(content)] = content
    return bytes(data)


def _descriptor(kind: int, root: int, root_length: int, size: int) -> bytes:
    made = bytearray(SECTOR)
    made[:7] = bytes([kind]) + b"CD001\x01"
    made[40:72] = b"CDROM".ljust(32)
    made[80:88], made[128:132] = both(size), both(SECTOR, 2)
    made[88:91] = b"%/E" if kind == 2 else bytes(3)
    made[156:190] = record(b"\0", root, root_length, DIRECTORY)
    made[881] = 1
    return bytes(made)


def rock(name: str, mode: int = 0o100644, *more: bytes) -> bytes:
    """What Rock Ridge puts behind a record: name and mode, and what else is given."""
    spelled = name.encode()
    return b"".join(
        (
            b"NM" + bytes([len(spelled) + 5, 1, 0]) + spelled,
            b"PX\x24\x01" + both(mode) + bytes(24),
            *more,
        )
    )


def link(*components: bytes) -> bytes:
    """``SL``: where a link leads to."""
    spelled = b"".join(
        bytes([2, 0])
        if each == b"."
        else bytes([4, 0])
        if each == b".."
        else bytes([8, 0])
        if each == b"/"
        else bytes([0, len(each)]) + each
        for each in components
    )
    return b"SL" + bytes([len(spelled) + 5, 1, 0]) + spelled


def elsewhere(block: int, offset: int, length: int) -> bytes:
    """``CE``: what goes on there."""
    return b"CE\x1c\x01" + both(block) + both(offset) + both(length)
