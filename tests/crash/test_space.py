"""Real workers on a disk that is really full: they say so, wait, and go on when there is room."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kisotui.domain.detail_views import EventQuery
from kisotui.domain.states import IsoState, Level, Phase
from kisotui.download.disk import SPARE
from kisotui.service import downloads, events, versions
from tests.crash.conftest import House, until
from tests.support.fault_server import FINE, Reply

MIB = 1 << 20
HURRY = """
from kisotui.store import work
from kisotui.store.work import room
work.LOOK_AGAIN = room.LOOK_AGAIN = 1.0
"""
NO_ALLOCATION = HURRY + "from kisotui.download import disk; disk.allocate = lambda *_: False"


class Disk:
    """A small file system, and what fills it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._ballast = folder / "ballast"

    def leave(self, room: int) -> None:
        """Let so many bytes be free, beside what is always to be left so."""
        self._ballast.unlink(missing_ok=True)
        figures = os.statvfs(self._folder)
        too_much = figures.f_bavail * figures.f_frsize - room - SPARE
        assert too_much >= 0, "the disk is larger than that"
        with self._ballast.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, max(1, too_much))

    def clear(self) -> None:
        self._ballast.unlink()


@pytest.fixture
def disk(house: House) -> Iterator[Disk]:
    """Under the directory of ISOs."""
    folder = house.settings.iso_dir
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("no file system may be mounted here")
    house.server.pace = None
    yield Disk(folder)
    for worker in house.workers:
        worker.kill()
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def wait_full(house: House, version: str) -> None:
    """Wait until it says that the disk is full, and see that it says so rightly."""
    until(lambda: house.iso(version).failure == "no-space", "the disk is full")
    until(lambda: house.iso(version).phase is Phase.WAITING, "it waits")
    iso = house.iso(version)
    assert iso.state is IsoState.CREATING
    assert iso.failures == 0
    assert {"path", "needed", "free"} <= set(iso.failure_values)


def wait_ready(house: House, version: str) -> None:
    until(lambda: house.is_ready(version), "the ISO is ready")
    assert house.place(version).read_bytes() == house.image.read_bytes()
    assert house.iso(version).failure is None


def asked(house: House) -> int:
    return len(house.server.asked_for_isos)


def test_it_waits_for_room_and_asks_nobody_meanwhile(house: House, disk: Disk) -> None:
    disk.leave(2 * MIB)
    version = house.add()
    worker = house.on_duty()
    wait_full(house, version)
    told = asked(house)
    worker.kill()  # whoever comes next waits, too
    due = house.iso(version).due
    house.on_duty()
    until(lambda: house.iso(version).due != due, "it looks again")
    assert house.iso(version).phase is Phase.WAITING
    assert asked(house) == told == 1
    disk.clear()
    wait_ready(house, version)
    assert asked(house) == 2
    assert house.iso(version).attempts == 2
    query = EventQuery(version=version, levels=frozenset({Level.WARN}))
    [event] = events.page(house.ctx, query)
    assert (event.message, event.values["failure"]) == ("event.iso.no-room", "no-space")


def test_what_has_arrived_is_not_fetched_again(house: House, disk: Disk) -> None:
    house.server.pace = 800_000
    version = house.add()
    house.on_duty(twist=NO_ALLOCATION, connections=1)
    until(lambda: house.iso(version).received > MIB, "some of it arrives")
    downloads.pause(house.ctx, [version])
    until(lambda: house.iso(version).phase is Phase.PAUSED, "it is paused")
    kept = house.iso(version).received
    assert kept > MIB
    disk.leave(0)
    downloads.resume(house.ctx, [version])
    wait_full(house, version)
    assert house.iso(version).received == kept
    house.server.pace = None
    disk.clear()
    wait_ready(house, version)
    assert house.ranges() == [f"bytes={kept}-"]


def test_full_half_way_where_nobody_told_the_size(house: House, disk: Disk) -> None:
    disk.leave(2 * MIB)
    chunked = replace(Reply(house.image.read_bytes()), chunked=True)
    version = house.add(url=house.server.script("/a.iso", chunked, FINE))
    house.on_duty(twist=HURRY)
    wait_full(house, version)
    disk.clear()
    wait_ready(house, version)


@pytest.mark.parametrize("twist", [HURRY, NO_ALLOCATION], ids=["reserved", "promised"])
def test_of_two_that_do_not_fit_together_the_later_one_waits(
    house: House, disk: Disk, twist: str
) -> None:
    house.server.pace = 800_000
    disk.leave(5 * MIB)
    first = house.add()
    house.on_duty(downloads=2, twist=twist)
    house.wait_bytes(first)
    second = house.add()
    wait_full(house, second)
    wait_ready(house, first)
    assert house.messages(first).count("event.iso.no-room") == 0
    house.server.pace = None
    assert house.iso(second).phase is Phase.WAITING
    versions.delete(house.ctx, [first])
    wait_ready(house, second)


def test_deleted_while_it_waits(house: House, disk: Disk) -> None:
    disk.leave(2 * MIB)
    version = house.add()
    house.on_duty(twist=HURRY)
    wait_full(house, version)
    versions.delete(house.ctx, [version])
    until(lambda: house.version(version).removed, "it is removed")


def test_killed_while_the_disk_is_full(house: House, disk: Disk) -> None:
    """The disk fills up under a download whose space is its own already: it does not mind."""
    house.server.pace = 800_000
    version = house.add()
    worker = house.on_duty(twist=HURRY)
    until(lambda: house.iso(version).received > MIB, "some of it arrives")
    disk.leave(0)
    worker.signal(signal.SIGKILL)
    house.server.pace = None
    house.on_duty(twist=HURRY)
    wait_ready(house, version)
    assert house.iso(version).failures == 0
