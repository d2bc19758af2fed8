"""The memory of one download: few buffers, used again and again."""

from __future__ import annotations

from contextlib import suppress
from mmap import mmap
from queue import Empty, SimpleQueue
from typing import Final

SIZE: Final = 512 << 10
"""Bytes of each: more makes nothing faster, and eight downloads have many."""


class Buffers:
    """Lends them to any thread. There are as many as were ever lent at once."""

    def __init__(self) -> None:
        self._free: SimpleQueue[memoryview] = SimpleQueue()
        self._is_closed = False

    def take(self) -> memoryview:
        try:
            return self._free.get_nowait()
        except Empty:
            # Straight from the kernel, and back to it: the heap would keep what it once gave.
            return memoryview(mmap(-1, SIZE))

    def give(self, buffer: memoryview) -> None:
        self._free.put(buffer)
        if self._is_closed:
            self.close()

    def close(self) -> None:
        """Give them back to the kernel, those that are lent still as soon as they come back.

        Otherwise they would wait for the garbage collector, through many downloads.
        """
        self._is_closed = True
        with suppress(Empty):
            while True:
                self._free.get_nowait().release()
