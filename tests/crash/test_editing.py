"""What is edited while workers are at it: with a real server, and with workers that are frozen."""

from __future__ import annotations

import hashlib
import signal
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest

from kisotui.domain.states import IsoState, Phase
from kisotui.service import downloads, editing, versions, zones
from tests.crash.conftest import House, Worker, until
from tests.support.downloads import small_iso

# Stopped when it has claimed files to remove, and has not touched them yet.
FREEZE_BEFORE_REMOVAL: Final = """
import signal
from kisotui.worker import running
clear = running.clear
def freeze(places):
    os.kill(os.getpid(), signal.SIGSTOP)
    clear(places)
running.clear = freeze
"""
# Stopped when it has claimed an ISO to fetch, and has made nothing for it yet.
FREEZE_BEFORE_FETCH: Final = """
import signal
from kisotui.download.part import Part
begin = Part.begin.__func__
@classmethod
def freeze(cls, *arguments):
    os.kill(os.getpid(), signal.SIGSTOP)
    return begin(cls, *arguments)
Part.begin = freeze
"""


@pytest.fixture
def other(tmp_path: Path, house: House) -> Path:
    """Another ISO on the server, at /b.iso."""
    return small_iso(tmp_path / "site" / "b.iso", seed=1)


def edit(house: House, id: str, **typed: Any) -> None:  # noqa: A002
    start = editing.original(house.ctx, id)
    editing.edit(house.ctx, start, replace(start.shown, **typed))


def to_other(house: House, id: str) -> None:  # noqa: A002
    edit(house, id, url=f"{house.server.url}/b.iso")


def wait_other(house: House, id: str, other: Path) -> None:  # noqa: A002
    until(lambda: house.is_ready(id), "the ISO is ready")
    assert house.place(id).read_bytes() == other.read_bytes()
    until(lambda: house.files() == {"iso"}, "nothing is left beside it")


def asked(house: House) -> list[str]:
    return [seen.path for seen in house.server.asked_for_isos]


def is_frozen(worker: Worker) -> bool:
    stat = Path(f"/proc/{worker.pid}/stat").read_text()
    return stat.rpartition(")")[2].split()[0] == "T"


def wake(worker: Worker) -> None:
    """Let it go on, and end when it has done what it was about to do."""
    worker.signal(signal.SIGCONT)
    worker.signal(signal.SIGTERM)
    assert worker.exit() == 0


@pytest.fixture
def running(house: House) -> str:
    """A version whose ISO is being fetched; its id."""
    version = house.add()
    house.on_duty()
    house.wait_bytes(version)
    return version


# The URL


def test_while_it_runs(house: House, running: str, other: Path) -> None:
    house.server.pace = None
    to_other(house, running)
    wait_other(house, running, other)
    assert house.ranges() == [], "nothing is gone on with"


def test_when_it_is_there(house: House, running: str, other: Path) -> None:
    house.server.pace = None
    house.wait_ready(running)
    to_other(house, running)
    wait_other(house, running, other)


def test_while_it_is_paused(house: House, running: str, other: Path) -> None:
    downloads.pause(house.ctx, [running])
    until(lambda: house.iso(running).phase is Phase.PAUSED, "it is paused")
    to_other(house, running)
    assert house.iso(running).phase is Phase.PAUSED
    house.server.pace = None
    downloads.resume(house.ctx, [running])
    wait_other(house, running, other)


def test_when_it_failed(house: House, other: Path) -> None:
    house.server.pace = None
    version = house.add(url=f"{house.server.url}/missing.iso")
    house.on_duty()
    until(lambda: house.iso(version).state is IsoState.FAILED, "it fails")
    to_other(house, version)
    wait_other(house, version, other)


def test_while_it_is_queued(house: House, other: Path) -> None:
    house.server.pace = None
    version = house.add()
    to_other(house, version)
    house.on_duty()
    wait_other(house, version, other)
    assert asked(house).count("/a.iso") == 0


def test_back_and_forth_while_it_runs(house: House, running: str, other: Path) -> None:
    for name in ("b", "a", "b", "a", "b"):
        edit(house, running, url=f"{house.server.url}/{name}.iso")
    house.server.pace = None
    wait_other(house, running, other)


# Anything else


def test_a_name_does_not_interrupt_a_download(house: House, running: str) -> None:
    edit(house, running, name="other", mincpunumber="8")
    house.server.pace = None
    house.wait_ready(running)
    assert house.iso(running).attempts == 1
    assert asked(house).count("/a.iso") == 1


