"""The terms that a download is held to: how fast, how slow, how large; and what is said of it."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest

from kisotui.domain.failures import Problem
from kisotui.download.model import Fetched, Limits
from kisotui.download.throttle import Throttle
from tests.support.downloads import get, leftovers, require_tellable
from tests.support.fault_server import ETAG, FaultServer, Reply

OTHER = '"second"'


async def refused(url: str, place: Path, limits: Limits) -> Problem:
    with pytest.raises(Problem) as caught:
        await get(url, place, limits=limits)
    require_tellable(caught.value)
    assert not place.exists()
    return caught.value


async def test_a_limit_holds(server: FaultServer, place: Path, image: bytes) -> None:
    throttle = Throttle(40_000_000, total=Throttle(2_000_000))
    began = time.monotonic()
    await get(f"{server.url}/a.iso", place, throttle=throttle)
    assert time.monotonic() - began > 0.9 * len(image) / 2_000_000 - 0.2
    assert place.read_bytes() == image


async def begun(url: str, place: Path, throttle: Throttle) -> asyncio.Task[Fetched]:
    """A download of which the first bytes have come."""
    there, loop = asyncio.Event(), asyncio.get_running_loop()

    def on_progress(received: int, size: int | None) -> None:
        if received:
            loop.call_soon_threadsafe(there.set)

    task = asyncio.create_task(get(url, place, throttle=throttle, on_progress=on_progress))
    await asyncio.wait_for(there.wait(), 20)
    return task


async def test_a_limit_may_be_lifted_meanwhile(
    server: FaultServer, place: Path, image: bytes
) -> None:
    throttle = Throttle(10_000)
    task = await begun(f"{server.url}/a.iso", place, throttle)
    throttle.rate = None
    await asyncio.wait_for(task, 20)
    assert place.read_bytes() == image


async def test_who_is_limited_can_be_stopped(server: FaultServer, place: Path) -> None:
    throttle = Throttle(10)
    task = await begun(f"{server.url}/a.iso", place, throttle)
    task.cancel()
    done, _ = await asyncio.wait([task], timeout=10)
    assert done


async def test_a_trickle_is_too_slow_and_what_came_is_kept(
    server: FaultServer, place: Path, image: bytes
) -> None:
    server.pace = 40_000
    limits = Limits(1, 1, slowest_rate=400_000)
    problem = await refused(f"{server.url}/a.iso", place, limits)
    assert (problem.code, problem.values["rate"]) == ("too-slow", 400_000)
    assert problem.failure.retry
    assert leftovers(place) == {".part", ".part.json"}
    server.pace = None
    await get(f"{server.url}/a.iso", place, limits=limits)
    assert place.read_bytes() == image
    assert server.seen[-1].headers["Range"] is not None


async def test_who_is_slow_by_a_limit_of_ours_is_not_too_slow(
    server: FaultServer, place: Path, image: bytes
) -> None:
    throttle = Throttle(1_000_000)
    limits = Limits(1, 1, slowest_rate=100_000_000)
    await get(f"{server.url}/a.iso", place, limits=limits, throttle=throttle)
    assert place.read_bytes() == image


@pytest.mark.parametrize("told", [True, False], ids=["announced", "endless"])
async def test_no_more_is_taken_than_is_permitted(
    server: FaultServer, place: Path, image: bytes, told: bool
) -> None:
    body = image + bytes(40 << 20)
    url = server.script("/x.iso", Reply(body, chunked=not told))
    problem = await refused(url, place, Limits(5, 5, largest=10 << 20))
    assert (problem.code, problem.values["limit"]) == ("too-large", "10 MiB")
    assert not problem.failure.retry
    assert leftovers(place) == set()


@pytest.mark.parametrize(
    ("second", "reason"),
    [
        ({"headers": {"ETag": OTHER}}, "changed"),
        ({"headers": {"ETag": ETAG}}, "no-ranges"),
        ({"headers": {"Content-Range": "bytes */5"}, "status": 416}, "no-ranges"),
    ],
    ids=["another file", "the same, but whole", "no such range"],
)
async def test_starting_over_is_told(
    server: FaultServer, place: Path, image: bytes, second: dict[str, object], reason: str
) -> None:
    body = b"" if "status" in second else image
    url = server.script(
        "/x.iso",
        Reply(image, headers={"ETag": ETAG}, cut=1_000_000, ends="closed"),
        Reply(body, **second),  # type: ignore[arg-type]
        Reply(image, headers={"ETag": ETAG}),
    )
    with pytest.raises(Problem, match="cut-short"):
        await get(url, place)
    told: list[Problem] = []
    await get(url, place, on_restart=told.append)
    assert [problem.code for problem in told] == [reason]
    require_tellable(told[0])
    assert place.read_bytes() == image
