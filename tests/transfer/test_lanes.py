"""Several connections: byte for byte the same file, whatever becomes of one of them."""

from __future__ import annotations

import asyncio
import hashlib
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from demo.images import MIB, write_iso
from kisotui.domain.checksums import Checksum
from kisotui.domain.failures import Problem
from kisotui.download import sidecar
from kisotui.download.hosts import Hosts
from kisotui.download.model import Fetched, Limits
from kisotui.download.names import sidecar_path
from tests.support.downloads import get, leftovers
from tests.support.limited_server import Decide, LimitedServer

SIZE = 24 * MIB
PACE = 5_000_000  # bytes per second of each connection
PATIENT = Limits(connect_timeout=5, stall_timeout=30, connections=4)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_iso(tmp_path_factory.mktemp("large") / "a.iso", size=SIZE)


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_iso(tmp_path_factory.mktemp("other") / "a.iso", size=SIZE, seed=1)


@contextmanager
def limited(
    file: Path,
    folder: Path,
    decide: Decide = lambda number, now: None,
    *,
    pace: int | None = PACE,
    line: int | None = None,
) -> Iterator[LimitedServer]:
    """A server of the file, as ``a.iso``."""
    folder.mkdir()
    os.link(file, folder / "a.iso")
    with LimitedServer(folder, pace=pace, line=line, decide=decide) as server:
        yield server


def sha256(file: Path) -> Checksum:
    return Checksum("SHA-256", hashlib.sha256(file.read_bytes()).hexdigest())


async def fetched(server: LimitedServer, place: Path, file: Path) -> Fetched:
    """The download, held to what the file is."""
    found = await get(f"{server.url}/a.iso", place, sha256(file), limits=PATIENT)
    assert place.read_bytes() == file.read_bytes()
    assert leftovers(place) == {""}
    return found


async def test_a_limited_server_gets_as_many_as_are_allowed(
    large: Path, tmp_path: Path, place: Path
) -> None:
    progress: list[int] = []
    with limited(large, tmp_path / "site") as server:
        await get(
            f"{server.url}/a.iso",
            place,
            sha256(large),
            limits=PATIENT,
            on_progress=lambda received, size: progress.append(received),
        )
        assert 4 <= server.most <= 5, "one may not have seen yet that it was left"
    assert place.read_bytes() == large.read_bytes()
    assert progress == sorted(progress)
    assert progress[-1] == large.stat().st_size


@pytest.mark.parametrize("why", ["one is allowed", "fast", "known to be of no use"])
async def test_one_stays_alone(large: Path, tmp_path: Path, place: Path, why: str) -> None:
    hosts = Hosts()
    limits = Limits(5, 30, connections=1) if why == "one is allowed" else PATIENT
    if why == "known to be of no use":
        hosts.remember_single("127.0.0.1")
    with limited(large, tmp_path / "site", pace=None if why == "fast" else 12_000_000) as server:
        await get(f"{server.url}/a.iso", place, limits=limits, hosts=hosts)
        assert server.ranges == [None]
    assert place.read_bytes() == large.read_bytes()


async def test_a_server_that_has_no_more_to_give_gets_one_again(
    large: Path, tmp_path: Path, place: Path
) -> None:
    hosts = Hosts()
    with limited(large, tmp_path / "site", line=4_000_000) as server:
        await get(f"{server.url}/a.iso", place, limits=PATIENT, hosts=hosts)
        assert server.most > 1
    assert hosts.is_single("127.0.0.1")
    assert place.read_bytes() == large.read_bytes()


@pytest.mark.parametrize(
    "decide",
    [
        lambda number, now: "busy" if now > 1 else None,
        lambda number, now: "busy" if now > 2 else None,
        lambda number, now: "busy" if number in (4, 6, 7) else None,
        lambda number, now: "reset" if number == 2 else None,
        lambda number, now: "reset" if number in (1, 2, 3) else None,
        lambda number, now: "whole" if number else None,
        lambda number, now: "whole" if number == 3 else None,
        lambda number, now: "standstill" if number == 2 else None,
        lambda number, now: "standstill" if number in (1, 2, 3) else None,
    ],
    ids=[
        "one at a time",
        "two at a time",
        "busy later",
        "one is reset",
        "all but one are reset",
        "no ranges",
        "no ranges once",
        "one stands still",
        "all but one stand still",
    ],
)
async def test_a_bad_connection_does_no_harm(
    large: Path, tmp_path: Path, place: Path, decide: Decide
) -> None:
    began = time.monotonic()
    with limited(large, tmp_path / "site", decide) as server:
        await fetched(server, place, large)
        assert len(server.ranges) > 1
    assert time.monotonic() - began < 25, "nobody waits for who stands still"


async def test_the_first_connection_may_be_the_bad_one(
    large: Path, tmp_path: Path, place: Path
) -> None:
    with limited(large, tmp_path / "site") as server:
        there = asyncio.Event()
        loop = asyncio.get_running_loop()

        def notice(received: int, size: int | None) -> None:
            if server.most == 4:
                loop.call_soon_threadsafe(there.set)

        task = asyncio.create_task(
            get(f"{server.url}/a.iso", place, sha256(large), limits=PATIENT, on_progress=notice)
        )
        await asyncio.wait_for(there.wait(), 20)
        assert server.first is not None
        server.first.shutdown(socket.SHUT_RDWR)
        await task
    assert place.read_bytes() == large.read_bytes()


async def test_what_several_left_is_gone_on_with(large: Path, tmp_path: Path, place: Path) -> None:
    there, loop = asyncio.Event(), asyncio.get_running_loop()

    def notice(received: int, size: int | None) -> None:
        if received > 10 * MIB:
            loop.call_soon_threadsafe(there.set)

    with limited(large, tmp_path / "site") as server:
        task = asyncio.create_task(
            get(f"{server.url}/a.iso", place, limits=PATIENT, on_progress=notice)
        )
        await asyncio.wait_for(there.wait(), 20)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        note = sidecar.load(sidecar_path(place))
        assert note is not None
        assert note.stored > 10 * MIB
        assert len(note.spans) > 1
        server.ranges.clear()
        await fetched(server, place, large)
        assert server.ranges[0] == f"bytes={note.spans[0][1]}-{note.spans[1][0] - 1}"


async def test_a_file_that_changes_meanwhile_is_never_mixed(
    large: Path, other: Path, tmp_path: Path, place: Path
) -> None:
    folder = tmp_path / "site"

    def change(number: int, now: int) -> None:
        if number == 6:
            os.link(other, folder / "b.iso")
            (folder / "b.iso").replace(folder / "a.iso")

    with limited(large, folder, change) as server:
        with pytest.raises(Problem, match="changed"):
            await get(f"{server.url}/a.iso", place, limits=PATIENT)
        assert leftovers(place) == set()
        assert len(server.ranges) > 6
        await get(f"{server.url}/a.iso", place, limits=PATIENT)
        assert place.read_bytes() == other.read_bytes()


async def test_the_limit_is_that_of_the_host(large: Path, tmp_path: Path, place: Path) -> None:
    hosts = Hosts()
    with limited(large, tmp_path / "site") as server:
        await asyncio.gather(
            *(
                get(
                    f"{server.url}/a.iso",
                    place.with_name(f"{number}.iso"),
                    sha256(large),
                    limits=PATIENT,
                    hosts=hosts,
                )
                for number in range(3)
            )
        )
        assert server.most <= 4 + 2, "the first one of a download is always allowed"
    assert not hosts.is_crowded("127.0.0.1", 0)