def test_another_checksum_goes_on_with_what_has_arrived(
    house: House, running: str, image: Path
) -> None:
    until(lambda: house.iso(running).received > 500_000, "some of it is there")
    edit(house, running, checksum="{SHA-512}" + hashlib.sha512(image.read_bytes()).hexdigest())
    until(lambda: house.iso(running).attempts == 2, "it is gone on with")
    house.server.pace = None
    house.wait_ready(running)
    assert house.iso(running).verified
    assert len(house.ranges()) == 1


def test_another_algorithm_is_read_from_disk(house: House, running: str, image: Path) -> None:
    house.server.pace = None
    house.wait_ready(running)
    before = asked(house)
    edit(house, running, checksum="{SHA-512}" + hashlib.sha512(image.read_bytes()).hexdigest())
    until(lambda: house.iso(running).verified, "it is verified")
    house.wait_ready(running)
    assert asked(house) == before


def test_by_another_algorithm_it_is_wrong(house: House, running: str) -> None:
    house.server.pace = None
    house.wait_ready(running)
    edit(house, running, checksum="{SHA-512}" + "0" * 128)
    until(lambda: house.iso(running).state is IsoState.FAILED, "it fails")
    assert house.iso(running).failure == "checksum"
    assert house.files() == set()
    assert asked(house).count("/a.iso") == 2


def test_direct_download_leaves_no_file(house: House, running: str) -> None:
    house.server.pace = None
    house.wait_ready(running)
    edit(house, running, directdownload=True)
    until(lambda: house.is_ready(running), "its URL is checked")
    assert house.files() == set()
    edit(house, running, directdownload=False)
    house.wait_ready(running)


def test_a_zone_more_shares_the_file_and_a_zone_less_drops_it(house: House, running: str) -> None:
    [first] = zones.all_zones(house.ctx)
    house.server.pace = None
    house.wait_ready(running)
    before = asked(house)
    zones.add(house.ctx, "Zone2", "Core")
    edit(house, running, zone=first.id)
    edit(house, running, zone=None)
    until(lambda: house.version(running).isostate is IsoState.READY, "both are there")
    assert len(versions.get(house.ctx, running).isos) == 2
    assert asked(house) == before, "nothing is fetched"
    edit(house, running, zone=first.id)
    until(lambda: len(versions.get(house.ctx, running).isos) == 1, "the other one is gone")
    house.wait_ready(running)


# Workers that were frozen


def test_who_was_to_remove_a_cancelled_iso_wakes_up_when_it_is_there_again(house: House) -> None:
    version = house.add()
    frozen = house.on_duty(twist=FREEZE_BEFORE_REMOVAL)
    house.wait_bytes(version)
    downloads.cancel(house.ctx, [version])
    until(lambda: is_frozen(frozen), "it is about to remove the files")
    house.server.pace = None
    downloads.retry(house.ctx, [version])
    house.on_duty()
    house.wait_ready(version)
    wake(frozen)
    house.wait_ready(version)


def test_who_was_to_remove_the_iso_of_a_zone_wakes_up_when_it_is_there_again(
    house: House,
) -> None:
    first, second = *zones.all_zones(house.ctx), zones.add(house.ctx, "Zone2", "Core")
    house.server.pace = None
    version = house.add(zone=second.id)
    frozen = house.on_duty(twist=FREEZE_BEFORE_REMOVAL)
    house.wait_ready(version)
    edit(house, version, zone=first.id)
    until(lambda: is_frozen(frozen), "it is about to remove the files")
    edit(house, version, zone=second.id)
    house.on_duty()
    until(lambda: len(versions.get(house.ctx, version).isos) == 1, "the first zone's is gone")
    house.wait_ready(version)
    wake(frozen)
    house.wait_ready(version)


def test_who_was_to_fetch_the_old_file_wakes_up_when_the_new_one_is_there(
    house: House, other: Path
) -> None:
    version = house.add()
    frozen = house.on_duty(twist=FREEZE_BEFORE_FETCH)
    until(lambda: is_frozen(frozen), "it is about to make a file")
    house.server.pace = None
    to_other(house, version)
    house.on_duty()
    wait_other(house, version, other)
    wake(frozen)
    wait_other(house, version, other)
    iso = house.iso(version)
    assert (iso.state, iso.path) == (IsoState.READY, str(house.place(version)))
