"""A web server that limits each connection, counts them, and fails single requests as told."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Literal

from demo.server import FileServer, Handler

Fault = Literal["busy", "reset", "standstill", "whole"]
"""``busy``: 503. ``reset`` and ``standstill``: after some bytes. ``whole``: ranges are ignored."""

Decide = Callable[[int, int], Fault | None]
"""Gets the number of the request, from 0 on, and how many are being answered with it."""

_SOME = 200_000  # bytes


class LimitedHandler(Handler):
    server: LimitedServer

    @property
    def pace(self) -> int | None:
        line = self.server.line
        return line // max(1, self.server.now) if line else self.server.pace

    def serve(self, path: Path) -> None:
        self.server.first = self.server.first or self.connection
        with self.server.answering(self.headers.get("Range")) as fault:
            self._fault = fault
            if fault == "busy":
                self.send_error(HTTPStatus.SERVICE_UNAVAILABLE)
                return
            if fault == "whole":
                del self.headers["Range"]
            super().serve(path)

    def send_body(self, path: Path, start: int, end: int) -> None:
        if self._fault not in ("reset", "standstill"):
            super().send_body(path, start, end)
            return
        super().send_body(path, start, min(end, start + _SOME))
        if self._fault == "standstill":
            self.server.stopping.wait(60)
        else:
            linger = struct.pack("ii", 1, 0)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.close_connection = True


class LimitedServer(FileServer):
    """``pace``: bytes per second of each connection. ``line``: of all of them together."""

    def __init__(
        self, directory: Path, *, decide: Decide, pace: int | None = None, line: int | None = None
    ) -> None:
        super().__init__(directory, pace=pace, handler=LimitedHandler)
        self.line = line
        self.ranges: list[str | None] = []
        """What was asked for, in order."""
        self.most = 0
        """So many requests were being answered at once."""
        self.now = 0
        """So many are just now."""
        self.first: socket.socket | None = None
        """The first connection."""
        self._decide = decide
        self._lock = threading.Lock()

    @contextmanager
    def answering(self, asked: str | None) -> Iterator[Fault | None]:
        with self._lock:
            number = len(self.ranges)
            self.ranges.append(asked)
            self.now += 1
            self.most = max(self.most, self.now)
            fault = self._decide(number, self.now)
        try:
            yield fault
        finally:
            with self._lock:
                self.now -= 1
