"""A part that somebody still holds who was taken for dead: its safe bytes are taken over, and what
he writes when he wakes up is nobody's."""

from __future__ import annotations

import hashlib
import os
from contextlib import closing
from pathlib import Path

import pytest

from kisotui.domain.checksums import Checksum
from kisotui.domain.failures import Problem
from kisotui.download import disk, sidecar
from kisotui.download.names import part_path, sidecar_path
from kisotui.download.part import Part
from kisotui.download.sidecar import Sidecar, fingerprint
from tests.support.downloads import get, leftovers
from tests.support.fault_server import FaultServer

SPANS = ((0, 1_000_000), (1_500_000, 2_000_000))


@pytest.fixture
def url(server: FaultServer) -> str:
    return f"{server.url}/a.iso"


@pytest.fixture
def held(url: str, server: FaultServer, site: Path, place: Path, image: bytes) -> Part:
    """A part with two spans that are safe, in the hands of somebody who sleeps."""
    status = (site / "a.iso").stat()
    etag = f'"{status.st_mtime_ns:x}-{status.st_size:x}"'
    part = Part.begin(place, Sidecar(fingerprint(url), etag, len(image)))
    for start, end in SPANS:
        part.write(image[start:end], start)
    part.secure(SPANS)
    return part


def sha256(data: bytes) -> Checksum:
    return Checksum("SHA-256", hashlib.sha256(data).hexdigest())


async def test_what_is_safe_is_copied_and_not_fetched_again(
    held: Part, url: str, server: FaultServer, place: Path, image: bytes
) -> None:
    with closing(held):
        await get(url, place, sha256(image))
        asked = [seen.headers["Range"] for seen in server.seen]
        assert asked == ["bytes=1000000-1499999", f"bytes=2000000-{len(image) - 1}"]
        held.write(b"x" * 3_000_000, 0)
        held.secure(((0, 3_000_000),))
        assert place.read_bytes() == image
        assert leftovers(place) == {""}
        with pytest.raises(Problem, match="file-changed"):
            held.put_in_place()
        held.discard()
    assert place.read_bytes() == image
    assert leftovers(place) == {""}


async def test_who_wakes_up_in_the_middle_neither_writes_nor_notes_to_the_new_part(
    held: Part, url: str, server: FaultServer, place: Path, image: bytes
) -> None:
    woken = False

    def wake(received: int, size: int | None) -> None:
        nonlocal woken
        if received > 1_600_000 and not woken:
            woken = True
            held.write(b"x" * 3_000_000, 0)
            held.secure(((0, 3_000_000),))
            held.discard()

    with closing(held):
        await get(url, place, sha256(image), on_progress=wake)
    assert woken
    assert place.read_bytes() == image


async def test_who_is_cut_off_after_the_takeover_keeps_it(
    held: Part, url: str, place: Path
) -> None:
    """The note is true of the file under the name, whichever of the two that is."""
    with closing(held):
        taken = Part.reopen(place, fingerprint(url))
        assert taken is not None
        with closing(taken):
            assert taken.note.spans == SPANS
            assert os.fstat(taken.file).st_ino == part_path(place).stat().st_ino
    again = Part.reopen(place, fingerprint(url))
    assert again is not None
    with closing(again):
        assert again.note.spans == SPANS


def test_who_sleeps_while_it_notes_something_down_leaves_no_note(
    held: Part, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = sidecar.save

    def save_late(path: Path, note: Sidecar) -> None:
        held.path.rename(place)  # as the one who took over, and placed the file
        save(path, note)

    monkeypatch.setattr(sidecar, "save", save_late)
    with closing(held):
        held.secure(SPANS)
    assert leftovers(place) == {""}


def test_a_note_of_another_file_is_not_believed(held: Part, url: str, place: Path) -> None:
    """Written in the very moment in which somebody else took over."""
    with closing(held):
        disk.unlink(part_path(place))
        disk.close(disk.create(part_path(place)))
        part_path(place).write_bytes(bytes(2_000_000))
        assert sidecar.load(sidecar_path(place)) is not None
        assert Part.reopen(place, fingerprint(url)) is None


def test_the_very_file_is_placed_that_was_checked(held: Part, place: Path, image: bytes) -> None:
    """Its name may belong to another one by then, between two steps of who slept."""
    with closing(held):
        held.write(image, 0)
        theirs = place.with_name("theirs")
        part_path(place).rename(theirs)  # as a hard link would: it has a name, but not this one
        part_path(place).write_bytes(b"unfinished")
        held.put_in_place()
    assert place.read_bytes() == image
    assert part_path(place).read_bytes() == b"unfinished"


def test_space_is_reserved_where_the_file_system_can(held: Part, image: bytes) -> None:
    with closing(held):
        found = os.fstat(held.file)
        assert found.st_size == SPANS[-1][1], "only what is there counts as there"
        if disk.allocate(held.file, len(image)):
            assert found.st_blocks * 512 >= len(image)
