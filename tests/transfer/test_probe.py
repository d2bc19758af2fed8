"""A look at an address for direct download: a few kilobytes tell."""

from __future__ import annotations

import pytest

from kisotui.domain.failures import Problem
from kisotui.domain.urls import Address
from kisotui.download.model import Probed
from kisotui.download.probe import probe
from tests.support.downloads import LIMITS, SECRET, require_tellable
from tests.support.fault_server import FaultServer, Reply


async def look(url: str) -> Probed:
    return await probe(Address(url, ("admin", SECRET)), limits=LIMITS)


async def refused(url: str) -> Problem:
    with pytest.raises(Problem) as caught:
        await look(url)
    require_tellable(caught.value)
    return caught.value


async def test_tells_size_and_type(server: FaultServer, image: bytes) -> None:
    assert await look(f"{server.url}/a.iso") == Probed(len(image), "application/octet-stream")
    assert server.seen[0].headers["Range"] == "bytes=32768-34815"
    assert server.seen[0].headers["Authorization"].startswith("Basic ")


async def test_without_ranges_and_without_a_length(server: FaultServer, image: bytes) -> None:
    assert await look(server.script("/x", Reply(image))) == Probed(len(image), "")
    assert await look(server.script("/y", Reply(image, chunked=True))) == Probed(None, "")


async def test_does_not_fetch_the_rest(server: FaultServer, image: bytes) -> None:
    url = server.script("/x", Reply(image, length=6 << 30, cut=40_000, ends="stalled"))
    assert await look(url) == Probed(6 << 30, "")


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (Reply(status=404), "http-missing"),
        (Reply(status=503), "http-unavailable"),
        (Reply(status=302, headers={"Location": "ftp://x/y"}), "redirect-scheme"),
        (Reply(b"<html>", headers={"Content-Type": "text/html"}), "web-page"),
        (Reply(b"x" * 99), "too-small"),
        (Reply(b"x" * 99_999), "not-iso"),
        (Reply(b"x" * 99_999, cut=99, ends="closed"), "connection-lost"),
        (Reply(b"x" * 99_999, cut=99, ends="stalled"), "stalled"),
        (Reply(b"x" * 99_999, headers={"Content-Encoding": "gzip"}), "packed"),
        (Reply(status=416, headers={"Content-Range": "bytes */12"}), "too-small"),
        (Reply(b"x", 206, headers={"Content-Range": "bytes 0-0/99999"}), "not-iso"),
        (Reply(b"x", 206, headers={"Content-Range": "bytes 9-9/10"}), "too-small"),
    ],
)
async def test_refuses(server: FaultServer, reply: Reply, code: str) -> None:
    assert (await refused(server.script("/x", reply))).code == code
