"""Real workers that find the same content on their disk already."""

from __future__ import annotations

import hashlib
import signal
from pathlib import Path

import pytest

from kisotui.domain import detail_views
from kisotui.domain.detail_views import EventQuery
from kisotui.domain.states import IsoState
from kisotui.service import downloads, events, versions, zones
from tests.crash.conftest import House, until

_DIES = """
import signal
from kisotui.download import twins
place = twins._put_in_place
def dying(*arguments):
    {before}
    place(*arguments)
    os.kill(os.getpid(), signal.SIGKILL)
twins._put_in_place = dying
"""
DIES_BEFORE = _DIES.format(before="os.kill(os.getpid(), signal.SIGKILL)")
DIES_AFTER = _DIES.format(before="pass")


@pytest.fixture
def house(house: House) -> House:
    """With a second zone, and a server that is fast."""
    zones.add(house.ctx, "zone2", "Core")
    house.server.pace = None
    return house


def isos(house: House, *ids: str) -> list[detail_views.Iso]:
    return [iso for id_ in ids for iso in versions.get(house.ctx, id_).isos]


def wait_ready(house: House, *ids: str) -> list[Path]:
    """Wait for all ISOs of the versions; their files, which are right."""
    until(lambda: {iso.state for iso in isos(house, *ids)} == {IsoState.READY}, "they are ready")
    files = [Path(iso.path) for iso in isos(house, *ids)]
    assert all(file.read_bytes() == house.image.read_bytes() for file in files)
    assert house.files() == {"iso"}, "nothing is left beside them"
    return files


def add(house: House, **form: str) -> str:
    """Add a version of its own for the same ISO, in one zone."""
    checksum = f"{{SHA-256}}{hashlib.sha256(house.image.read_bytes()).hexdigest()}"
    values = {"checksum": checksum} | form
    return house.add(zone=zones.resolve(house.ctx, "zone2"), **values)


def test_one_version_in_two_zones_is_fetched_once(house: House) -> None:
    version = house.add()
    house.on_duty()
    wait_ready(house, version)
    assert len(house.server.asked_for_isos) == 1
    found = events.page(house.ctx, EventQuery(version=version))
    [linked] = [event for event in found if event.message == "event.iso.linked"]
    assert {linked.values["zone"], linked.values["twinzone"]} == {
        iso.zonename for iso in isos(house, version)
    }
    shared = next(iso for iso in isos(house, version) if iso.id == linked.resourceid)
    assert (shared.received, shared.rate, any(shared.rates)) == (shared.size, 0, False)


def test_two_versions_with_one_checksum_share_and_part_again(house: House) -> None:
    one, two = add(house), add(house, url=f"{house.server.url}/none.iso")
    house.on_duty()
    [first, second] = wait_ready(house, one, two)
    assert len(house.server.asked_for_isos) == 1
    assert isos(house, two)[0].verified
    versions.delete(house.ctx, [one])
    until(lambda: house.version(one).removed, "the first one is removed")
    assert not first.exists()
    assert second.read_bytes() == house.image.read_bytes()


def test_a_twin_that_was_spoiled_is_left_alone(house: House) -> None:
    one = add(house)
    house.on_duty()
    [first] = wait_ready(house, one)
    first.write_bytes(b"spoiled")
    two = add(house)
    until(lambda: house.is_ready(two), "the second one is ready")
    assert Path(isos(house, two)[0].path).read_bytes() == house.image.read_bytes()
    assert first.read_bytes() == b"spoiled"
    assert len(house.server.asked_for_isos) == 2


@pytest.mark.parametrize("twist", [DIES_BEFORE, DIES_AFTER], ids=["before", "after"])
def test_killed_around_the_moment_it_is_placed(house: House, twist: str) -> None:
    version = house.add()
    dying = house.on_duty(twist=twist)
    assert dying.exit() == -signal.SIGKILL
    states = sorted(iso.state for iso in isos(house, version))
    assert states == [IsoState.CREATING, IsoState.READY]
    [whole] = [Path(iso.path) for iso in isos(house, version) if iso.state is IsoState.READY]
    assert whole.read_bytes() == house.image.read_bytes()
    house.on_duty()
    wait_ready(house, version)
    assert len(house.server.asked_for_isos) == 1, "nothing was fetched again"
    assert max(iso.attempts for iso in isos(house, version)) == 2


@pytest.mark.parametrize("order", [downloads.pause, downloads.cancel])
def test_the_next_one_goes_when_the_one_that_is_fetched_is_stopped(
    house: House, order: object
) -> None:
    assert callable(order)
    house.server.pace = 400_000
    one, two = add(house), add(house)
    house.on_duty(downloads=2)
    house.wait_bytes(one)
    assert house.iso(two).attempts == 0, "it waits"
    order(house.ctx, [one])
    until(lambda: house.iso(two).attempts == 1, "it is its turn")
    house.server.pace = None
    until(lambda: house.is_ready(two), "it is ready")
