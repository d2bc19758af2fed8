"""The space that a part reserves, what others were promised, and what is given back."""

from __future__ import annotations

import asyncio
from pathlib import Path
from types import SimpleNamespace

import pytest

from kisotui.domain.failures import Problem
from kisotui.download import disk, room
from kisotui.download.copy import copy
from kisotui.download.names import part_path
from kisotui.download.part import Part
from kisotui.download.place import kept
from kisotui.download.sidecar import Sidecar
from kisotui.iso.volume import inspect
from tests.support.downloads import get, leftovers
from tests.support.fault_server import ETAG, FaultServer, Reply

MIB = 1 << 20
SIZE = 8 * MIB
NOTE = Sidecar("", "", SIZE)


@pytest.fixture
def figures(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """What the file system says is free, beside what is to be left so."""
    figures = SimpleNamespace(f_bavail=SIZE + disk.SPARE, f_frsize=1)
    monkeypatch.setattr("kisotui.download.disk.os.statvfs", lambda path: figures)
    return figures


@pytest.fixture
def no_allocation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kisotui.download.disk.allocate", lambda file, size: False)


def test_a_part_reserves_all_its_space_at_once(place: Path) -> None:
    part = Part.begin(place, NOTE)
    assert room.missing(place, SIZE) == 0
    assert room.missing(place, 9 * MIB) == MIB
    part.give_back()
    assert room.missing(place, SIZE) == SIZE
    part.close()


def test_of_what_arrived_nothing_is_given_back(place: Path) -> None:
    part = Part.begin(place, NOTE)
    part.write(b"x" * 3 * MIB, 0)
    part.secure([(0, 3 * MIB)])
    part.give_back()
    assert part_path(place).read_bytes() == b"x" * 3 * MIB
    assert room.missing(place, SIZE) <= 5 * MIB
    part.close()


def test_what_was_promised_to_others_is_not_there(place: Path, figures: SimpleNamespace) -> None:
    Part.begin(place, NOTE).close()
    with pytest.raises(Problem) as caught:
        Part.begin(place, NOTE, lambda: 1)
    assert caught.value.code == "no-space"
    assert leftovers(place) == set()


@pytest.mark.usefixtures("no_allocation")
def test_it_is_looked_at_again_while_it_arrives(place: Path, figures: SimpleNamespace) -> None:
    promised = 0
    part = Part.begin(place, NOTE, lambda: promised)
    part.write(b"x" * MIB, 0)
    figures.f_bavail -= MIB
    part.secure([(0, MIB)])
    promised = 1
    with pytest.raises(Problem) as caught:
        part.secure([(0, MIB)])
    assert caught.value.code == "no-space"
    part.close()


def test_what_has_its_space_does_not_mind_what_others_were_promised(
    place: Path, figures: SimpleNamespace
) -> None:
    promised = 0
    part = Part.begin(place, NOTE, lambda: promised)
    promised = SIZE
    figures.f_bavail = 0
    part.write(b"x" * MIB, 0)
    part.secure([(0, MIB)])
    part.close()


async def test_an_attempt_that_failed_keeps_only_what_has_arrived(
    server: FaultServer, place: Path, image: bytes
) -> None:
    reply = Reply(image, headers={"ETag": ETAG}, cut=1_000_000, ends="closed")
    with pytest.raises(Problem):
        await get(server.script("/x.iso", reply), place)
    assert kept(place) == 1_000_000
    assert len(image) - room.missing(place, len(image)) < 1_100_000


async def test_one_that_was_stopped_too(server: FaultServer, place: Path, image: bytes) -> None:
    reply = Reply(image, headers={"ETag": ETAG}, cut=1_000_000, ends="stalled")
    arrived = asyncio.Event()
    loop = asyncio.get_running_loop()

    def on_progress(received: int, size: int | None) -> None:
        if received == 1_000_000:
            loop.call_soon_threadsafe(arrived.set)

    task = asyncio.create_task(get(server.script("/x.iso", reply), place, on_progress=on_progress))
    await asyncio.wait_for(arrived.wait(), 10)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert kept(place) == 1_000_000
    assert len(image) - room.missing(place, len(image)) < 1_100_000


async def test_the_size_is_told_before_there_is_room_for_it(
    server: FaultServer, place: Path, image: bytes, iso: Path, figures: SimpleNamespace
) -> None:
    figures.f_bavail = 0
    told: list[tuple[int, int | None]] = []
    with pytest.raises(Problem):
        await get(f"{server.url}/a.iso", place, on_progress=lambda *step: told.append(step))
    with pytest.raises(Problem):
        await copy(iso, place=place, check=inspect, on_progress=lambda *step: told.append(step))
    assert told == [(0, len(image))] * 2


async def test_starting_over_does_not_need_the_space_twice(
    server: FaultServer, place: Path, image: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    replies = [
        Reply(image, headers={"ETag": ETAG}, cut=1_000_000, ends="closed"),
        Reply(image, headers={"ETag": '"second"'}),
    ]
    url = server.script("/x.iso", *replies)
    with pytest.raises(Problem):
        await get(url, place)
    closed: list[Part] = []
    close, begin = Part.close, Part.begin

    def begin_later(*args: object) -> Part:
        assert len(closed) == 1, "an open file holds its space"
        return begin(*args)  # type: ignore[arg-type]

    def note_closing(part: Part) -> None:
        closed.append(part)
        close(part)

    monkeypatch.setattr(Part, "close", note_closing)
    monkeypatch.setattr(Part, "begin", begin_later)
    await get(url, place)
    assert place.read_bytes() == image
    assert len(closed) == 2
