"""A server on loopback that does to each connection what a test says, byte for byte.

It knows no HTTP but for where a request ends: right answers and wrong ones are told in full.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import struct
import threading
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from email.message import Message
from email.parser import Parser
from types import TracebackType
from typing import Final, Self
from weakref import WeakSet

_GOODBYE: Final = 1.0  # seconds that a client gets to end its side of a connection
_BREATH: Final = 0.003  # seconds between two segments, so that they are read one by one


@dataclass(frozen=True, slots=True)
class Heard:
    """A request that came."""

    method: str
    target: str
    headers: Message


class Talk:
    """One connection, from the server's side."""

    def __init__(
        self, server: WireServer, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self.server = server
        self.reader = reader
        self.writer = writer

    async def hear(self) -> Heard:
        """The next request. Raises EOFError if the client has ended."""
        text = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        line, _, rest = text.partition("\r\n")
        method, target, _ = line.split(" ")
        heard = Heard(method, target, Parser().parsestr(rest))
        self.server.heard.append(heard)
        return heard

    async def say(self, *segments: bytes) -> None:
        """Send these, each one in packets of its own."""
        for segment in segments:
            self.writer.write(segment)
            await self.writer.drain()
            if len(segments) > 1:
                await asyncio.sleep(_BREATH)

    async def wait(self) -> None:
        """Say nothing more until the client has ended."""
        while await self.reader.read(65536):
            pass

    async def switch_to_tls(self, context: ssl.SSLContext) -> None:
        """Go on by TLS, as the proxy's other end would."""
        await self.writer.start_tls(context)

    def reset(self) -> None:
        """End the connection as a crash does."""
        end = self.writer.get_extra_info("socket")
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()


Part = Callable[[Talk], Awaitable[None]]
"""What happens on a connection; it is closed afterwards."""


class WireServer:
    """Plays a part on each connection while the ``with`` lasts.

    ``heard``: the requests so far. ``connections``: how many came so far.
    """

    def __init__(
        self, part: Part, *, tls: ssl.SSLContext | None = None, host: str = "127.0.0.1"
    ) -> None:
        self._part = part
        self._tls = tls
        self._host = host
        self.heard: list[Heard] = []
        self.connections = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._transports: WeakSet[asyncio.WriteTransport] = WeakSet()
        self._ready, self._over = threading.Event(), asyncio.Event()
        self._thread = threading.Thread(target=asyncio.run, args=(self._run(),), daemon=True)

    @property
    def url(self) -> str:
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"{'https' if self._tls else 'http'}://{host}:{self.port}"

    async def _run(self) -> None:
        self._loop = asyncio.get_running_loop()
        server = await asyncio.start_server(self._greet, self._host, 0, ssl=self._tls)
        self.port: int = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._over.wait()
        server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for transport in self._transports:
            transport.abort()
        await asyncio.sleep(0)  # they end in the loop's next turn

    def _greet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Not a coroutine: one that is cancelled before its first step would know no connection."""
        self.connections += 1
        self._transports.add(writer.transport)
        task = self._loop.create_task(self._welcome(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _welcome(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        writer.transport.set_write_buffer_limits(1, 0)  # what is said is sent before it goes on
        talk = Talk(self, reader, writer)
        with suppress(EOFError, OSError, ssl.SSLError, asyncio.CancelledError):
            await self._part(talk)
        talk.writer.close()
        with suppress(OSError, ssl.SSLError, TimeoutError, asyncio.CancelledError):
            async with asyncio.timeout(_GOODBYE):
                await talk.writer.wait_closed()
        talk.writer.transport.abort()

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join(10)
        assert not self._thread.is_alive()


def answer(
    body: bytes = b"", status: int = 200, length: int | None = -1, /, **headers: str
) -> bytes:
    """A whole answer. ``length``: the Content-Length told, -1 for the right one, None for none;
    ``headers``: with ``_`` for ``-``."""
    if length is not None:
        headers["Content-Length"] = str(len(body) if length < 0 else length)
    lines = [f"HTTP/1.1 {status} Told"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def part_of(data: bytes, heard: Heard, **headers: str) -> bytes:
    """The 206 to a request with a Range, or the 416."""
    first, _, last = heard.headers["Range"].removeprefix("bytes=").partition("-")
    start, end = int(first), int(last) + 1 if last else len(data)
    if start >= len(data):
        return answer(b"", 416, Content_Range=f"bytes */{len(data)}")
    told = f"bytes {start}-{end - 1}/{len(data)}"
    return answer(data[start:end], 206, -1, Content_Range=told, **headers)
