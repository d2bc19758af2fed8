"""The next piece over the same connection: as good as over a new one, or not at all."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from email.message import Message
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kisotui.domain.failures import Problem
from kisotui.download.server.client import Client, Stopped
from kisotui.download.server.trust import Trust
from tests.support.asking import HASTY, asking, fetched
from tests.support.certificates import Authority, server_side
from tests.support.wire_server import Heard, Part, Talk, WireServer, answer, part_of

BODY = Random(4).randbytes(1_000_000)
FIRST = {"Range": "bytes=0-199999", "If-Range": '"v"'}
SECOND = {"Range": "bytes=200000-499999", "If-Range": '"v"'}


async def good(talk: Talk) -> None:
    """A server as it should be."""
    while True:
        await talk.say(part_of(BODY, await talk.hear()))


def pieces(client: Client) -> bytes:
    """The first two."""
    return fetched(client, FIRST) + fetched(client, SECOND)


@pytest.mark.parametrize("version", [None, "TLSv1_2", "TLSv1_3"])
def test_pieces_share_a_connection(
    version: str | None, authority: Authority, certificate: Path
) -> None:
    context = server_side(certificate) if version else None
    if context and version:
        context.minimum_version = context.maximum_version = ssl.TLSVersion[version]
    trust = Trust(authority.bundle)
    with (
        WireServer(good, tls=context) as server,
        asking(f"{server.url}/a?b=c", trust=trust, credentials=("kim", "pw")) as client,
    ):
        assert pieces(client) == BODY[:500_000]
        assert fetched(client, {"Range": "bytes=999999-"}) == BODY[999_999:]
    assert server.connections == 1
    first, second, third = server.heard
    assert (second.method, second.target) == ("GET", "/a?b=c")
    assert second.headers["Range"] == SECOND["Range"]
    assert second.headers["If-Range"] == '"v"'
    assert "If-Range" not in third.headers
    del first.headers["Range"], second.headers["Range"]
    assert sorted(first.headers.items()) == sorted(second.headers.items())
    assert second.headers["Authorization"].startswith("Basic ")


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    bounds=st.lists(st.integers(1, 999_999), min_size=1, max_size=8, unique=True),
    splits=st.lists(st.integers(0, 70_000), max_size=3),
    piece=st.integers(1_000, 300_000),
)
def test_any_pieces(bounds: list[int], splits: list[int], piece: int) -> None:
    async def part(talk: Talk) -> None:
        while True:
            data = part_of(BODY, await talk.hear())
            edges = [0, *sorted({at for at in splits if 0 < at < len(data)}), len(data)]
            await talk.say(*(data[a:b] for a, b in pairwise(edges)))

    edges = [0, *sorted(bounds), len(BODY)]
    with WireServer(part) as server, asking(f"{server.url}/a") as client:
        got = [
            fetched(client, {"Range": f"bytes={start}-{end - 1}"}, piece)
            for start, end in pairwise(edges)
        ]
    assert b"".join(got) == BODY


def test_threads_share_the_connections() -> None:
    """Each gets its own pieces, whoever used the connection before."""
    size, steps = len(BODY) // 100, range(100)

    def ask(step: int) -> bytes:
        return fetched(client, {"Range": f"bytes={step * size}-{(step + 1) * size - 1}"}, 3_000)

    with (
        WireServer(good) as server,
        asking(f"{server.url}/a") as client,
        ThreadPoolExecutor(8) as threads,
    ):
        assert b"".join(threads.map(ask, steps)) == BODY
    assert len(server.heard) == 100


def good_once_then(second: bytes) -> Part:
    """Answers the first request rightly, on the first connection the next one with this."""

    async def part(talk: Talk) -> None:
        if talk.server.connections > 1:
            await good(talk)
        await talk.say(part_of(BODY, await talk.hear()))
        await talk.hear()
        await talk.say(second)

    return part


OTHERS = {
    "hangs-up": b"",
    "half-a-header": b"HTTP/1.1 206 Par",
    "gibberish": b"gibberish\r\n\r\n",
    "old": b"HTTP/1.0 206 Told\r\n\r\n" + BODY[200_000:500_000],
    "out-of-range": answer(b"", 416),
    "denied": answer(b"", 403),
    "redirect": answer(b"", 302, Location="/elsewhere"),
    "whole": answer(BODY),
    "no-range-told": answer(b"x" * 300_000, 206),
    "no-length-told": answer(
        b"x" * 300_000, 206, None, Content_Range="bytes 200000-499999/1000000"
    ),
    "chunked": answer(b"5\r\nxxxxx\r\n0\r\n\r\n", 206, None, Transfer_Encoding="chunked"),
    "longer": answer(b"x" * 4, 206, 3, Content_Range="bytes 200000-200002/1000000"),
}


@pytest.mark.parametrize("second", OTHERS.values(), ids=OTHERS)
def test_any_other_answer_is_asked_for_anew(second: bytes) -> None:
    """The server may have ended it, or what a redirect led to may have expired."""
    with WireServer(good_once_then(second)) as server, asking(f"{server.url}/a") as client:
        assert pieces(client) == BODY[:500_000]
    assert [heard.headers["Range"] for heard in server.heard] == [
        *(FIRST["Range"], SECOND["Range"], SECOND["Range"])
    ]
    assert server.connections == 2


def test_no_answer_in_time_is_asked_for_anew() -> None:
    async def part(talk: Talk) -> None:
        if talk.server.connections > 1:
            await good(talk)
        await talk.say(part_of(BODY, await talk.hear()))
        await talk.wait()

    with WireServer(part) as server, asking(f"{server.url}/a", limits=HASTY) as client:
        assert pieces(client) == BODY[:500_000]
    assert server.connections == 2


def test_an_answer_that_trickles_is_asked_for_anew() -> None:
    async def part(talk: Talk) -> None:
        if talk.server.connections > 1:
            await good(talk)
        await talk.say(part_of(BODY, await talk.hear()))
        await talk.hear()
        await talk.say(b"HTTP/1.1 206 Told\r\nX: ", *[b"x"] * 5_000)

    with WireServer(part) as server, asking(f"{server.url}/a", limits=HASTY) as client:
        assert pieces(client) == BODY[:500_000]
    assert server.connections == 2


def test_cut_in_the_second_piece() -> None:
    second = part_of(BODY, Heard("GET", "/a", message(SECOND)))
    with WireServer(good_once_then(second[:-1])) as server, asking(f"{server.url}/a") as client:
        fetched(client, FIRST)
        with pytest.raises(Problem, match="connection-lost"):
            fetched(client, SECOND)


def message(headers: Mapping[str, str]) -> Message:
    """Headers as they are heard."""
    heard = Message()
    for name, value in headers.items():
        heard[name] = value
    return heard


def test_ended_meanwhile() -> None:
    ended = threading.Event()

    async def part(talk: Talk) -> None:
        await talk.say(part_of(BODY, await talk.hear()))
        talk.writer.close()
        await talk.writer.wait_closed()
        ended.set()

    with WireServer(part) as server, asking(f"{server.url}/a") as client:
        got = fetched(client, FIRST)
        assert ended.wait(10)
        assert got + fetched(client, SECOND) == BODY[:500_000]
    assert len(server.heard) == server.connections == 2


def test_a_server_that_announces_the_end_is_not_asked_again() -> None:
    async def part(talk: Talk) -> None:
        while True:
            await talk.say(part_of(BODY, await talk.hear(), Connection="Close"))

    with WireServer(part) as server, asking(f"{server.url}/a") as client:
        assert pieces(client) == BODY[:500_000]
    assert server.connections == 2


def test_a_piece_that_was_not_read_to_its_end() -> None:
    with WireServer(good) as server, asking(f"{server.url}/a") as client:
        with client.get(FIRST) as told:
            told.fill(memoryview(bytearray(100)))
        assert fetched(client, SECOND) == BODY[200_000:500_000]
    assert server.connections == 2


def test_pieces_at_the_same_time() -> None:
    with WireServer(good) as server, asking(f"{server.url}/a") as client:
        with client.get(FIRST):
            assert fetched(client, SECOND) == BODY[200_000:500_000]
        assert fetched(client, SECOND) == BODY[200_000:500_000]
    assert server.connections == 2


@pytest.mark.parametrize("length", [100, 30_000])
def test_what_a_server_slips_in_behind_a_piece_is_no_answer(length: int) -> None:
    """All of it comes with the headers, where nobody can see what lies behind the body."""
    slipped_in = part_of(b"x" * len(BODY), Heard("GET", "/a", message(SECOND)))

    async def part(talk: Talk) -> None:
        if talk.server.connections == 1:
            await talk.say(part_of(BODY, await talk.hear()) + slipped_in)
        await good(talk)

    with WireServer(part) as server, asking(f"{server.url}/a") as client:
        assert fetched(client, {"Range": f"bytes=0-{length - 1}"}) == BODY[:length]
        assert fetched(client, SECOND) == BODY[200_000:500_000]
    assert server.connections == 2


def test_behind_a_redirect_the_stranger_is_asked_without_credentials() -> None:
    async def front(talk: Talk) -> None:
        await talk.hear()
        await talk.say(answer(b"", 302, Location=f"{back.url}/b?sig=1"))

    with (
        WireServer(good) as back,
        WireServer(front) as server,
        asking(f"{server.url}/a", credentials=("kim", "pw")) as client,
    ):
        assert pieces(client) == BODY[:500_000]
    assert (server.connections, back.connections) == (1, 1)
    assert [heard.target for heard in back.heard] == ["/b?sig=1"] * 2
    assert all("Authorization" not in heard.headers for heard in back.heard)


def test_what_a_redirect_led_to_has_expired() -> None:
    async def front(talk: Talk) -> None:
        await talk.hear()
        await talk.say(answer(b"", 302, Location=f"{back.url}/b?sig={server.connections}"))

    with (
        WireServer(good_once_then(answer(b"", 403))) as back,
        WireServer(front) as server,
        asking(f"{server.url}/a") as client,
    ):
        assert pieces(client) == BODY[:500_000]
    assert [heard.target for heard in back.heard] == ["/b?sig=1", "/b?sig=1", "/b?sig=2"]


def test_a_proxy_is_asked_in_its_own_words(monkeypatch: pytest.MonkeyPatch) -> None:
    with WireServer(good) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        with asking("http://mirror.example/a") as client:
            assert pieces(client) == BODY[:500_000]
    assert [heard.target for heard in proxy.heard] == ["http://mirror.example/a"] * 2


def test_through_the_tunnel_of_a_proxy(
    monkeypatch: pytest.MonkeyPatch, authority: Authority, certificate: Path
) -> None:
    async def part(talk: Talk) -> None:
        await talk.hear()
        await talk.say(b"HTTP/1.1 200 Connected\r\n\r\n")
        await talk.switch_to_tls(server_side(certificate))
        await good(talk)

    with WireServer(part) as proxy:
        monkeypatch.setenv("https_proxy", proxy.url)
        with asking("https://localhost/a", trust=Trust(authority.bundle)) as client:
            assert pieces(client) == BODY[:500_000]
    assert [(heard.method, heard.target) for heard in proxy.heard] == [
        ("CONNECT", "localhost:443"),
        ("GET", "/a"),
        ("GET", "/a"),
    ]


def test_stopped_meanwhile() -> None:
    with WireServer(good) as server, asking(f"{server.url}/a") as client:
        fetched(client, FIRST)
        client.stop()
        with pytest.raises(Stopped):
            fetched(client, SECOND)
    assert len(server.heard) == 1
