"""Stopped from another thread: whoever waits for the server finds out at once."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import NoReturn

import pytest

from kisotui.domain.failures import Problem
from kisotui.domain.urls import Address
from kisotui.download.model import Limits
from kisotui.download.server.client import Client, Stopped
from kisotui.download.server.connections import Deadline
from kisotui.download.server.http import Http
from kisotui.download.server.trust import Trust
from tests.support.asking import asking, fetched
from tests.support.certificates import Authority, server_side
from tests.support.wire_server import Part, Talk, WireServer, answer

BODY = b"x" * 200_000


def saying_only(data: bytes, said: threading.Event) -> Part:
    """Answers with this, and then with nothing more."""

    async def part(talk: Talk) -> None:
        await talk.hear()
        await talk.say(data)
        said.set()
        await talk.wait()

    return part


@contextmanager
def stopped_once(
    event: threading.Event, client: Client, how: Callable[[Client], None] = Client.stop
) -> Iterator[None]:
    """Stops the client as soon as the event is there; what is done meanwhile must end soon."""

    def stop() -> None:
        event.wait(10)
        how(client)

    thread = threading.Thread(target=stop)
    began = time.monotonic()
    thread.start()
    yield
    thread.join()
    assert time.monotonic() - began < 4  # and not only after the 5 s that a stall takes


@pytest.mark.parametrize("how", [Client.stop, Client.close])
@pytest.mark.parametrize("is_secure", [False, True])
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-",
        answer(BODY, 200, 300_000),
        answer(b"5\r\nxxxxx\r\n", 200, None, Transfer_Encoding="chunked"),
        answer(BODY, 200, None),
    ],
    ids=["no-answer", "half-an-answer", "half-a-body", "half-of-the-chunks", "endless"],
)
def test_while_waiting(
    authority: Authority,
    certificate: Path,
    data: bytes,
    is_secure: bool,
    how: Callable[[Client], None],
) -> None:
    said = threading.Event()
    tls = server_side(certificate) if is_secure else None
    with (
        WireServer(saying_only(data, said), tls=tls) as server,
        asking(f"{server.url}/a", trust=Trust(authority.bundle)) as client,
        stopped_once(said, client, how),
        pytest.raises(Stopped),
    ):
        fetched(client)


def test_before_the_handshake_is_over() -> None:
    """The server never begins it."""
    came = threading.Event()

    async def part(talk: Talk) -> None:
        came.set()
        await talk.wait()

    with WireServer(part) as server:
        url = server.url.replace("http:", "https:")
        with (
            asking(f"{url}/a") as client,
            stopped_once(came, client),
            pytest.raises(Stopped),
        ):
            fetched(client)


def test_a_connection_that_is_gone_before_its_handshake_is_closed() -> None:
    made: list[socket.socket] = []

    def gone(end: socket.socket) -> None:
        made.append(end)
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
            while end.getpeername():  # until the server has ended it, too
                time.sleep(0.001)

    async def nothing(talk: Talk) -> None:
        await talk.wait()

    with WireServer(nothing) as server:
        address = Address(server.url.replace("http:", "https:"))
        with closing(Http(address, Limits(), Trust(), gone)) as http, pytest.raises(Problem):
            http.ask({})
    assert [end.fileno() for end in made] == [-1, -1]


def test_before_its_name_is_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor does anybody wait for a connection that does not come about."""
    asked, is_over = threading.Event(), threading.Event()

    def unanswered(*_: object, **__: object) -> NoReturn:
        asked.set()
        is_over.wait(10)
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", unanswered)
    with (
        asking("http://mirror.example/a") as client,
        stopped_once(asked, client),
        pytest.raises(Stopped),
    ):
        fetched(client)
    is_over.set()


def test_a_connection_that_is_there_after_its_deadline() -> None:
    """As one by TLS through a proxy that took its time."""
    with (
        Deadline(0.01) as deadline,
        closing(socket.create_server(("127.0.0.1", 0))) as listener,
        closing(socket.create_connection(listener.getsockname(), 5)) as first,
        closing(socket.create_connection(listener.getsockname(), 5)) as second,
    ):
        deadline.add(first)
        assert first.recv(1) == b""
        for thread in threading.enumerate():
            if isinstance(thread, threading.Timer):
                thread.join()
        deadline.add(second)
        assert second.recv(1) == b""


def test_between_two_fills() -> None:
    with (
        WireServer(saying_only(answer(BODY), threading.Event())) as server,
        asking(f"{server.url}/a") as client,
        client.get({}) as told,
    ):
        memory = memoryview(bytearray(1000))
        assert told.fill(memory) == 1000
        client.stop()
        with pytest.raises(Stopped):
            told.fill(memory)


def test_before_it_began() -> None:
    with (
        WireServer(saying_only(answer(BODY), threading.Event())) as server,
        asking(f"{server.url}/a") as client,
    ):
        client.stop()
        with pytest.raises(Stopped):
            fetched(client)
    assert server.connections == 0


@pytest.mark.parametrize("length", [None, 1 << 30], ids=["endless", "long"])
def test_in_the_midst_of_it_nothing_but_content_arrives(
    authority: Authority, certificate: Path, length: int | None
) -> None:
    """Not the ciphertext that is still on its way."""
    under_way = threading.Event()

    async def part(talk: Talk) -> None:
        await talk.hear()
        await talk.say(answer(b"", 200, length))
        for step in range(1000):
            await talk.say(b"x" * 65536)
            if step == 200:  # more than all buffers hold
                under_way.set()

    memory = bytearray(64 << 20)
    got = 0
    with (
        WireServer(part, tls=server_side(certificate)) as server,
        asking(f"{server.url}/a", trust=Trust(authority.bundle)) as client,
        stopped_once(under_way, client),
        client.get({}) as told,
        suppress(Stopped),
    ):
        while count := told.fill(memoryview(memory)[got:]):
            got += count
    assert 0 < got < len(memory)
    assert memory.count(b"x", 0, got) == got
