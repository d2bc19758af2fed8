"""Every fault that a server can have: what it is called, and what is done about it.

Each one is met by a download, which is then tried again where its failure says so, at a server
that has been mended. Either way the file is right in the end, or absent.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from email.utils import formatdate
from pathlib import Path
from time import time
from typing import Literal

import pytest

from kisotui.domain.failures import Problem
from kisotui.domain.urls import Address
from kisotui.download.fetch import fetch
from kisotui.download.model import Limits
from kisotui.download.server.client import SYSTEM
from kisotui.download.server.trust import Trust
from kisotui.iso.volume import inspect
from tests.support.certificates import Authority, server_side
from tests.support.downloads import LIMITS, leftovers, require_tellable
from tests.support.scenes import (
    ETAG,
    Scene,
    closing,
    crashing,
    endless,
    falling_silent,
    saying,
    scenes,
    serving,
    trickling,
)
from tests.support.wire_server import WireServer, answer


@dataclass(frozen=True, slots=True)
class Attempt:
    """How one went."""

    problem: Problem | None
    restarts: list[str]
    """The reasons why what was there before was of no use."""


async def attempt(
    url: str,
    place: Path,
    *,
    limits: Limits = LIMITS,
    trust: Trust = SYSTEM,
) -> Attempt:
    """Download once."""
    restarts: list[str] = []
    try:
        await fetch(
            Address(url),
            place=place,
            check=inspect,
            limits=limits,
            on_progress=lambda received, size: None,
            on_restart=lambda problem: restarts.append(problem.code),
            trust=trust,
        )
    except Problem as problem:
        require_tellable(problem)
        assert not place.exists()
        return Attempt(problem, restarts)
    return Attempt(None, restarts)


@dataclass(frozen=True, slots=True)
class Fault:
    """What the server does at first, to the file as it is, and what follows from it."""

    scene: Callable[[bytes], Scene]
    code: str
    then: Literal["resumed", "tried again", "given up"]
    limits: Limits = LIMITS


AT = 1_000_000
HEAD = len(answer(b"1234567", 200, 1_000_000, ETag=ETAG)) - 7
NOON = "Mon, 23 Nov 2026 12:00:00 GMT"
LATER = "Mon, 23 Nov 2026 18:00:00 GMT"
PAGE = b"<!DOCTYPE html><title>Sign in</title>" + b"x" * 5_000
SMALL = replace(LIMITS, largest=4 << 20)


def status(number: int, **headers: str) -> Callable[[bytes], Scene]:
    return lambda image: saying(answer(b"", number, **headers))


def told(body: bytes, **headers: str) -> Callable[[bytes], Scene]:
    return lambda image: saying(answer(body, **headers))


FAULTS = {
    "stall": Fault(
        lambda image: falling_silent(answer(image, ETag=ETAG)[:AT]), "stalled", "resumed"
    ),
    "no answer": Fault(lambda image: falling_silent(), "stalled", "tried again"),
    "trickle": Fault(
        lambda image: trickling(answer(image, ETag=ETAG)[:AT], image[AT - HEAD :], 100),
        *("too-slow", "resumed", replace(LIMITS, slowest_rate=1_000_000)),
    ),
    "headers that trickle": Fault(
        lambda image: trickling(b"", b"HTTP/1.1 200 OK\r\nX: " + b"x" * 5_000, 1),
        *("stalled", "tried again"),
    ),
    "cut": Fault(lambda image: closing(answer(image, ETag=ETAG)[:AT]), "cut-short", "resumed"),
    "cut, dated": Fault(
        lambda image: closing(answer(image, Last_Modified=NOON, Date=LATER)[:AT]),
        *("cut-short", "resumed"),
    ),
    "cut, weak ETag": Fault(
        lambda image: closing(answer(image, ETag=f"W/{ETAG}")[:AT]), "cut-short", "tried again"
    ),
    "cut, no validator": Fault(
        lambda image: closing(answer(image)[:AT]), "cut-short", "tried again"
    ),
    "too big a length": Fault(
        lambda image: closing(answer(image, 200, len(image) + 5_000, ETag=ETAG)),
        *("cut-short", "tried again"),
    ),
    "no number as a length": Fault(
        lambda image: saying(answer(image, 200, None, Content_Length="many")),
        *("http-protocol", "tried again"),
    ),
    "two lengths": Fault(
        lambda image: saying(answer(image, 200, len(image), content_length="5")),
        *("http-protocol", "tried again"),
    ),
    "no length, cut": Fault(
        lambda image: closing(answer(image[:AT], 200, None)), "cut-short", "tried again"
    ),
    "chunks, cut": Fault(
        lambda image: closing(chunked(image)[:AT]), "connection-lost", "tried again"
    ),
    "chunks, marked wrongly": Fault(
        lambda image: saying(chunked(image)[:AT] + b"\r\nno number\r\n" * 9_000),
        *("http-framing", "tried again"),
    ),
    "gzip": Fault(
        lambda image: saying(answer(gzip.compress(image, 1), Content_Encoding="gzip")),
        *("packed", "given up"),
    ),
    "login page": Fault(
        told(PAGE, Content_Type="text/html; charset=utf-8"), "web-page", "given up"
    ),
    "other type": Fault(told(b"{}", Content_Type="application/json"), "wrong-type", "given up"),
    "no ISO": Fault(told(b"x" * 99_999), "not-iso", "given up"),
    "empty": Fault(told(b""), "empty-file", "given up"),
    "tiny": Fault(told(b"x" * 99), "too-small", "given up"),
    "bomb": Fault(
        lambda image: endless(answer(image, 200, None), bytes(1 << 16)),
        *("too-large", "given up", SMALL),
    ),
    "bomb in chunks": Fault(
        lambda image: endless(chunked(image)[:-5], b"10000\r\n" + bytes(1 << 16) + b"\r\n"),
        *("too-large", "given up", SMALL),
    ),
    "announced bomb": Fault(
        lambda image: saying(answer(image, 200, 1 << 50)), "too-large", "given up", SMALL
    ),
    "redirects in a circle": Fault(status(302, Location="/a.iso"), "redirect-loop", "given up"),
    "redirect to ftp": Fault(status(302, Location="ftp://x/"), "redirect-scheme", "given up"),
    "redirect to nowhere": Fault(
        status(302, Location="http://a:b:c/"), "redirect-broken", "given up"
    ),
    "401": Fault(status(401), "http-login", "given up"),
    "403": Fault(status(403), "http-denied", "given up"),
    "404": Fault(status(404), "http-missing", "given up"),
    "407": Fault(status(407), "proxy-login", "given up"),
    "410": Fault(status(410), "http-gone", "given up"),
    "416": Fault(status(416), "http-range", "tried again"),
    "429": Fault(status(429), "http-busy", "tried again"),
    "500": Fault(status(500), "http-server", "tried again"),
    "503": Fault(status(503), "http-unavailable", "tried again"),
    "204": Fault(status(204), "http-status", "given up"),
    "other protocol": Fault(
        lambda image: closing(b"SSH-2.0-OpenSSH_9.2\r\n\r\n"), "http-protocol", "tried again"
    ),
    "no answer but the end": Fault(lambda image: closing(), "connection-lost", "tried again"),
}


def chunked(body: bytes) -> bytes:
    """The file as one that makes it up on the way sends it."""
    pieces = (body[at : at + 60_000] for at in range(0, len(body), 60_000))
    parts = [f"{len(piece):x}\r\n".encode() + piece + b"\r\n" for piece in pieces]
    return answer(b"".join([*parts, b"0\r\n\r\n"]), 200, None, Transfer_Encoding="chunked")


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
async def test_fault(place: Path, image: bytes, fault: Fault) -> None:
    seen = scenes(fault.scene(image), serving(image, ETag=ETAG, Last_Modified=NOON))
    if fault.code == "redirect-loop":
        seen = scenes(fault.scene(image))
    with WireServer(seen) as server:
        problem = (await attempt(f"{server.url}/a.iso", place, limits=fault.limits)).problem
        assert problem is not None
        assert problem.code == fault.code
        assert problem.failure.retry is (fault.then != "given up")
        if fault.then == "given up":
            assert leftovers(place) == set()
            return
        assert (await attempt(f"{server.url}/a.iso", place)).problem is None
    assert place.read_bytes() == image
    assert ("Range" in server.heard[-1].headers) is (fault.then == "resumed")


@pytest.mark.parametrize("at", [0, 1, 40, HEAD, HEAD + 1, 2_000, AT, -1])
@pytest.mark.parametrize("ends", [closing, crashing, falling_silent])
async def test_broken_off_anywhere(
    place: Path, image: bytes, at: int, ends: Callable[[bytes], Scene]
) -> None:
    """In the headers and in the body, up to its last byte."""
    whole = answer(image, ETag=ETAG)
    with WireServer(scenes(ends(whole[:at]), serving(image, ETag=ETAG))) as server:
        problem = (await attempt(f"{server.url}/a.iso", place)).problem
        assert problem is not None
        assert problem.failure.retry
        assert (problem.code == "stalled") is (ends is falling_silent)
        assert (await attempt(f"{server.url}/a.iso", place)).problem is None
    assert place.read_bytes() == image
    if ends is not crashing:  # a reset drops what is on the way
        assert ("Range" in server.heard[1].headers) is (at > HEAD or at < 0)


FIRST = {"ETag": ETAG}
SECOND = {"ETag": '"second"'}
OLD = {"Last_Modified": NOON, "Date": LATER}
NEW = {"Last_Modified": LATER, "Date": LATER}


def part(data: bytes, start: int, end: int, **headers: str) -> bytes:
    """A 206, whatever was asked for."""
    where = f"bytes {start}-{end - 1}/{len(data)}"
    return answer(data[start:end], 206, -1, Content_Range=where, **headers)


@pytest.mark.parametrize(
    ("first", "then", "reason"),
    [
        (FIRST, lambda new: saying(answer(new, **FIRST)), "no-ranges"),
        (FIRST, lambda new: saying(answer(b"", 416)), "no-ranges"),
        (FIRST, lambda new: saying(part(new, 0, 100, **FIRST)), "no-ranges"),
        (FIRST, lambda new: saying(part(new, AT - 1, len(new), **FIRST)), "no-ranges"),
        (
            FIRST,
            lambda new: saying(part(new, AT, len(new), Content_Encoding="gzip")),
            "no-ranges",
        ),
        (FIRST, lambda new: serving(new, **SECOND), "changed"),
        (OLD, lambda new: serving(new, **NEW), "changed"),
    ],
    ids=["whole file", "416", "other range", "earlier range", "packed", "other ETag", "other date"],
)
async def test_what_was_there_is_of_no_use(
    place: Path,
    image: bytes,
    other_image: bytes,
    first: Mapping[str, str],
    then: Callable[[bytes], Scene],
    reason: str,
) -> None:
    """It starts over in the same attempt, and says why."""
    new = other_image if reason == "changed" else image
    seen = scenes(closing(answer(image, **first)[:AT]), then(new), serving(new))
    with WireServer(seen) as server:
        await attempt(f"{server.url}/a.iso", place)
        again = await attempt(f"{server.url}/a.iso", place)
    assert (again.problem, again.restarts) == (None, [reason])
    assert place.read_bytes() == new
    assert server.heard[1].headers["If-Range"] == (first.get("ETag") or NOON)
    assert len(server.heard) == 2 or "Range" not in server.heard[2].headers


@pytest.mark.parametrize(
    ("size", "headers"), [(None, SECOND), (5_000, FIRST)], ids=["other ETag", "other size"]
)
async def test_a_part_of_something_else(
    place: Path, image: bytes, other_image: bytes, size: int | None, headers: Mapping[str, str]
) -> None:
    """The server was asked for the rest of that very file only, and sends the rest of another."""
    new = other_image[:size] + other_image if size else other_image
    rest = saying(part(new, len(answer(image, **FIRST)[:AT]) - HEAD, len(new), **headers))
    with WireServer(scenes(closing(answer(image, **FIRST)[:AT]), rest, serving(image))) as server:
        await attempt(f"{server.url}/a.iso", place)
        problem = (await attempt(f"{server.url}/a.iso", place)).problem
        assert problem is not None
        assert (problem.code, problem.failure.retry) == ("changed", True)
        assert leftovers(place) == set()
        assert (await attempt(f"{server.url}/a.iso", place)).problem is None
    assert place.read_bytes() == image


@pytest.mark.parametrize("code", [429, 503])
@pytest.mark.parametrize(("header", "least", "most"), [("7", 7, 7), ("date", 25, 31)])
async def test_when_to_come_back(
    place: Path, code: int, header: str, least: float, most: float
) -> None:
    date = formatdate(time() + 30, usegmt=True)
    busy = saying(answer(b"", code, Retry_After=header.replace("date", date)))
    with WireServer(scenes(busy)) as server:
        problem = (await attempt(f"{server.url}/a.iso", place)).problem
    assert problem is not None
    wait = problem.values["retry_after"]
    assert isinstance(wait, float)
    assert least <= wait <= most


@pytest.mark.parametrize("surplus", [b"x" * 5_000, None], ids=["some", "endless"])
async def test_more_than_announced(place: Path, image: bytes, surplus: bytes | None) -> None:
    """What is not announced is not taken; it is told of where it comes in time to be seen."""
    whole = answer(image)
    more = closing(whole, surplus) if surplus else endless(whole, bytes(1 << 16))
    with WireServer(scenes(more)) as server:
        problem = (await attempt(f"{server.url}/a.iso", place)).problem
    if problem is None:
        assert place.read_bytes() == image
    else:
        assert (problem.code, leftovers(place)) == ("too-long", set())


@pytest.mark.parametrize("path", ["/", "/download?id=7&name=", "/a.iso?token=x#there", ""])
async def test_the_address_need_not_name_a_file(place: Path, image: bytes, path: str) -> None:
    with WireServer(scenes(serving(image))) as server:
        assert (await attempt(server.url + path, place)).problem is None
    assert place.read_bytes() == image
    assert server.heard[0].target == (path.partition("#")[0] or "/")


async def test_ipv6(place: Path, image: bytes) -> None:
    with WireServer(scenes(serving(image)), host="::1") as server:
        assert (await attempt(f"{server.url}/a.iso", place)).problem is None
    assert place.read_bytes() == image
    assert server.heard[0].headers["Host"] == f"[::1]:{server.port}"


async def test_without_a_length(place: Path, image: bytes) -> None:
    for way in (saying(chunked(image)), closing(answer(image, 200, None))):
        with WireServer(scenes(way)) as server:
            assert (await attempt(f"{server.url}/a.iso", place)).problem is None
        assert place.read_bytes() == image
        place.unlink()


async def test_tls(place: Path, image: bytes, authority: Authority, certificate: Path) -> None:
    """Told apart, resumed, and final where nobody vouches for the server."""
    seen = scenes(closing(answer(image, ETag=ETAG)[:AT]), serving(image, ETag=ETAG))
    with WireServer(seen, tls=server_side(certificate)) as server:
        url = f"{server.url}/a.iso"
        refused = (await attempt(url, place)).problem
        assert refused is not None
        assert (refused.code, refused.failure.retry) == ("tls-unknown-ca", False)
        cut = (await attempt(url, place, trust=Trust(authority.bundle))).problem
        assert cut is not None
        assert (cut.code, cut.failure.retry) == ("cut-short", True)
        assert (await attempt(url, place, trust=Trust(authority.bundle))).problem is None
    assert place.read_bytes() == image
    assert "Range" in server.heard[-1].headers
