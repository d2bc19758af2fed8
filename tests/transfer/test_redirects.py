"""Redirects: followed as far as is sane, and nothing secret goes to strangers."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from tests.support.downloads import SECRET, failing, get
from tests.support.fault_server import FaultServer, Reply

CREDENTIALS = ("admin", SECRET)


def to(location: str, status: int = 302) -> Reply:
    return Reply(status=status, headers={"Location": location})


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("location", ["/b/a.iso", "../b/a.iso", "http://127.0.0.1:{port}/b/a.iso"])
async def test_followed(
    server: FaultServer, place: Path, image: bytes, status: int, location: str
) -> None:
    server.script("/b/a.iso", Reply(image))
    url = server.script("/x/y.iso", to(location.format(port=server.server_port), status))
    await get(url, place)
    assert place.read_bytes() == image


async def test_the_address_asked_is_the_permanent_one(
    server: FaultServer, place: Path, image: bytes
) -> None:
    """The address behind the redirect expires: each attempt begins at the front."""
    headers = {"ETag": '"first"'}
    server.script("/cdn?sig=1", Reply(image, headers=headers, cut=1_000_000, ends="closed"))
    content_range = f"bytes 1000000-{len(image) - 1}/{len(image)}"
    server.script(
        "/cdn?sig=2",
        Reply(image[1_000_000:], 206, headers={**headers, "Content-Range": content_range}),
    )
    url = server.script("/x.iso", to("/cdn?sig=1"), to("/cdn?sig=2"))
    assert (await failing(url, place)).code == "cut-short"
    await get(url, place)
    assert place.read_bytes() == image
    assert server.seen[-1].headers["Range"] == "bytes=1000000-"


async def test_ten_are_enough(server: FaultServer, place: Path, image: bytes) -> None:
    for step in range(12):
        server.script(f"/{step}", to(f"/{step + 1}"))
    server.script("/12", Reply(image))
    await get(f"{server.url}/2", place)
    assert place.read_bytes() == image
    place.unlink()
    assert (await failing(f"{server.url}/1", place)).code == "redirect-loop"


async def test_in_a_circle(server: FaultServer, place: Path) -> None:
    url = server.script("/x.iso", to("/x.iso"))
    assert (await failing(url, place)).code == "redirect-loop"


@pytest.mark.parametrize(
    "location", ["ftp://127.0.0.1/a.iso", "file:///etc/passwd", "gopher://127.0.0.1/"]
)
async def test_to_another_scheme(server: FaultServer, place: Path, location: str) -> None:
    assert (await failing(server.script("/x.iso", to(location)), place)).code == "redirect-scheme"


@pytest.mark.parametrize(
    ("location", "code"),
    [
        ("https:///x.iso", "redirect-broken"),
        ("http://a:b:c/", "redirect-broken"),
        ("http://127.0.0.1:99999/", "redirect-broken"),
        ("http://%00/", "dns"),
        ("data:,x", "redirect-broken"),
        ("http://a..b/", "dns"),
        ("http://xn--/", "dns"),
        ("http://" + "a" * 70 + ".invalid/", "dns"),
    ],
)
async def test_to_nowhere(server: FaultServer, place: Path, location: str, code: str) -> None:
    assert (await failing(server.script("/x.iso", to(location)), place)).code == code


async def test_an_address_that_is_none(place: Path) -> None:
    assert (await failing("http://xn--/x.iso", place)).code == "dns"


async def test_credentials_go_to_the_server_they_are_for(
    server: FaultServer, site: Path, place: Path, image: bytes
) -> None:
    with FaultServer(site) as stranger:
        stranger.script("/a.iso", to(f"http://localhost:{stranger.server_port}/b.iso"))
        stranger.script("/b.iso", Reply(image))
        server.script("/2", to(f"{stranger.url}/a.iso"))
        url = server.script("/1", to("/2"))
        await get(url, place, credentials=CREDENTIALS)
        asked = base64.b64encode(f"admin:{SECRET}".encode()).decode()
        assert [seen.headers["Authorization"] for seen in server.seen] == [f"Basic {asked}"] * 2
        assert [seen.headers["Authorization"] for seen in stranger.seen] == [None, None]
    assert place.read_bytes() == image
