"""The memory of one download: few buffers, used again and again."""

from __future__ import annotations

from mmap import mmap
from queue import Empty, SimpleQueue
from typing import Final

SIZE: Final = 512 << 10
"""Bytes of each: more makes nothing faster, and eight downloads have many."""


class Buffers:
    """Lends them to any thread. There are as many as were ever lent at once."""

    def __init__(self) -> None:
        self._free: SimpleQueue[memoryview] = SimpleQueue()

    def take(self) -> memoryview:
        try:
            return self._free.get_nowait()
        except Empty:
            # Straight from the kernel, and back to it: the heap would keep what it once gave.
            return memoryview(mmap(-1, SIZE))

    def give(self, buffer: memoryview) -> None:
        self._free.put(buffer)
