"""Content that lies there already is shared: never believed, never harmed."""

from __future__ import annotations

import asyncio
import errno
import hashlib
import os
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest

from kisotui.domain.checksums import Checksum
from kisotui.domain.failures import Problem
from kisotui.download import disk
from kisotui.download import place as places
from kisotui.download.model import ANY, Fetched, Wanted
from kisotui.download.names import link_path, part_path, sidecar_path
from kisotui.download.part import Part
from kisotui.download.sidecar import Sidecar
from kisotui.download.twins import Twin, link
from kisotui.iso.volume import inspect
from tests.support.downloads import get, leftovers
from tests.support.fault_server import ETAG, FaultServer, Reply

Kind = Literal["reflink", "hard link"]


def sha256(data: bytes) -> Checksum:
    return Checksum("SHA-256", hashlib.sha256(data).hexdigest())


def extents(path: Path) -> list[int]:
    """The flags of the file's extents."""
    command = ["xfs_io", "-c", "fiemap -v", str(path)]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [int(line.split()[-1], 16) for line in listed.splitlines()[2:]]


def pipe_instead(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


async def share(
    place: Path, *candidates: Twin, checksum: Checksum | None = None
) -> tuple[Twin, Fetched] | None:
    return await link(candidates, place=place, check=inspect, wanted=Wanted(checksum))


@pytest.fixture(scope="module")
def reflinking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A directory on a file system that shares blocks."""
    folder = tmp_path_factory.mktemp("xfs")
    image = folder / "image"
    with image.open("wb") as file:
        file.truncate(320 << 20)  # the smallest XFS; a hole for the most part
    mounted = folder / "mounted"
    mounted.mkdir()
    steps = [["mkfs.xfs", "-q", str(image)], ["mount", "-o", "loop", str(image), str(mounted)]]
    for step in steps:
        if shutil.which(step[0]) is None:
            pytest.skip(f"no {step[0]} is installed (Debian: apt install xfsprogs)")
        if subprocess.run(step, capture_output=True).returncode:
            pytest.skip("no file system may be mounted here")
    yield mounted
    subprocess.run(["umount", "--lazy", str(mounted)], check=True)
    image.unlink()


@pytest.fixture(params=["reflink", "hard link"])
def kind(request: pytest.FixtureRequest) -> Kind:
    found: Kind = request.param
    return found


@pytest.fixture
def isos(kind: Kind, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """Where ISOs are kept, on a file system that can do the one, or only the other."""
    if kind == "reflink":
        folder: Path = request.getfixturevalue("reflinking") / tmp_path.name
        yield folder
        shutil.rmtree(folder, ignore_errors=True)
    else:
        yield tmp_path / "isos"


@pytest.fixture
def place(isos: Path) -> Path:
    return isos / "zone1" / "id.iso"


@pytest.fixture
def twin(isos: Path, image: bytes) -> Twin:
    """The same ISO in another zone."""
    path = isos / "zone2" / "twin.iso"
    path.parent.mkdir(parents=True)
    path.write_bytes(image)
    return Twin(path, sha256(image))


@pytest.mark.parametrize("given", [True, False], ids=["checksum", "no-checksum"])
async def test_shares_the_content(
    place: Path, twin: Twin, image: bytes, kind: Kind, given: bool
) -> None:
    sha512 = Checksum("SHA-512", hashlib.sha512(image).hexdigest())
    found = await share(place, twin, checksum=sha512 if given else None)
    digest = sha512 if given else sha256(image)
    assert found == (twin, Fetched(place, len(image), (digest,), verified=given))
    assert place.read_bytes() == image
    assert leftovers(place) == {""}
    assert place.samefile(twin.path) == (kind == "hard link")
    if kind == "reflink":
        assert extents(place)
        assert all(flags & 0x2000 for flags in extents(place)), "FIEMAP_EXTENT_SHARED"


@pytest.mark.parametrize("deleted", ["twin", "place"])
async def test_deleting_one_leaves_the_other_whole(
    place: Path, twin: Twin, image: bytes, deleted: str
) -> None:
    await share(place, twin)
    gone, left = (twin.path, place) if deleted == "twin" else (place, twin.path)
    places.destroy(gone)
    assert not gone.exists()
    assert left.read_bytes() == image


async def test_a_wrong_twin_is_left_alone_and_the_next_one_tried(
    place: Path, twin: Twin, image: bytes, other_image: bytes
) -> None:
    twin.path.write_bytes(other_image)
    assert await share(place, twin, checksum=sha256(image)) is None
    assert await share(place, twin) is None, "its own digest binds it too"
    assert leftovers(place) == set()
    assert twin.path.read_bytes() == other_image
    right = Twin(twin.path.with_name("right.iso"), sha256(image))
    right.path.write_bytes(image)
    found = await share(place, twin, right, checksum=sha256(image))
    assert found is not None
    assert found[0] == right
    assert place.read_bytes() == image


async def test_a_digest_alone_does_not_make_an_iso(place: Path, twin: Twin) -> None:
    twin.path.write_bytes(b"x" * 99_999)
    assert await share(place, Twin(twin.path, sha256(b"x" * 99_999))) is None
    assert leftovers(place) == set()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.unlink(),
        lambda path: (path.unlink(), path.mkdir()),
        pipe_instead,
        lambda path: (
            path.rename(path.with_suffix(".old"))
            .parent.joinpath(path.name)
            .symlink_to(path.with_suffix(".old"))
        ),
        lambda path: os.truncate(path, 1_000_000),
        lambda path: os.truncate(path, 0),
    ],
    ids=["gone", "directory", "pipe", "symlink", "shorter", "empty"],
)
async def test_what_is_no_such_file(
    place: Path, twin: Twin, spoil: Callable[[Path], object]
) -> None:
    spoil(twin.path)
    assert await share(place, twin) is None
    assert leftovers(place) == set()


async def test_another_file_system_cannot_share(
    tmp_path: Path, reflinking: Path, image: bytes
) -> None:
    path = reflinking / "twin.iso"
    path.write_bytes(image)
    place = tmp_path / "zone" / "id.iso"
    assert await share(place, Twin(path, sha256(image))) is None
    assert leftovers(place) == set()
    path.unlink()


async def test_a_file_system_without_links(
    tmp_path: Path, image: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "twin.iso"
    path.write_bytes(image)

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr("kisotui.download.disk.os.link", refuse)
    place = tmp_path / "zone" / "id.iso"
    assert await share(place, Twin(path, sha256(image))) is None
    assert leftovers(place) == set()


async def test_what_is_in_its_place_already_stays(
    place: Path, twin: Twin, other_image: bytes
) -> None:
    place.parent.mkdir(parents=True)
    place.write_bytes(other_image)
    assert await share(place, twin) is None
    assert place.read_bytes() == other_image


async def test_what_an_earlier_attempt_left_makes_way(
    server: FaultServer, place: Path, twin: Twin, image: bytes
) -> None:
    """Also the link of one that was killed while it looked at the twin."""
    reply = Reply(image, headers={"ETag": ETAG}, cut=1_000_000, ends="closed")
    with pytest.raises(Problem):
        await get(server.script("/x.iso", reply), place)
    os.link(twin.path, link_path(place))
    assert leftovers(place) >= {".part", ".part.json", ".link"}
    assert await share(place, twin) is not None
    assert leftovers(place) == {""}
    assert twin.path.read_bytes() == image


@pytest.mark.parametrize("remove", [places.discard, places.destroy])
def test_the_link_of_one_that_was_killed_is_removed(
    place: Path, twin: Twin, image: bytes, remove: Callable[[Path], None]
) -> None:
    place.parent.mkdir(parents=True)
    os.link(twin.path, link_path(place))
    remove(place)
    assert leftovers(place) == set()
    assert twin.path.read_bytes() == image


async def test_cancelled_leaves_nothing(
    place: Path, twin: Twin, image: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    checking, go_on = threading.Event(), threading.Event()

    def check(path: Path) -> None:
        checking.set()
        go_on.wait(10)

    task = asyncio.create_task(link([twin], place=place, check=check, wanted=ANY))
    await asyncio.to_thread(checking.wait, 10)
    task.cancel()
    for _ in range(9):  # turns of the loop, until the thread was told
        await asyncio.sleep(0)
    go_on.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert leftovers(place) == set()
    assert twin.path.read_bytes() == image


async def test_only_what_was_looked_at_is_placed(
    place: Path, twin: Twin, other_image: bytes
) -> None:
    """Another worker, that takes this one for dead, is about to look at another twin."""

    def check(path: Path) -> None:
        theirs = path.with_name("theirs")
        theirs.write_bytes(other_image)
        theirs.replace(path)

    with pytest.raises(Problem) as caught:
        await link([twin], place=place, check=check, wanted=ANY)
    assert caught.value.code == "file-changed"
    assert caught.value.failure.retry
    assert not place.exists()


async def test_what_was_placed_meanwhile_is_not_replaced(
    place: Path, twin: Twin, other_image: bytes
) -> None:
    """By another worker, that takes this one for dead, and has told of it."""
    with pytest.raises(Problem) as caught:
        await link(
            [twin],
            place=place,
            check=lambda path: place.write_bytes(other_image),
            wanted=ANY,
        )
    assert caught.value.code == "file-changed"
    assert place.read_bytes() == other_image
    assert leftovers(place) == {""}


async def test_a_new_download_does_not_write_into_the_twin(
    place: Path, twin: Twin, image: bytes, other_image: bytes
) -> None:
    """It begins a file of its own."""
    await share(place, twin)
    places.destroy(place)
    part = Part.begin(place, Sidecar("", "", len(other_image)))
    part.write(other_image, 0)
    part.put_in_place()
    part.close()
    assert place.read_bytes() == other_image
    assert twin.path.read_bytes() == image


async def test_a_part_with_a_second_name_is_not_gone_on_with(
    server: FaultServer, place: Path, twin: Twin, image: bytes, other_image: bytes
) -> None:
    reply = Reply(other_image, headers={"ETag": ETAG}, cut=1_000_000, ends="closed")
    url = server.script("/x.iso", reply, Reply(other_image, headers={"ETag": ETAG}))
    with pytest.raises(Problem):
        await get(url, place)
    assert sidecar_path(place).exists()
    part_path(place).unlink()
    os.link(twin.path, part_path(place))
    await get(url, place)
    assert place.read_bytes() == other_image
    assert twin.path.read_bytes() == image


def test_the_ioctl_is_the_kernels() -> None:
    """_IOW(0x94, 9, int), as linux/fs.h has it."""
    assert disk._FICLONE == 1 << 30 | 4 << 16 | 0x94 << 8 | 9
