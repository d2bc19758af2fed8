"""Room on the disk: what others were promised, and what follows a disk that is full."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest

from kisotui.domain import retry
from kisotui.domain.failures import Problem
from kisotui.download.disk import SPARE
from kisotui.download.names import part_path
from kisotui.store import work
from kisotui.store.work import Running, Spot
from kisotui.worker.job import UNSEEN, when_there_is_room
from kisotui.worker.room import Room
from kisotui.worker.track import Track
from tests.support.jobs import JOB

MIB = 1 << 20
OURS, OTHER, LATER = "iso", "other", "later"


@pytest.fixture
def isos(tmp_path: Path) -> Path:
    (tmp_path / "zone").mkdir()
    return tmp_path


@pytest.fixture
def room(isos: Path) -> Room:
    return Room(lambda spot: isos / spot.zone / f"{spot.iso}.iso")


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """The disk's figures, beside what is to be left free."""
    figures = SimpleNamespace(f_bavail=0, f_frsize=1)
    monkeypatch.setattr("kisotui.download.disk.os.statvfs", lambda path: figures)
    return figures


def free(disk: SimpleNamespace, mebibytes: int) -> None:
    disk.f_bavail = mebibytes * MIB + SPARE


def running(*isos: str) -> list[Running]:
    return [Running(Spot("zone", iso), 10 * MIB) for iso in isos]


def lacks(room: Room, mebibytes: int) -> bool:
    return room.lacking(Spot("zone", OURS), mebibytes * MIB) is not None


def test_a_directory_that_is_still_to_be_made_needs_room_too(room: Room) -> None:
    assert room.lacking(Spot("new", OURS), 1 << 60) is not None


def test_what_fits_fits(room: Room, disk: SimpleNamespace) -> None:
    free(disk, 5)
    assert not lacks(room, 5)
    assert lacks(room, 6)
    problem = room.lacking(Spot("zone", OURS), 6 * MIB)
    assert problem is not None
    assert (problem.code, problem.values["size"]) == ("no-space", 6 * MIB)
    assert problem.values["needed"] == "22.0 MiB", "with what is to be left free"


def test_beside_others_that_are_about_to_go_on(room: Room, disk: SimpleNamespace) -> None:
    free(disk, 5)
    assert room.lacking(Spot("zone", OURS), 3 * MIB, 2 * MIB) is None
    problem = room.lacking(Spot("zone", OURS), 3 * MIB, 3 * MIB)
    assert problem is not None
    assert problem.values["size"] == 3 * MIB, "of its own file"


def test_what_the_part_has_taken_up_counts_for_it(
    room: Room, disk: SimpleNamespace, isos: Path
) -> None:
    free(disk, 5)
    part_path(isos / "zone" / "iso.iso").write_bytes(b"x" * MIB)
    assert not lacks(room, 6)
    assert lacks(room, 7)


def test_what_was_promised_to_others_is_not_free(
    room: Room, disk: SimpleNamespace, isos: Path
) -> None:
    free(disk, 12)
    room.note(running(OTHER))
    assert room.promised(OURS) == 10 * MIB
    assert not lacks(room, 2)
    assert lacks(room, 3)
    part_path(isos / "zone" / "other.iso").write_bytes(b"x" * 4 * MIB)
    assert room.promised(OURS) == 6 * MIB, "what it has taken up is not free anyway"
    part_path(isos / "zone" / "other.iso").write_bytes(b"x" * 11 * MIB)
    assert room.promised(OURS) == 0


def test_of_two_that_run_the_later_one_waits(room: Room) -> None:
    room.note(running(OTHER, OURS, LATER))
    assert room.promised(OTHER) == 0
    assert room.promised(OURS) == 10 * MIB
    assert room.promised(LATER) == 20 * MIB


def test_other_trouble_is_for_an_attempt_to_tell(isos: Path) -> None:
    assert not lacks(Room(lambda spot: isos / "nowhere" / "zone" / "iso.iso"), 1)


@pytest.mark.parametrize(("mebibytes", "delay"), [(5, work.LOOK_AGAIN), (6, UNSEEN)])
def test_a_full_disk_is_waited_out(
    room: Room, disk: SimpleNamespace, mebibytes: int, delay: float
) -> None:
    """Where it does not look full, it is a quota, which only an attempt can tell of."""
    free(disk, mebibytes)
    track = Track(JOB)
    track.note(1 * MIB, 6 * MIB)
    problem = Problem("no-space", path="/isos", needed="x", free="y")
    worn_out = replace(JOB, failures=retry.ATTEMPTS)
    outcome = when_there_is_room(problem, worn_out, room, track.tick())
    assert isinstance(outcome, partial)
    assert outcome.func is work.wait_for_room
    assert outcome.keywords["delay"] == delay
    assert problem.values["size"] == 6 * MIB


def test_a_size_that_nobody_told_is_more_than_fitted(room: Room, disk: SimpleNamespace) -> None:
    track = Track(JOB)
    track.note(3 * MIB, None)
    problem = Problem("no-space", path="/isos", needed="x", free="y")
    when_there_is_room(problem, JOB, room, track.tick())
    assert problem.values["size"] == 3 * MIB
