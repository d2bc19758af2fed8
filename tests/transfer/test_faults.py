"""A bad server: each fault ends in the Problem that says so, and never in a wrong file."""

from __future__ import annotations

import gzip
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from email.utils import formatdate
from hashlib import sha256
from pathlib import Path
from time import time

import pytest

from kisotui.domain.checksums import Checksum
from tests.support.downloads import failing, get, leftovers
from tests.support.fault_server import ETAG, FaultServer, Raw, Reply
from tests.support.places import free_port

PAGE = b"<!DOCTYPE html><title>Sign in</title>" + b"x" * 5_000


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (400, "http-client"),
        (401, "http-login"),
        (403, "http-denied"),
        (404, "http-missing"),
        (407, "proxy-login"),
        (408, "http-busy"),
        (410, "http-gone"),
        (418, "http-client"),
        (425, "http-busy"),
        (429, "http-busy"),
        (500, "http-server"),
        (502, "http-server"),
        (503, "http-unavailable"),
        (504, "http-server"),
        (204, "http-status"),
        (304, "http-status"),
    ],
)
async def test_statuses(server: FaultServer, place: Path, status: int, code: str) -> None:
    url = server.script("/x.iso", Reply(status=status, length=None, ends="closed"))
    problem = await failing(url, place)
    assert problem.code == code
    assert problem.values["host"] == "127.0.0.1"
    assert problem.code == "proxy-login" or problem.values["status"] == status
    assert "retry_after" not in problem.values


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("header", "least", "most"),
    [("7", 7, 7), ("date", 25, 31), ("past", 0, 0)],
)
async def test_says_when_to_come_back(
    server: FaultServer, place: Path, status: int, header: str, least: float, most: float
) -> None:
    dates = {"date": formatdate(time() + 30, usegmt=True), "past": formatdate(0, usegmt=True)}
    reply = Reply(status=status, headers={"Retry-After": dates.get(header, header)})
    problem = await failing(server.script("/x.iso", reply), place)
    wait = problem.values["retry_after"]
    assert isinstance(wait, float)
    assert least <= wait <= most


@pytest.mark.parametrize("header", ["soon", "-3", "", "1e9", "9" * 40])
async def test_ignores_a_time_that_makes_no_sense(
    server: FaultServer, place: Path, header: str
) -> None:
    reply = Reply(status=503, headers={"Retry-After": header})
    problem = await failing(server.script("/x.iso", reply), place)
    assert "retry_after" not in problem.values


async def test_a_fault_that_passes(server: FaultServer, place: Path, image: bytes) -> None:
    url = server.script("/x.iso", Reply(status=500), Reply(image))
    assert (await failing(url, place)).failure.retry
    await get(url, place)
    assert place.read_bytes() == image


@pytest.mark.parametrize("at", [0, 10_000, 1_000_000])
@pytest.mark.parametrize("ends", ["closed", "reset"])
async def test_cut_short(
    server: FaultServer, place: Path, image: bytes, at: int, ends: str
) -> None:
    reply = Reply(image, headers={"ETag": ETAG}, cut=at)
    reply = replace(reply, ends="closed" if ends == "closed" else "reset")
    problem = await failing(server.script("/x.iso", reply), place)
    assert problem.code == "cut-short"
    assert problem.values["size"] == len(image)
    received = problem.values["received"]
    assert isinstance(received, int)
    assert (
        received == at if ends == "closed" else received <= at
    )  # a reset drops what is on the way
    assert leftovers(place) == ({".part", ".part.json"} if received else {".part"})


@pytest.mark.parametrize("at", [0, 1_000_000])
async def test_stalled(server: FaultServer, place: Path, image: bytes, at: int) -> None:
    reply = Reply(image, headers={"ETag": ETAG}, cut=at, ends="stalled")
    url = server.script("/x.iso", reply, Reply(image))
    problem = await failing(url, place)
    assert (problem.code, problem.values["seconds"]) == ("stalled", "0.5")
    await get(url, place)
    assert place.read_bytes() == image


async def test_without_a_length(server: FaultServer, place: Path, image: bytes) -> None:
    for reply in (
        Reply(image, chunked=True),
        Reply(image, length=None, ends="closed"),
    ):
        await get(server.script("/x.iso", reply), place)
        assert place.read_bytes() == image
        place.unlink()


