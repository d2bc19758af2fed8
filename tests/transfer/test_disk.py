"""This machine's disk: what it cannot do is said, and nothing is overwritten through a link."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from kisotui.domain.failures import Problem
from kisotui.download import place as places
from kisotui.download import sidecar
from kisotui.download.names import part_path, sidecar_path
from kisotui.download.part import Part
from kisotui.download.sidecar import Sidecar
from tests.support.downloads import ROOT, failing, get, leftovers
from tests.support.fault_server import ETAG, FaultServer, Reply


def pipe_instead(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


async def test_no_room_for_the_directory_either(
    server: FaultServer, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, *_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "mkdir", full)
    assert (await failing(f"{server.url}/a.iso", place)).code == "no-space"


async def test_a_link_at_the_part_is_not_written_through(
    server: FaultServer, place: Path, tmp_path: Path, image: bytes
) -> None:
    precious = tmp_path / "precious"
    precious.write_bytes(b"mine")
    place.parent.mkdir(parents=True)
    for name in (".part", ".part.json", ".part.json.new", ""):
        place.with_name(place.name + name).symlink_to(precious)
    await get(f"{server.url}/a.iso", place)
    assert precious.read_bytes() == b"mine"
    assert not place.is_symlink()
    assert place.read_bytes() == image


async def test_a_link_put_there_between_two_attempts_is_not_followed(
    server: FaultServer, place: Path, tmp_path: Path, image: bytes
) -> None:
    precious = tmp_path / "precious"
    precious.write_bytes(b"x" * len(image))
    reply = Reply(image, headers={"ETag": ETAG}, cut=1_000_000, ends="closed")
    url = server.script("/x.iso", reply, Reply(image))
    assert (await failing(url, place)).code == "cut-short"
    part = place.with_name("id.iso.part")
    part.unlink()
    part.symlink_to(precious)
    await get(url, place)
    assert precious.read_bytes() == b"x" * len(image)
    assert place.read_bytes() == image


@pytest.mark.parametrize(
    "damage",
    [
        lambda note: note.write_bytes(b""),
        lambda note: note.write_bytes(b"{"),
        lambda note: note.write_bytes(b"[]"),
        lambda note: note.write_bytes(b"[" * 4096),
        lambda note: note.write_bytes(os.urandom(300)),
        lambda note: note.write_bytes(note.read_bytes()[:-10]),
        lambda note: note.write_bytes(
            note.read_bytes().replace(b'"spans": [[0, ', b'"spans": [[0, 9')
        ),
        lambda note: note.write_bytes(
            note.read_bytes().replace(b'"spans": [[0, ', b'"spans": [[0, -')
        ),
        lambda note: note.write_bytes(note.read_bytes().replace(b'"spans": [[', b'"spans": [[-1')),
        lambda note: note.write_bytes(
            note.read_bytes().replace(b'"spans": [[0', b'"spans": [["x"')
        ),
        lambda note: note.write_bytes(note.read_bytes().replace(b'"files": [', b'"files": [9')),
        lambda note: note.write_bytes(
            note.read_bytes().replace(b'"size": ', b'"size": null, "x": ')
        ),
        lambda note: note.unlink(),
        pipe_instead,
        lambda note: (note.unlink(), note.mkdir()),
        lambda note: note.with_suffix("").unlink(),
        lambda note: os.truncate(note.with_suffix(""), 5_000),
        lambda note: pipe_instead(note.with_suffix("")),
    ],
)
async def test_a_damaged_note_means_starting_over(
    server: FaultServer, place: Path, image: bytes, damage: Callable[[Path], object]
) -> None:
    reply = Reply(image, headers={"ETag": ETAG}, cut=1_000_000, ends="closed")
    url = server.script("/x.iso", reply, Reply(image, headers={"ETag": ETAG}))
    assert (await failing(url, place)).code == "cut-short"
    note = place.with_name("id.iso.part.json")
    damage(note)
    if note.is_dir():
        assert (await failing(url, place)).code == "disk"
        note.rmdir()
    await get(url, place)
    assert place.read_bytes() == image
    assert server.seen[-1].headers["Range"] is None


async def test_a_directory_that_cannot_be_made(server: FaultServer, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    problem = await failing(f"{server.url}/a.iso", tmp_path / "file" / "zone" / "id.iso")
    assert problem.code == "disk"
    problem = await failing(f"{server.url}/a.iso", Path("/sys/kisotui/id.iso"))  # refuses root too
    assert problem.code == "disk-denied"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
async def test_a_directory_that_may_not_be_written(server: FaultServer, place: Path) -> None:
    place.parent.mkdir(parents=True, mode=0o500)
    assert (await failing(f"{server.url}/a.iso", place)).code == "disk-denied"


async def test_too_little_space_is_seen_before_the_first_byte(
    server: FaultServer, place: Path, image: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    figures = SimpleNamespace(f_bavail=4608, f_frsize=4096)
    monkeypatch.setattr("kisotui.download.disk.os.statvfs", lambda path: figures)
    problem = await failing(f"{server.url}/a.iso", place)
    assert problem.code == "no-space"
    assert problem.values["path"] == str(place.parent)
    assert problem.values["free"] == "18.0 MiB"
    needed = f"{len(image) / (1 << 20) + 16:.1f} MiB"
    assert problem.values["needed"] == needed, "with what is to be left free"
    assert leftovers(place) == set()


@pytest.mark.parametrize(
    ("error", "code"),
    [(errno.ENOSPC, "no-space"), (errno.EDQUOT, "no-space"), (errno.EIO, "disk")],
)
async def test_a_disk_that_fails_half_way_keeps_what_it_took(
    server: FaultServer,
    place: Path,
    image: bytes,
    error: int,
    code: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write = os.pwrite

    def fail_later(file: int, data: bytes, offset: int) -> int:
        if offset >= 1 << 20:
            raise OSError(error, os.strerror(error))
        return write(file, data, offset)

    with monkeypatch.context() as patch:
        patch.setattr("kisotui.download.disk.os.pwrite", fail_later)
        assert (await failing(f"{server.url}/a.iso", place)).code == code
    await get(f"{server.url}/a.iso", place)
    assert place.read_bytes() == image
    start = int(server.seen[-1].headers["Range"].removeprefix("bytes=").rstrip("-"))
    assert start >= 1 << 20


async def test_a_full_disk_has_no_room_for_the_note_either(
    server: FaultServer, place: Path, image: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, save = os.pwrite, sidecar.save
    full = 1 << 20

    def refuse(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def save_if_it_fits(path: Path, note: Sidecar) -> None:
        save(path, note) if part_path(place).stat().st_size < full else refuse()

    def write_if_it_fits(file: int, data: bytes, offset: int) -> int:
        return write(file, data, offset) if offset + len(data) <= full else refuse()

    with monkeypatch.context() as patch:
        patch.setattr("kisotui.download.disk.os.pwrite", write_if_it_fits)
        patch.setattr("kisotui.download.part.sidecar.save", save_if_it_fits)
        assert (await failing(f"{server.url}/a.iso", place)).code == "no-space"
    await get(f"{server.url}/a.iso", place)
    assert place.read_bytes() == image
    start = int(server.seen[-1].headers["Range"].removeprefix("bytes=").rstrip("-"))
    assert full // 2 < start < full


async def test_the_draft_of_a_note_is_not_left_behind(
    server: FaultServer, place: Path, image: bytes
) -> None:
    reply = Reply(image, headers={"ETag": ETAG}, cut=1_000_000, ends="closed")
    url = server.script("/x.iso", reply, Reply(image, headers={"ETag": ETAG}))
    assert (await failing(url, place)).code == "cut-short"
    note = sidecar.load(sidecar_path(place))
    assert note is not None
    part_path(place).write_bytes(image)  # all of it, so that no other note is written any more
    sidecar.save(sidecar_path(place), replace(note, spans=((0, len(image)),)))
    place.with_name("id.iso.part.json.new").touch()
    await get(url, place)
    assert leftovers(place) == {""}


async def test_short_writes_are_continued(
    server: FaultServer, place: Path, image: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = os.pwrite
    monkeypatch.setattr(
        "kisotui.download.disk.os.pwrite",
        lambda file, data, offset: write(file, data[:7_777], offset),
    )
    await get(f"{server.url}/a.iso", place)
    assert place.read_bytes() == image


_CHILD = """
import asyncio, sys
from pathlib import Path
from kisotui.domain.failures import Problem
from tests.support.downloads import get
try:
    asyncio.run(get(sys.argv[1], Path(sys.argv[2])))
