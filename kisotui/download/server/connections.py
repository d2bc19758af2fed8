"""The connections that are open, to be ended at once from another thread."""

from __future__ import annotations

import socket
from contextlib import suppress
from threading import Lock
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


def _shut_down(end: socket.socket) -> None:
    """An SSLSocket's own ``shutdown`` makes it a plain one: its reader would read ciphertext."""
    with suppress(OSError):
        socket.socket.shutdown(end, socket.SHUT_RDWR)
