"""Rock Ridge (IEEE P1282): what it adds behind a directory record.

That is a sequence of entries, each with a signature of two letters, its length and its version.
It may go on elsewhere in the volume (``CE``), which a hostile image may make it do for ever.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

_CONTINUATIONS: Final = 32  # of one record; Linux follows as many
_LONGEST: Final = 4096  # of a name or a link's target
_GOES_ON, _HERE, _UP, _TOP = 1, 2, 4, 8  # flags of NM, of SL and of its components

Continue = Callable[[int, int, int], bytes]
"""The bytes of a block, from an offset, so many; none where they cannot be had."""


@dataclass(slots=True)
class RockRidge:
    """What is added to a record. None: nothing is said of it."""

    name: bytes | None = None
    mode: int | None = None
    """As ``stat`` gives it."""
    target: bytes | None = None
    """Where a link leads to."""
    child: int | None = None
    """The block of the directory whose place this record holds; it was moved, as it lies deep."""
    moved: bool = False
    """Whether this is a directory that was moved here, and belongs elsewhere."""


def is_used(system: bytes) -> bool:
    """Whether an image uses it, by the first record of the root directory."""
    return len(system) >= 7 and system[:2] == b"SP" and system[4:6] == b"\xbe\xef"


def read(system: bytes, further: Continue) -> RockRidge:
    """What stands behind a record."""
    found, target = RockRidge(), _Target()
    for signature, data in _entries(system, further):
        if signature == b"NM" and data and not data[0] & (_HERE | _UP):
            found.name = ((found.name or b"") + data[1:])[:_LONGEST]
        elif signature == b"PX" and len(data) >= 4:
            found.mode = int.from_bytes(data[:4], "little")
        elif signature == b"SL" and data:
            target.add(data[1:])
            found.target = target.text
        elif signature == b"CL" and len(data) >= 4:
            found.child = int.from_bytes(data[:4], "little")
        elif signature == b"RE":
            found.moved = True
    return found


def _entries(area: bytes, further: Continue) -> Iterator[tuple[bytes, bytes]]:
    """Signature and data of each entry, wherever they go on."""
    for _ in range(_CONTINUATIONS):
        at, onward = 0, b""
        while at + 4 <= len(area) and area[at + 2] >= 4:
            signature, data = area[at : at + 2], area[at + 4 : at + area[at + 2]]
            at += area[at + 2]
            if signature == b"ST":
                break
            if signature == b"CE":
                onward = data
            else:
                yield signature, data
        if len(onward) < 24:
            return
        block, offset, length = (int.from_bytes(onward[n : n + 4], "little") for n in (0, 8, 16))
        area = further(block, offset, length)


class _Target:
    """A link's target, put together from the components that its entries hold."""

    def __init__(self) -> None:
        self.text = b""
        self._goes_on = False

    def add(self, components: bytes) -> None:
        at = 0
        while at + 2 <= len(components):
            flags, length = components[at : at + 2]
            piece = components[at + 2 : at + 2 + length]
            if flags & _TOP:
                self.text = b"/"
            else:
                self._append(b"." if flags & _HERE else b".." if flags & _UP else piece)
            self._goes_on = bool(flags & _GOES_ON)
            at += 2 + length

    def _append(self, piece: bytes) -> None:
        between = b"" if self._goes_on or self.text in (b"", b"/") else b"/"
        self.text = (self.text + between + piece)[:_LONGEST]
