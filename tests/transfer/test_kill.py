"""Processes that are killed, or stopped and taken for dead: never a wrong file, and no byte lost
that was noted down."""

from __future__ import annotations

import hashlib
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kisotui.domain.checksums import Checksum
from kisotui.download.place import kept
from tests.support.downloads import ROOT, get, leftovers
from tests.support.fault_server import FaultServer

_CHILD = """
import asyncio, sys
from pathlib import Path
from kisotui.download.model import Limits
from kisotui.download.place import kept
from tests.support.downloads import get
print("begun", flush=True)
asyncio.run(get(sys.argv[1], Path(sys.argv[2]), limits=Limits(5, 5)))
print("done", flush=True)
"""


@contextmanager
def downloading(url: str, place: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process at the download."""
    with subprocess.Popen(
        [sys.executable, "-c", _CHILD, url, str(place)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "begun\n"
        try:
            yield child
        finally:
            child.kill()


def part_size(place: Path) -> int:
    part = place.with_name(f"{place.name}.part")
    return part.stat().st_size if part.exists() else 0


def wait_for_part(place: Path, size: int) -> None:
    deadline = time.monotonic() + 20
    while part_size(place) < size:
        assert time.monotonic() < deadline
        time.sleep(0.005)


async def test_killed_at_random_moments(server: FaultServer, place: Path, image: bytes) -> None:
    chance = random.Random(20261123)
    server.pace = 4_000_000
    url = f"{server.url}/a.iso"
    for _ in range(6):
        with downloading(url, place) as child:
            with suppress(subprocess.TimeoutExpired):
                child.wait(chance.uniform(0.05, 0.9))
            child.send_signal(signal.SIGKILL)
        assert not place.exists() or place.read_bytes() == image
    server.pace = None
    await get(url, place, Checksum("SHA-256", hashlib.sha256(image).hexdigest()))
    assert place.read_bytes() == image
    assert leftovers(place) == {""}


async def test_killed_after_a_note_goes_on_from_it(
    server: FaultServer, place: Path, image: bytes
) -> None:
    server.pace = 1_000_000
    url = f"{server.url}/a.iso"
    with downloading(url, place) as child:
        wait_for_part(place, 500_000)
        child.send_signal(signal.SIGINT)  # asyncio.run cancels: the part is noted down
        child.wait(10)
    noted = kept(place)
    assert noted >= 500_000
    with downloading(url, place) as child:
        wait_for_part(place, noted + 200_000)
        child.send_signal(signal.SIGKILL)
    assert kept(place) == noted
    server.pace = None
    await get(url, place)
    assert place.read_bytes() == image
    assert server.seen[-1].headers["Range"] == f"bytes={noted}-"


async def test_one_taken_for_dead_does_no_harm(
    server: FaultServer, site: Path, place: Path, image: bytes, other_image: bytes
) -> None:
    """It is stopped, another one takes over, finishes a new file, and then it wakes up."""
    server.pace = 2_000_000
    url = f"{server.url}/a.iso"
    with downloading(url, place) as child:
        wait_for_part(place, 1_000_000)
        child.send_signal(signal.SIGSTOP)
        (site / "b.iso").write_bytes(other_image)
        (site / "b.iso").replace(site / "a.iso")  # the server goes on sending it the old one
        server.pace = None
        await get(url, place)
        assert place.read_bytes() == other_image
        child.send_signal(signal.SIGCONT)
        assert child.wait(20) != 0
    assert place.read_bytes() == other_image


async def test_two_at_the_same_file_make_it_right(
    server: FaultServer, place: Path, image: bytes
) -> None:
    server.pace = 2_000_000
    url = f"{server.url}/a.iso"
    with downloading(url, place) as child:
        wait_for_part(place, 1_000_000)
        child.send_signal(signal.SIGINT)
        child.wait(10)
    with downloading(url, place) as child:
        wait_for_part(place, 1_500_000)
        child.send_signal(signal.SIGSTOP)
        server.pace = None
        await get(url, place)
        child.send_signal(signal.SIGCONT)
        child.wait(20)
    assert place.read_bytes() == image
