"""A long path to a server, on one machine: a relay that delays what it carries.

It delays, it does not throttle: what limits a connection is what limits it on a real path. Bytes
arrive ``DELAY`` after they were sent; no more than a window of them may be under way, that is not
yet acknowledged; the window begins small and grows with what is acknowledged (TCP's slow start);
all connections share one link. A handshake takes a round trip before the first byte.
"""

from __future__ import annotations

import asyncio
import socket
import sys
from contextlib import suppress
from typing import Final

DELAY: Final = 0.025  # seconds in each direction
LINK: Final = 125_000_000  # bytes per second: 1 Gbit/s
WINDOW: Final = 3 << 20  # half of Linux' largest receive buffer (tcp_rmem) is for data
_FIRST_WINDOW: Final = 14_600  # ten packets
_CHUNK: Final = 1 << 16


class Link:
    """One direction of the path: when what is sent now arrives at the other end."""

    def __init__(self) -> None:
        self._free = 0.0

    def arrival(self, size: int, now: float) -> float:
        self._free = max(self._free, now) + size / LINK
        return self._free + DELAY


class Window:
    """How many bytes of a connection may be under way in one direction."""

    def __init__(self) -> None:
        self._size = _FIRST_WINDOW
        self._under_way = 0
        self._opened = asyncio.Event()

    async def room(self) -> int:
        """Wait until something may be sent; how much."""
        while self._under_way >= self._size:
            self._opened.clear()
            await self._opened.wait()
        return min(self._size - self._under_way, _CHUNK)

    def sent(self, size: int) -> None:
        self._under_way += size

    def acknowledged(self, size: int) -> None:
        self._under_way -= size
        self._size = min(self._size + size, WINDOW)
        self._opened.set()


async def serve(listening: socket.socket, server: str) -> None:
    """Relay every connection to the Unix socket ``server``, for ever."""
    loop = asyncio.get_running_loop()
    there, back = Link(), Link()
    running: set[asyncio.Task[None]] = set()
    while True:
        client, _ = await loop.sock_accept(listening)
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        task = asyncio.create_task(_relay(client, server, there, back))
        running.add(task)
        task.add_done_callback(running.discard)


async def _relay(client: socket.socket, server: str, there: Link, back: Link) -> None:
    loop = asyncio.get_running_loop()
    upstream = socket.socket(socket.AF_UNIX)
    upstream.setblocking(False)
    with client, upstream, suppress(BaseExceptionGroup):  # either end may go at any moment
        await loop.sock_connect(upstream, server)
        async with asyncio.TaskGroup() as group:
            group.create_task(_carry(client, upstream, there, handshake=2 * DELAY))
            group.create_task(_carry(upstream, client, back))


async def _carry(
    source: socket.socket, sink: socket.socket, link: Link, handshake: float = 0.0
) -> None:
    loop = asyncio.get_running_loop()
    window = Window()
    under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
    async with asyncio.TaskGroup() as group:
        group.create_task(_deliver(sink, under_way, window))
        data = b"-"
        while data:
            data = await loop.sock_recv(source, await window.room())
            window.sent(len(data))
            under_way.put_nowait((link.arrival(len(data), loop.time()) + handshake, data))
            handshake = 0.0


async def _deliver(
    sink: socket.socket, under_way: asyncio.Queue[tuple[float, bytes]], window: Window
) -> None:
    loop = asyncio.get_running_loop()
    while True:
        at, data = await under_way.get()
        await asyncio.sleep(at - loop.time())
        if not data:
            sink.shutdown(socket.SHUT_WR)
            return
        await loop.sock_sendall(sink, data)
        loop.call_later(DELAY, window.acknowledged, len(data))


async def _main(host: str, port: str, server: str) -> None:
    with socket.create_server((host, int(port)), backlog=128) as listening:
        listening.setblocking(False)
        print(listening.getsockname()[1], flush=True)
        relaying = asyncio.create_task(serve(listening, server))
        await asyncio.to_thread(sys.stdin.read)  # until whoever started it ends
        relaying.cancel()


if __name__ == "__main__":
    asyncio.run(_main(*sys.argv[1:]))
