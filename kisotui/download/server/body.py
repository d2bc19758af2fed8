"""The body of an answer: read straight from its socket, or as the HTTP library hands it out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import monotonic

from kisotui.domain.failures import Problem
from kisotui.download.server import network
from kisotui.download.server.wire import GATHERING, Wire


class StraightBody:
    """A body of known length that comes as it is, read into the caller's memory.

    ``chunks``: its first item is what came together with the headers, or the first of what came
    after them. Whoever parsed the headers holds nothing back behind it.
    """

    def __init__(
        self,
        wire: Wire,
        chunks: Iterator[bytes],
        length: int,
        *,
        host: str,
        patience: float,
        is_clear: bool = False,
    ) -> None:
        self._wire = wire
        self._chunks = chunks
        self._length = self._left = length
        self._held: memoryview | None = None
        self._is_clear = is_clear
        """Whether what lies behind the body can be seen: a parser that has read it all may hold
        more, and shows it to nobody."""
        self._host = host
        self._patience = patience

    def fill(self, view: memoryview) -> int:
        """As ``Answer.fill``."""
        if not self._left:
            self._require_end()
            return 0
        if self._held is None:
            self._held = memoryview(next(self._chunks, b""))
            self._is_clear |= len(self._held) < self._length
        if self._held:
            got = min(len(view), len(self._held))
            view[:got] = self._held[:got]
            self._held = self._held[got:]
        else:
            got = self._receive(view[: self._left])
        self._left -= got
        return got

    @property
    def leaves_clean(self) -> bool:
        """Whether the next answer on the connection will begin where it should."""
        return not self._left and self._is_clear and self._wire.read_now() is None

    def _receive(self, view: memoryview) -> int:
        try:
            got = self._wire.fill(view, self._patience)
        except OSError as error:
            raise network.broken_off(error, self._host, self._patience) from None
        if not got:
            raise network.broken_off(None, self._host, self._patience)
        return got

    def _require_end(self) -> None:
        if self._is_clear and self._wire.read_now():
            self._is_clear = False
            raise Problem("too-long", host=self._host, size=self._length)


class CopiedBody:
    """Any other body, as it is unpacked from chunks or ended by the end of its connection.

    ``is_more_there``: whether the next chunk needs no waiting.
    """

    def __init__(self, chunks: Iterator[bytes], is_more_there: Callable[[], bool]) -> None:
        self._chunks = chunks
        self._is_more_there = is_more_there
        self._held = memoryview(b"")

    def fill(self, view: memoryview) -> int:
        """As ``Answer.fill``."""
        got, until = 0, monotonic() + GATHERING
        while got < len(view):
            if not self._held:
                if got and (monotonic() > until or not self._is_more_there()):
                    break
                self._held = memoryview(next(self._chunks, b""))
                if not self._held:
                    break
            count = min(len(view) - got, len(self._held))
            view[got : got + count] = self._held[:count]
            self._held = self._held[count:]
            got += count
        return got