@pytest.mark.parametrize("at", [0, 10_000, 1_000_000])
async def test_chunks_that_break_off(
    server: FaultServer, place: Path, image: bytes, at: int
) -> None:
    url = server.script("/x.iso", Reply(image, chunked=True, cut=at, ends="closed"))
    assert (await failing(url, place)).code == "connection-lost"


@pytest.mark.parametrize(("at", "code"), [(0, "empty-file"), (10_000, "too-small")])
async def test_less_than_any_iso(
    server: FaultServer, place: Path, image: bytes, at: int, code: str
) -> None:
    url = server.script("/x.iso", Reply(image, length=None, cut=at, ends="closed"))
    assert (await failing(url, place)).code == code
    assert leftovers(place) == set()


@pytest.mark.parametrize("is_given", [False, True], ids=["no checksum", "checksum"])
async def test_only_the_iso_itself_tells_that_its_end_is_missing(
    server: FaultServer, place: Path, image: bytes, is_given: bool
) -> None:
    """The wrong checksum of what is there is no reason to give up."""
    checksum = Checksum("SHA-256", sha256(image).hexdigest()) if is_given else None
    url = server.script(
        "/x.iso", Reply(image, length=None, cut=40_000, ends="closed"), Reply(image)
    )
    problem = await failing(url, place, checksum)
    assert (problem.code, problem.failure.retry) == ("cut-short", True)
    assert problem.values == {"host": "127.0.0.1", "received": 40_000, "size": len(image)}
    await get(url, place, checksum)
    assert place.read_bytes() == image


async def test_length_too_big(server: FaultServer, place: Path, image: bytes) -> None:
    reply = Reply(image, length=len(image) + 5_000, ends="closed")
    problem = await failing(server.script("/x.iso", reply), place)
    assert problem.code == "cut-short"
    assert problem.values["received"] == len(image)


async def test_length_too_small(server: FaultServer, place: Path, image: bytes) -> None:
    """Whether more is seen to come depends on when it comes; that it is no ISO, does not."""
    reply = Reply(image, length=len(image) - 5_000, ends="closed")
    problem = await failing(server.script("/x.iso", reply), place)
    assert problem.code in ("too-long", "iso-truncated")
    assert problem.values["size"] == len(image) - 5_000
    assert leftovers(place) == set()


async def test_more_than_the_range_told(server: FaultServer, place: Path, image: bytes) -> None:
    content_range = f"bytes 1000000-{len(image) - 1}/{len(image)}"
    url = server.script(
        "/x.iso",
        Reply(image, headers={"ETag": ETAG}, cut=1_000_000, ends="closed"),
        Reply(
            image[1_000_000:] + b"more",
            status=206,
            headers={"Content-Range": content_range},
            chunked=True,
        ),
        Reply(image),
    )
    assert (await failing(url, place)).code == "cut-short"
    await get(url, place)
    assert place.read_bytes() == image


@pytest.mark.parametrize("coding", ["gzip", "br", "x-unheard-of"])
async def test_packed_content_is_neither_stored_nor_unpacked(
    server: FaultServer, place: Path, image: bytes, coding: str
) -> None:
    reply = Reply(gzip.compress(image, 1), headers={"Content-Encoding": coding})
    problem = await failing(server.script("/x.iso", reply), place)
    assert (problem.code, problem.values["coding"]) == ("packed", coding)


async def test_asks_for_nothing_packed(server: FaultServer, place: Path, image: bytes) -> None:
    url = server.script("/x.iso", Reply(image, headers={"Content-Encoding": "identity"}))
    await get(url, place)
    assert server.seen[0].headers["Accept-Encoding"] == "identity"
    assert place.read_bytes() == image


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ("text/html", "web-page"),
        ("Text/HTML; charset=utf-8", "web-page"),
        ("application/xhtml+xml", "web-page"),
        ("application/json", "wrong-type"),
        ("text/plain", "wrong-type"),
    ],
)
@pytest.mark.parametrize("framing", ["length", "chunked", "long"])
async def test_a_page_in_place_of_an_iso(
    server: FaultServer, place: Path, told: str, code: str, framing: str
) -> None:
    body = PAGE * 20 if framing == "long" else PAGE
    reply = Reply(body, headers={"Content-Type": told}, chunked=framing == "chunked")
    problem = await failing(server.script("/x.iso", reply), place)
    assert problem.code == code
    assert problem.values["type"] == told.partition(";")[0].lower()
    assert leftovers(place) <= set()