except Problem as problem:
    print(problem.code, problem.values)
"""


def _on_small_disk(url: str, tmp_path: Path, mebibytes: int) -> str:
    """Download to a file system of its own, of that size; what the child says."""
    mount = f'mount -t tmpfs -o size={mebibytes}m tmpfs {tmp_path} && exec "$@"'
    namespace = ["unshare", "--mount", "--map-root-user", "sh", "-c", mount, "sh"]
    if (
        shutil.which("unshare") is None
        or subprocess.run([*namespace, "true"], capture_output=True).returncode
    ):
        pytest.skip("no file system may be mounted here")
    child = [sys.executable, "-c", _CHILD, url, str(tmp_path / "zone" / "id.iso")]
    done = subprocess.run(
        [*namespace, *child], capture_output=True, text=True, timeout=60, cwd=ROOT
    )
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize("chunked", [False, True], ids=["size-known", "size-unknown"])
def test_a_disk_that_is_really_full(
    server: FaultServer, tmp_path: Path, image: bytes, chunked: bool
) -> None:
    body = image + bytes(20 << 20)
    url = server.script("/x.iso", replace(Reply(body), chunked=chunked))
    target = tmp_path / "disk"
    target.mkdir()
    assert _on_small_disk(url, target, 18).startswith("no-space")
    assert _on_small_disk(url, target, 60) == ""


async def test_discard_and_destroy(server: FaultServer, place: Path, image: bytes) -> None:
    places.discard(place)  # nothing there, not even the directory
    places.destroy(place)
    await get(f"{server.url}/a.iso", place)
    reply = Reply(image, headers={"ETag": ETAG}, cut=1_000_000, ends="closed")
    other = place.with_name("other.iso")
    assert (await failing(server.script("/x.iso", reply), other)).code == "cut-short"
    places.discard(other)
    assert leftovers(other) == {"id.iso"}
    places.discard(place)
    assert place.exists()
    places.destroy(place)
    assert list(place.parent.iterdir()) == []


def test_what_cannot_be_removed_is_said(place: Path) -> None:
    place.mkdir(parents=True)
    with pytest.raises(Problem) as caught:
        places.destroy(place)
    assert caught.value.code in ("disk", "disk-denied")


def test_only_what_was_verified_is_placed(place: Path) -> None:
    """Another process began anew meanwhile: its part has the name, but not our bytes."""
    note = Sidecar("", "", 5)
    ours = Part.begin(place, note)
    ours.write(b"right", 0)
    theirs = Part.begin(place, note)
    with pytest.raises(Problem) as caught:
        ours.put_in_place()
    assert caught.value.code == "file-changed"
    assert caught.value.failure.retry, "who is right after all gets another chance"
    ours.discard()
    assert not place.exists()
    theirs.write(b"newer", 0)
    theirs.put_in_place()
    assert place.read_bytes() == b"newer"
    for part in (ours, theirs):
        part.close()
