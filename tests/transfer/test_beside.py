"""Checksums that lie beside an ISO on its server."""

from __future__ import annotations

import asyncio
import hashlib
from pathlib import Path

import pytest

from kisotui.domain.checksums import Checksum
from kisotui.domain.evidence import Evidence, Origin
from kisotui.domain.sums import LARGEST
from kisotui.domain.urls import Address
from kisotui.download.beside import MOST, find
from tests.support.downloads import LIMITS
from tests.support.fault_server import FaultServer, Reply

NAME = "setup-v1.33.6 x86_64.iso"
PATH = "/cks/setup-v1.33.6%20x86_64.iso"
SHA256 = Checksum("SHA-256", hashlib.sha256(b"iso").hexdigest())
SHA512 = Checksum("SHA-512", hashlib.sha512(b"iso").hexdigest())
MD5 = Checksum("MD5", hashlib.md5(b"iso").hexdigest())
NO_LIST = Reply(b"no", status=403)


@pytest.fixture
def folder(site: Path) -> Path:
    folder = site / "cks"
    folder.mkdir()
    (folder / NAME).write_bytes(b"iso")
    return folder


async def found(server: FaultServer, most: int = MOST) -> tuple[Evidence, ...]:
    return await find(Address(server.url + PATH), limits=LIMITS, most=most)


def beside(server: FaultServer, checksum: Checksum, name: str) -> Evidence:
    return Evidence(checksum, Origin.BESIDE, f"{server.url}/cks/{name}")


def say(folder: Path, name: str, checksum: Checksum, of: str = NAME) -> None:
    (folder / name).write_text(f"{checksum.digest}  {of}\n")


@pytest.mark.parametrize("lists", [True, False], ids=["listed", "not-listed"])
async def test_all_that_lies_there_is_found(server: FaultServer, folder: Path, lists: bool) -> None:
    (folder / f"{NAME}.sha256").write_text(SHA256.digest)
    say(folder, "SHA512SUMS", SHA512)
    say(folder, "md5sum.txt", MD5)
    if not lists:
        server.script("/cks/", NO_LIST)
    assert await found(server) == (
        beside(server, SHA512, "SHA512SUMS"),
        beside(server, SHA256, "setup-v1.33.6%20x86_64.iso.sha256"),
        beside(server, MD5, "md5sum.txt"),
    )


async def test_only_what_is_listed_is_asked_for(server: FaultServer, folder: Path) -> None:
    say(folder, "SHA256SUMS", SHA256)
    await found(server)
    assert [each.path for each in server.seen] == ["/cks/", "/cks/SHA256SUMS"]


async def test_the_number_of_requests_is_bounded(server: FaultServer, folder: Path) -> None:
    server.script("/cks/", NO_LIST)
    await found(server)
    assert len(server.seen) == MOST
    server.seen.clear()
    await found(server, most=3)
    assert len(server.seen) == 3


async def test_what_is_said_of_other_files_does_not_count(
    server: FaultServer, folder: Path
) -> None:
    say(folder, "SHA256SUMS", SHA256, of="other.iso")
    (folder / "CHECKSUMS").write_text(SHA512.digest)  # of which file?
    assert await found(server) == ()


@pytest.mark.parametrize(
    "reply",
    [
        Reply(b"<html>Log in to the network</html>", headers={"Content-Type": "text/html"}),
        Reply(b"#" * (LARGEST + 1)),
        Reply(b"#" * (LARGEST + 1), length=None, ends="closed"),
        Reply(b"packed", headers={"Content-Encoding": "gzip"}),
        Reply(f"{SHA256.digest}  {NAME}".encode(), length=1000, cut=80, ends="reset"),
        Reply(b"", ends="stalled", length=10),
        Reply(b"", status=302, headers={"Location": "file:///etc/passwd"}),
    ],
    ids=["portal", "large", "endless", "packed", "cut", "stalled", "redirect"],
)
async def test_a_server_that_says_nothing_useful_holds_nothing_up(
    server: FaultServer, folder: Path, reply: Reply
) -> None:
    say(folder, "SHA512SUMS", SHA512)
    say(folder, "SHA256SUMS", SHA256)
    server.script("/cks/SHA256SUMS", reply)
    assert await found(server) == (beside(server, SHA512, "SHA512SUMS"),)


async def test_who_cannot_be_reached_is_asked_once(server: FaultServer, folder: Path) -> None:
    server.script("/cks/", Reply(b"", ends="reset", length=10))
    assert await found(server) == ()
    assert len(server.seen) == 1


async def test_secrets_go_to_the_server_and_not_into_what_is_kept(
    server: FaultServer, folder: Path
) -> None:
    say(folder, "SHA256SUMS", SHA256)
    url = f"{server.url}{PATH}?token=hidden"
    server.script("/cks/?token=hidden", NO_LIST)
    server.script("/cks/SHA256SUMS?token=hidden", Reply(f"{SHA256.digest}  {NAME}".encode()))
    for name in ("md5sum.txt", "CHECKSUMS", "SHA512SUMS"):
        server.script(f"/cks/{name}?token=hidden", Reply(b"", status=404))
    evidence = await find(Address(url, ("me", "secret")), limits=LIMITS)
    assert all(each.headers["Authorization"] for each in server.seen)
    assert [each.source for each in evidence] == [f"{server.url}/cks/SHA256SUMS?token=***"]


async def test_it_ends_when_it_is_cancelled(server: FaultServer, folder: Path) -> None:
    server.script("/cks/", Reply(b"", ends="stalled", length=10))
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.2):
            await found(server)
    assert len(server.seen) == 1
