"""A local file: copied, checked and placed like a download, and left as it is."""

from __future__ import annotations

import asyncio
import hashlib
import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from kisotui.domain.checksums import Checksum
from kisotui.domain.failures import Problem
from kisotui.download.copy import copy
from kisotui.download.model import Fetched, OnProgress, Wanted
from kisotui.download.names import part_path, sidecar_path
from kisotui.download.part import Part
from kisotui.download.sidecar import Sidecar
from kisotui.iso.volume import inspect
from tests.support.downloads import leftovers, require_tellable


def pipe_instead(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


async def put(
    file: Path,
    place: Path,
    checksum: Checksum | None = None,
    on_progress: OnProgress = lambda received, size: None,
) -> Fetched:
    return await copy(
        file, place=place, check=inspect, wanted=Wanted(checksum), on_progress=on_progress
    )


async def refused(file: Path, place: Path, checksum: Checksum | None = None) -> Problem:
    """The Problem that it ends with; nothing is left of the attempt."""
    with pytest.raises(Problem) as caught:
        await put(file, place, checksum)
    require_tellable(caught.value)
    assert leftovers(place) == set()
    return caught.value


@pytest.fixture
def file(tmp_path: Path, image: bytes) -> Path:
    path = tmp_path / "mine.iso"
    path.write_bytes(image)
    return path


async def test_places_the_file_and_leaves_the_source(file: Path, place: Path, image: bytes) -> None:
    before = file.stat()
    progress: list[tuple[int, int | None]] = []
    fetched = await put(file, place, on_progress=lambda *step: progress.append(step))
    assert place.read_bytes() == file.read_bytes() == image
    assert (file.stat().st_mtime_ns, file.stat().st_mode) == (before.st_mtime_ns, before.st_mode)
    assert fetched.digest == Checksum("SHA-256", hashlib.sha256(image).hexdigest())
    assert not fetched.verified
    assert leftovers(place) == {""}
    assert progress[0] == (0, len(image))
    assert progress[-1] == (len(image), len(image))


async def test_verifies(file: Path, place: Path, image: bytes) -> None:
    checksum = Checksum("SHA-512", hashlib.sha512(image).hexdigest())
    assert (await put(file, place, checksum)).verified
    place.unlink()
    problem = await refused(file, place, Checksum("SHA-1", "0" * 40))
    assert problem.code == "checksum"
    assert problem.values["found"] == hashlib.sha1(image).hexdigest()


async def test_may_be_reached_through_a_link(file: Path, place: Path, image: bytes) -> None:
    link = file.with_name("link.iso")
    link.symlink_to(file)
    await put(link, place)
    assert not place.is_symlink()
    assert place.read_bytes() == image


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda path: path.unlink(), "file-missing"),
        (lambda path: (path.unlink(), path.mkdir()), "file-not-regular"),
        (pipe_instead, "file-not-regular"),
        (lambda path: (path.unlink(), path.symlink_to(path)), "file-unreadable"),
        (lambda path: path.write_bytes(b""), "empty-file"),
        (lambda path: path.write_bytes(b"x" * 9_999), "too-small"),
        (lambda path: path.write_bytes(b"x" * 99_999), "not-iso"),
        (lambda path: os.truncate(path, 1_000_000), "iso-truncated"),
    ],
)
async def test_refuses(file: Path, place: Path, make: Callable[[Path], object], code: str) -> None:
    make(file)
    assert (await refused(file, place)).code == code


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
async def test_refuses_what_may_not_be_read(file: Path, place: Path) -> None:
    file.chmod(0)
    assert (await refused(file, place)).code == "file-unreadable"


@pytest.mark.parametrize(
    "change",
    [
        lambda path: os.truncate(path, 2_000_000),
        lambda path: os.truncate(path, path.stat().st_size + 4),
        lambda path: path.write_bytes(b"x" * path.stat().st_size),
    ],
    ids=["shorter", "longer", "other"],
)
async def test_a_file_that_changes_meanwhile(
    file: Path, place: Path, change: Callable[[Path], object]
) -> None:
    changed = False

    def on_progress(received: int, size: int | None) -> None:
        nonlocal changed
        if received and not changed:
            changed = True
            change(file)

    with pytest.raises(Problem) as caught:
        await put(file, place, on_progress=on_progress)
    assert (caught.value.code, caught.value.values) == ("file-changed", {"path": str(file)})
    assert leftovers(place) == set()


async def test_cancelled_leaves_nothing(file: Path, place: Path) -> None:
    begun, loop = asyncio.Event(), asyncio.get_running_loop()
    go_on = threading.Event()

    def on_progress(received: int, size: int | None) -> None:
        loop.call_soon_threadsafe(begun.set)
        go_on.wait(10)

    task = asyncio.create_task(put(file, place, on_progress=on_progress))
    await begun.wait()
    task.cancel()
    loop.call_later(0, go_on.set)
    with pytest.raises(asyncio.CancelledError):
        await task
    assert leftovers(place) == set()
    assert file.exists()


async def test_refusing_does_no_harm_to_who_took_over(file: Path, place: Path) -> None:
    """It was taken for dead, wakes up, and learns that another process has begun anew."""
    theirs: list[Part] = []

    def take_over(received: int, size: int | None) -> None:
        if received and not theirs:
            theirs.append(Part.begin(place, Sidecar("", "", 5)))

    with pytest.raises(Problem, match="checksum"):
        await put(file, place, Checksum("MD5", "0" * 32), on_progress=take_over)
    theirs[0].write(b"right", 0)
    theirs[0].put_in_place()
    theirs[0].close()
    assert place.read_bytes() == b"right"


async def test_what_an_earlier_attempt_left_is_not_gone_on_with(
    file: Path, place: Path, image: bytes
) -> None:
    """Such as after a SIGKILL."""
    place.parent.mkdir(parents=True)
    part_path(place).write_bytes(b"x" * 9_999_999)
    sidecar_path(place).write_text("{}")
    await put(file, place)
    assert place.read_bytes() == image
    assert leftovers(place) == {""}
