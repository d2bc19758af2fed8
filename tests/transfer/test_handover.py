"""From the HTTP library to its socket: not a byte is lost, doubled or moved where they meet."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kisotui.domain.failures import Problem
from kisotui.download.server.client import Client
from kisotui.download.server.trust import Trust
from tests.support.asking import HASTY, asking, fetched
from tests.support.certificates import Authority, server_side
from tests.support.wire_server import Part, Talk, WireServer, answer, part_of

BODY = Random(3).randbytes(3_000_000)
HEAD = len(answer(BODY)) - len(BODY)

Speaks = Callable[[Part], WireServer]
Ask = Callable[..., bytes]


def telling(*segments: bytes) -> Part:
    """Answers with these, then keeps the connection."""

    async def part(talk: Talk) -> None:
        await talk.hear()
        await talk.say(*segments)
        await talk.wait()

    return part


def cut(data: bytes, *places: int) -> list[bytes]:
    """The data in parts."""
    bounds = [0, *sorted(places), len(data)]
    return [data[start:end] for start, end in pairwise(bounds) if start < end]


@pytest.fixture(params=["plain", "TLSv1_2", "TLSv1_3"])
def speaks(request: pytest.FixtureRequest, certificate: Path) -> Speaks:
    """How the server speaks."""
    if request.param == "plain":
        return partial(WireServer)
    context = server_side(certificate)
    context.minimum_version = context.maximum_version = ssl.TLSVersion[request.param]
    return partial(WireServer, tls=context)


@pytest.fixture
def ask(authority: Authority) -> Ask:
    """Asks a server that the authority vouches for."""

    def ask(server: WireServer, piece: int = 1 << 20) -> bytes:
        with asking(f"{server.url}/a", trust=Trust(authority.bundle)) as client:
            return fetched(client, piece=piece)

    return ask


@pytest.mark.parametrize("length", [0, 1, 100, 65_536, 65_537, 3_000_000])
@pytest.mark.parametrize("piece", [1_000, 65_536, 1 << 22])
def test_whole_bodies(speaks: Speaks, ask: Ask, length: int, piece: int) -> None:
    with speaks(telling(answer(BODY[:length]))) as server:
        assert ask(server, piece) == BODY[:length]


@pytest.mark.parametrize(
    "places",
    [
        [HEAD],
        [HEAD - 1],
        [HEAD + 1],
        [HEAD - 4, HEAD - 3, HEAD - 2, HEAD - 1, HEAD, HEAD + 1, HEAD + 2],
        [1, 20, HEAD - 1, HEAD + 65_535],
        [HEAD, HEAD + 16_384, HEAD + 16_385],
        [HEAD + 2_999_999],
    ],
)
def test_wherever_the_headers_end(speaks: Speaks, ask: Ask, places: list[int]) -> None:
    with speaks(telling(*cut(answer(BODY), *places))) as server:
        assert ask(server) == BODY


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    length=st.integers(0, 200_000),
    places=st.lists(st.integers(0, 200_100), max_size=5),
    piece=st.integers(1_000, 200_000),
)
def test_any_segments(ask: Ask, length: int, places: list[int], piece: int) -> None:
    data = answer(BODY[:length])
    segments = cut(data, *(place for place in places if place <= len(data)))
    with WireServer(telling(*segments)) as server:
        assert ask(server, piece) == BODY[:length]


def test_after_news_of_the_answer_to_come(ask: Ask) -> None:
    early = b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
    with WireServer(telling(early + answer(BODY))) as server:
        assert ask(server) == BODY


@pytest.mark.parametrize("at", [0, 1, 5_000, 70_000, 2_999_999])
@pytest.mark.parametrize("ends", ["closed", "reset", "silent"])
def test_cut_short(speaks: Speaks, authority: Authority, at: int, ends: str) -> None:
    """What has arrived is there; the rest is not made up."""

    async def part(talk: Talk) -> None:
        await talk.hear()
        await talk.say(answer(BODY)[: HEAD + at])
        if ends == "silent":
            await talk.wait()
        elif ends == "reset":
            talk.reset()

    with (
        speaks(part) as server,
        asking(f"{server.url}/a", trust=Trust(authority.bundle), limits=HASTY) as client,
    ):
        got, problem = until_it_fails(client)
    assert BODY.startswith(got)
    assert len(got) == at or ends == "reset"  # a reset drops what is on the way
    assert problem.code == ("stalled" if ends == "silent" else "connection-lost")


def until_it_fails(
    client: Client, before_the_end: threading.Event | None = None
) -> tuple[bytes, Problem]:
    """What arrived, and what then happened."""
    body, memory = bytearray(), memoryview(bytearray(65536))
    try:
        with client.get({}) as told:
            while got := told.fill(memory):
                body += memory[:got]
                if before_the_end and len(body) == told.length:
                    assert before_the_end.wait(10)
    except Problem as problem:
        return bytes(body), problem
    pytest.fail("it ended well")


@pytest.mark.parametrize("surplus", [b"!", b"more", answer(BODY)], ids=["!", "more", "answer"])
@pytest.mark.parametrize("length", [70_000, 3_000_000])
def test_more_than_announced(
    speaks: Speaks, authority: Authority, length: int, surplus: bytes
) -> None:
    """It is no part of the file, and never the beginning of the next answer."""

    told_all = threading.Event()

    async def part(talk: Talk) -> None:
        while True:
            heard = await talk.hear()
            if "Range" in heard.headers:
                await talk.say(part_of(BODY, heard))
            else:
                await talk.say(answer(BODY[:length]), surplus)
                told_all.set()

    with (
        speaks(part) as server,
        asking(f"{server.url}/a", trust=Trust(authority.bundle)) as client,
    ):
        got, problem = until_it_fails(client, before_the_end=told_all)
        assert got == BODY[:length]
        assert (problem.code, problem.values["size"]) == ("too-long", length)
        assert fetched(client, {"Range": "bytes=7-99999"}) == BODY[7:100_000]
        assert server.connections == 2


def test_tls_within_the_tls_of_a_proxy(
    authority: Authority, certificate: Path, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What comes out of the socket is not yet what the server sent."""
    context = server_side(certificate)

    async def proxy(talk: Talk) -> None:
        await talk.hear()
        await talk.say(b"HTTP/1.1 200 Connected\r\n\r\n")
        await talk.switch_to_tls(context)
        await telling(answer(BODY))(talk)

    monkeypatch.setenv("SSL_CERT_FILE", str(authority.bundle))
    with WireServer(proxy, tls=context) as server:
        monkeypatch.setenv("https_proxy", server.url)
        assert ask(server) == BODY
    assert [heard.method for heard in server.heard] == ["CONNECT", "GET"]


@pytest.mark.parametrize("at", [2_000, 20_000, 90_000, 2_000_000])
def test_a_garbled_record(authority: Authority, certificate: Path, at: int) -> None:
    """What TLS cannot prove to be the server's never arrives."""

    async def relay(talk: Talk) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        to_server = asyncio.create_task(pump(talk.reader, writer))
        try:
            await pump(reader, talk.writer, garbled=at)
        finally:
            to_server.cancel()
            writer.close()

    with (
        WireServer(telling(answer(BODY)), tls=server_side(certificate)) as server,
        WireServer(relay) as between,
        asking(f"https://127.0.0.1:{between.port}/a", trust=Trust(authority.bundle)) as client,
    ):
        got, problem = until_it_fails(client)
    assert BODY.startswith(got)
    assert len(got) <= at
    assert problem.code in ("connection-lost", "tls-handshake")


async def pump(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, garbled: int = -1
) -> None:
    """Hand on what comes, but for one byte."""
    at = 0
    while data := bytearray(await reader.read(65536)):
        if 0 <= garbled - at < len(data):
            data[garbled - at] ^= 1
        at += len(data)
        writer.write(data)
        await writer.drain()
