"""A file that was placed in the moment before its worker died: it is not fetched again."""

from __future__ import annotations

import asyncio
import hashlib
import os
import threading
from pathlib import Path

import pytest

from kisotui.domain.checksums import Checksum
from kisotui.domain.failures import Problem
from kisotui.download.copy import copy
from kisotui.download.finished import taken
from kisotui.download.model import ANY
from kisotui.download.names import part_path, sidecar_path
from kisotui.download.part import Part
from kisotui.download.stopping import Stopping
from kisotui.iso.volume import inspect
from tests.support.downloads import get, leftovers
from tests.support.fault_server import FaultServer


@pytest.fixture
def placed(place: Path, image: bytes) -> Path:
    place.parent.mkdir(parents=True)
    place.write_bytes(image)
    sidecar_path(place).write_text("{}")
    return place


def sha256(data: bytes) -> Checksum:
    return Checksum("SHA-256", hashlib.sha256(data).hexdigest())


@pytest.mark.parametrize("given", [True, False], ids=["checksum", "no-checksum"])
async def test_is_taken_as_it_is(
    server: FaultServer, placed: Path, image: bytes, given: bool
) -> None:
    checksum = sha256(image) if given else None
    inode = placed.stat().st_ino
    fetched = await get(f"{server.url}/a.iso", placed, checksum)
    assert (fetched.path, fetched.size) == (placed, len(image))
    assert (fetched.digest, fetched.verified) == (sha256(image), given)
    assert placed.stat().st_ino == inode
    assert leftovers(placed) == {""}
    assert server.seen == []


async def test_is_fetched_again_if_its_checksum_is_wrong(
    server: FaultServer, placed: Path, image: bytes, other_image: bytes
) -> None:
    placed.write_bytes(other_image)
    await get(f"{server.url}/a.iso", placed, sha256(image))
    assert placed.read_bytes() == image


async def test_is_fetched_again_if_it_is_no_whole_iso(
    server: FaultServer, placed: Path, image: bytes
) -> None:
    os.truncate(placed, 1_000_000)
    await get(f"{server.url}/a.iso", placed)
    assert placed.read_bytes() == image


async def test_a_wrong_one_does_not_stay(server: FaultServer, placed: Path) -> None:
    placed.write_bytes(b"x" * 99_999)
    with pytest.raises(Exception, match="http-missing"):
        await get(f"{server.url}/none.iso", placed)
    assert leftovers(placed) == set()


async def test_is_not_copied_again_either(placed: Path, image: bytes, tmp_path: Path) -> None:
    """Not even where the source is gone by now."""
    fetched = await copy(
        tmp_path / "gone.iso", place=placed, check=inspect, on_progress=lambda received, size: None
    )
    assert fetched.digest == sha256(image)
    assert part_path(placed).exists() is False


async def test_stopped_while_it_is_being_placed(
    server: FaultServer, place: Path, image: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    placing, go_on = threading.Event(), threading.Event()
    put_in_place = Part.put_in_place

    def slowly(part: Part) -> None:
        placing.set()
        go_on.wait(10)
        put_in_place(part)

    monkeypatch.setattr(Part, "put_in_place", slowly)
    task = asyncio.create_task(get(f"{server.url}/a.iso", place))
    await asyncio.to_thread(placing.wait, 10)
    task.cancel()
    go_on.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert place.read_bytes() == image
    asked = len(server.seen)
    await get(f"{server.url}/a.iso", place)
    assert len(server.seen) == asked
    assert leftovers(place) == {""}


def test_what_others_put_there_meanwhile_is_not_removed(
    placed: Path, image: bytes, other_image: bytes
) -> None:
    """Who was frozen while it read a wrong file, wakes up when that was fetched again."""
    placed.write_bytes(other_image)

    def check(path: Path) -> None:
        path.unlink()
        path.write_bytes(image)
        raise Problem("not-iso", size=0)

    assert taken(placed, ANY, check, Stopping()) is None
    assert placed.read_bytes() == image
