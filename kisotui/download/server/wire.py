"""The socket under a connection, read past the HTTP library into memory that is there already.

An HTTP library copies each byte three times on its way; the kernel, or TLS, can put it right where
it belongs.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from time import monotonic
from typing import Final, Protocol

GATHERING: Final = 0.25
"""Seconds for which bytes are gathered before they are handed on."""

_ALL: Final = 1 << 30  # TLS wants to be told how much; it never gives more than the memory holds


class Stream(Protocol):
    """A connection of the HTTP library: its documented extension ``network_stream``."""

    def get_extra_info(self, info: str) -> object: ...


class Wire:
    """One connection. All errors are OSErrors."""

    def __init__(self, end: socket.socket, receive: Callable[[memoryview], int]) -> None:
        self._socket = end
        self._receive = receive

    @classmethod
    def under(cls, stream: Stream) -> Wire | None:
        """The wire under a connection; None where what comes out of the socket is not yet what the
        server sent, as with TLS inside a proxy's TLS."""
        end, tls = stream.get_extra_info("socket"), stream.get_extra_info("ssl_object")
        if type(end) is socket.socket and tls is None:
            return cls(end, end.recv_into)
        if type(end) is ssl.SSLSocket and tls is not None and not isinstance(tls, ssl.SSLObject):
            # What SSLSocket.recv_into comes down to, without three calls for each 16 KiB.
            return cls(end, partial(tls.read, _ALL))  # type: ignore[attr-defined]
        return None

    def fill(self, view: memoryview, patience: float) -> int:
        """Wait for bytes, then gather more of them for a moment. 0: the other side has ended.

        Raises TimeoutError after ``patience`` seconds without a byte.
        """
        got = self.receive(view, patience)
        if not 0 < got < len(view):
            return got
        self._socket.settimeout(GATHERING)
        receive, until = self._receive, monotonic() + GATHERING
        with suppress(OSError):  # what has come counts first; the error will come again
            while got < len(view) and (count := receive(view[got:])):
                got += count
                if monotonic() > until:
                    break
        return got

    def receive(self, view: memoryview, patience: float) -> int:
        """As ``fill``, but whatever comes first is enough."""
        self._socket.settimeout(patience)
        return self._receive(view)

    def read_now(self) -> bytes | None:
        """A byte that lies there already; empty if the other side has ended; else None."""
        byte = bytearray(1)
        self._socket.settimeout(0)
        try:
            return bytes(byte[: self._receive(memoryview(byte))])
        except (BlockingIOError, ssl.SSLWantReadError):
            return None
        except OSError:
            return b""

    def send(self, data: bytes, patience: float) -> None:
        """Send all of the data."""
        self._socket.settimeout(patience)
        self._socket.sendall(data)
