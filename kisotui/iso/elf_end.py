"""Where a program for Linux ends, as its own head says: one that was cut off is shorter."""

from __future__ import annotations

from typing import Final, Literal

_WIDE: Final = 2  # 64 bits
_BIG: Final = 2  # the byte order of s390x
_LOADED: Final = 1  # a segment that is loaded from the file
_SEGMENT: Final = 56


def end(head: bytes) -> int:
    """Bytes that its segments reach to; 0 where the head does not tell."""
    if len(head) < 64 or head[:4] != b"\x7fELF" or head[4] != _WIDE:
        return 0
    order: Literal["big", "little"] = "big" if head[5] == _BIG else "little"
    first, size = _number(head, 32, 8, order), _number(head, 54, 2, order)
    count = _number(head, 56, 2, order)
    ends = [0]
    for at in range(first, first + count * size, size) if size >= _SEGMENT else ():
        if at + _SEGMENT > len(head):
            break
        if _number(head, at, 4, order) == _LOADED:
            ends.append(_number(head, at + 8, 8, order) + _number(head, at + 32, 8, order))
    return max(ends)


def _number(head: bytes, at: int, size: int, order: Literal["big", "little"]) -> int:
    return int.from_bytes(head[at : at + size], order)