async def test_a_hostile_type_is_made_harmless(server: FaultServer, place: Path) -> None:
    headers = {"Content-Type": "text/\x1b[31m\u202e" + "x" * 500}
    url = server.script("/x.iso", Raw(_head({**headers, "Content-Length": "9"}) + b"x" * 9))
    problem = await failing(url, place)
    shown = problem.values.get("type", "")
    assert isinstance(shown, str)
    assert len(shown) <= 40
    assert "\x1b" not in shown


def _head(headers: dict[str, str]) -> bytes:
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 200 OK\r\n{lines}\r\n".encode()


@pytest.mark.parametrize(
    "told",
    ["application/octet-stream", "application/x-iso9660-image", "text/plain", "text/html", None],
)
async def test_an_iso_is_an_iso_whatever_it_is_called(
    server: FaultServer, place: Path, image: bytes, told: str | None
) -> None:
    url = server.script("/x.iso", Reply(image, headers={"Content-Type": told} if told else {}))
    await get(url, place)
    assert place.read_bytes() == image


async def test_something_else_is_refused_at_its_beginning(server: FaultServer, place: Path) -> None:
    reply = Reply(b"\0" * 40_000, length=2_000_000_000, ends="stalled")
    assert (await failing(server.script("/x.iso", reply), place)).code == "not-iso"
    assert leftovers(place) == set()


async def test_empty(server: FaultServer, place: Path) -> None:
    assert (await failing(server.script("/x.iso", Reply(b"")), place)).code == "empty-file"


@pytest.mark.parametrize("size", [1, 34_815])
async def test_too_small(server: FaultServer, place: Path, size: int) -> None:
    problem = await failing(server.script("/x.iso", Reply(b"x" * size)), place)
    assert (problem.code, problem.values) == ("too-small", {"size": size})


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"SSH-2.0-OpenSSH_9.2\r\n\r\n", "http-protocol"),
        (b"", "connection-lost"),
        (b"HTTP/1.1 200 OK\r\nContent-Le", "connection-lost"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n", "http-protocol"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200_000, "http-protocol"),
    ],
    ids=["other-protocol", "nothing", "half-a-header", "no-number", "endless-header"],
)
async def test_what_is_no_answer(server: FaultServer, place: Path, data: bytes, code: str) -> None:
    assert (await failing(server.script("/x.iso", Raw(data)), place)).code == code


async def test_refused(place: Path) -> None:
    port = free_port()
    problem = await failing(f"http://127.0.0.1:{port}/x.iso", place)
    assert (problem.code, problem.values) == ("refused", {"host": "127.0.0.1", "port": port})


async def test_a_name_that_cannot_be_resolved(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    problem = await failing("http://nowhere.invalid/x.iso", place)
    assert (problem.code, problem.values) == ("dns", {"host": "nowhere.invalid"})


@contextmanager
def deaf_port() -> Iterator[int]:
    """A port whose queue is full, so that the kernel answers nobody."""
    with socket.socket() as listener, socket.socket() as first, socket.socket() as second:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for waiting in (first, second):
            waiting.setblocking(False)
            waiting.connect_ex(listener.getsockname())
        yield listener.getsockname()[1]


async def test_no_answer_to_the_connection(place: Path) -> None:
    with deaf_port() as port:
        problem = await failing(f"http://127.0.0.1:{port}/x.iso", place)
    assert (problem.code, problem.values["seconds"]) == ("connect-timeout", "1")


async def test_the_proxy_is_told_of(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{free_port()}")
    assert (await failing("http://mirror.example/x.iso", place)).code == "proxy"
    monkeypatch.setenv("http_proxy", "nonsense://%%")
    assert (await failing("http://mirror.example/x.iso", place)).code == "proxy"


async def test_goes_through_the_proxy(
    server: FaultServer, place: Path, image: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.script("http://mirror.example/x.iso", Reply(image))
    monkeypatch.setenv("http_proxy", server.url)
    await get("http://mirror.example/x.iso", place)
    assert place.read_bytes() == image
