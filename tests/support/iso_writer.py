"""ISO 9660 with Rock Ridge, written in memory: as little of it as a reader asks for.

Quick enough for a test to make many, and willing to write what no honest tool would.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

SECTOR = 2048
_ROOT = 19  # behind the system area and the descriptors of volume and end
_DIRECTORY = 2


@dataclass(frozen=True, slots=True)
class Link:
    """A symbolic link."""

    target: str


Files = Mapping[str, bytes | Link]


@dataclass(slots=True)
class _Directory:
    path: str
    files: dict[str, bytes | Link] = field(default_factory=dict)
    directories: dict[str, _Directory] = field(default_factory=dict)
    block: int = 0
    length: int = 0


def write(files: Files, label: str = "CDROM") -> bytes:
    """An image that holds these files by their paths."""
    root = _tree(files)
    directories = _all(root)
    at = _ROOT
    for each in directories:
        each.length = _blocks(len(_records(each, root, {}))) * SECTOR
        each.block, at = at, at + each.length // SECTOR
    places: dict[str, int] = {}
    bodies: list[bytes] = []
    for path, data in files.items():
        if isinstance(data, bytes):
            places[path] = at
            bodies.append(data.ljust(_blocks(len(data)) * SECTOR, b"\0"))
            at += _blocks(len(data))
    tables = b"".join(
        _records(each, root, places).ljust(each.length, b"\0") for each in directories
    )
    head = bytes(16 * SECTOR) + _volume(label, at, root) + _end()
    return head.ljust(_ROOT * SECTOR, b"\0") + tables + b"".join(bodies)


def _tree(files: Files) -> _Directory:
    root = _Directory("")
    for path, data in files.items():
        at = root
        *above, name = path.split("/")
        for part in above:
            inside = f"{at.path}/{part}".lstrip("/")
            at = at.directories.setdefault(part, _Directory(inside))
        at.files[name] = data
    return root


def _all(root: _Directory) -> list[_Directory]:
    found = [root]
    for each in found:
        found.extend(each.directories.values())
    return found


def _records(directory: _Directory, root: _Directory, places: Mapping[str, int]) -> bytes:
    sp = b"SP\x07\x01\xbe\xef\0" if directory is root else b""
    above = directory  # nobody here asks where a directory's parent lies
    packed = _Packed()
    packed.add(_record(b"\0", directory.block, directory.length, _DIRECTORY, sp))
    packed.add(_record(b"\1", above.block, above.length, _DIRECTORY, b""))
    for number, (name, inside) in enumerate(directory.directories.items()):
        plain = f"D{number:05}".encode()
        system = _nm(name) + _px(0o040755)
        packed.add(_record(plain, inside.block, inside.length, _DIRECTORY, system))
    for number, (name, data) in enumerate(directory.files.items()):
        plain = f"F{number:05}.;1".encode()
        if isinstance(data, Link):
            packed.add(_record(plain, 0, 0, 0, _nm(name) + _px(0o120777) + _sl(data.target)))
        else:
            block = places.get(f"{directory.path}/{name}".lstrip("/"), 0)
            packed.add(_record(plain, block, len(data), 0, _nm(name) + _px(0o100644)))
    return packed.data


class _Packed:
    """Records, none of which goes over the end of a sector."""

    def __init__(self) -> None:
        self.data = b""

    def add(self, record: bytes) -> None:
        if len(self.data) % SECTOR + len(record) > SECTOR:
            self.data = self.data.ljust(_blocks(len(self.data)) * SECTOR, b"\0")
        self.data += record


def _record(name: bytes, block: int, size: int, flags: int, system: bytes) -> bytes:
    body = both(block, 4) + both(size, 4) + bytes(7) + bytes([flags, 0, 0]) + both(1, 2)
    body += bytes([len(name)]) + name
    body += bytes((len(body)) % 2) + system  # names are filled up to an even length
    body += bytes(len(body) % 2)
    return bytes([len(body) + 2, 0]) + body


def _nm(name: str) -> bytes:
    data = name.encode("utf-8", "surrogateescape")
    return b"NM" + bytes([len(data) + 5, 1, 0]) + data


def _px(mode: int) -> bytes:
    return b"PX" + bytes([36, 1]) + both(mode, 4) + both(1, 4) + both(0, 4) * 2


def _sl(target: str) -> bytes:
    parts = b""
    for part in target.split("/"):
        flag = {"": 8, ".": 2, "..": 4}.get(part, 0)
        text = b"" if flag else part.encode()
        parts += bytes([flag, len(text)]) + text
    return b"SL" + bytes([len(parts) + 5, 1, 0]) + parts


def _volume(label: str, blocks: int, root: _Directory) -> bytes:
    body = b"\1CD001\1\0" + bytes(32) + label.encode().ljust(32) + bytes(8) + both(blocks, 4)
    body += bytes(32) + both(1, 2) * 2 + both(SECTOR, 2) + bytes(24)
    body += _record(b"\0", root.block, root.length, _DIRECTORY, b"")
    return body.ljust(881, b"\0") + b"\1" + bytes(SECTOR - 882)


def _end() -> bytes:
    return (b"\xffCD001\1").ljust(SECTOR, b"\0")


def both(number: int, size: int) -> bytes:
    """A number as ISO 9660 writes it: both ways."""
    return number.to_bytes(size, "little") + number.to_bytes(size, "big")


def _blocks(size: int) -> int:
    return -(-size // SECTOR)
