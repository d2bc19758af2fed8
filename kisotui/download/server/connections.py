"""The connections that are open, to be ended from another thread."""

from __future__ import annotations

import socket
from contextlib import suppress
from threading import Lock, Timer
from types import TracebackType
from typing import Self
from weakref import WeakSet


class Connections:
    """Knows each connection for as long as anybody holds it."""

    def __init__(self) -> None:
        self._sockets: WeakSet[socket.socket] = WeakSet()
        self._lock = Lock()
        self.ended = False
        """Whether they were ended; those that come later are ended as they come."""

    def add(self, end: socket.socket) -> None:
        """There is one more."""
        with self._lock:
            self._sockets.add(end)
            if self.ended:
                _shut_down(end)

    def end(self) -> None:
        """Who reads from one of them, or waits to, finds it at its end."""
        with self._lock:
            self.ended = True
            for end in self._sockets:
                _shut_down(end)


class Deadline:
    """Ends the connections of a request whose answer trickles in so slowly that it might never
    be there. Each read alone would be in time. The seconds count from the first connection."""

    def __init__(self, seconds: float) -> None:
        self._timer = Timer(seconds, self._pass)
        self._timer.daemon = True
        self._sockets: list[socket.socket] = []
        self.has_passed = False

    def add(self, end: socket.socket) -> None:
        """There is one more."""
        self._sockets.append(end)
        if len(self._sockets) == 1:
            self._timer.start()
        if self.has_passed:  # while it was made
            _shut_down(end)

    def _pass(self) -> None:
        self.has_passed = True
        for end in self._sockets:
            _shut_down(end)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._timer.cancel()


def _shut_down(end: socket.socket) -> None:
    """An SSLSocket's own ``shutdown`` makes it a plain one: its reader would read ciphertext."""
    with suppress(OSError):
        socket.socket.shutdown(end, socket.SHUT_RDWR)
