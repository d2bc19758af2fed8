"""What a person asks for while an ISO is being fetched."""

from __future__ import annotations

import pytest

from kisotui.domain.detail_views import EventQuery
from kisotui.domain.states import DownloadStatus, IsoState, Level, Phase
from kisotui.service import downloads, events, versions, zones
from tests.crash.conftest import House, until
from tests.support.fault_server import FINE, Reply


@pytest.fixture
def running(house: House) -> str:
    """A version whose ISO is being fetched; its id."""
    version = house.add()
    house.on_duty()
    house.wait_bytes(version)
    return version


def test_paused_and_gone_on_with(house: House, running: str) -> None:
    downloads.pause(house.ctx, [running])
    until(lambda: house.iso(running).phase is Phase.PAUSED, "it is paused")
    iso = house.iso(running)
    assert (iso.state, iso.rate) == (IsoState.CREATING, 0)
    assert house.files() == {"iso.part", "iso.part.json"}
    house.server.pace = None
    downloads.retry(house.ctx, [running])
    house.wait_ready(running)
    assert house.ranges() == [f"bytes={iso.received}-"]


def test_cancelled_and_tried_again(house: House, running: str) -> None:
    downloads.cancel(house.ctx, [running])
    until(lambda: house.iso(running).phase is Phase.IDLE, "it is cancelled")
    iso = house.iso(running)
    assert (iso.state, iso.status) == (IsoState.FAILED, DownloadStatus.ABANDONED)
    assert (iso.failure, iso.received, iso.size) == ("cancelled", 0, None)
    assert house.files() == set()
    house.server.pace = None
    downloads.retry(house.ctx, [running])
    house.wait_ready(running)
    assert house.ranges() == []


def test_deleted(house: House, running: str) -> None:
    versions.delete(house.ctx, [running])
    until(lambda: house.version(running).removed, "it is removed")
    assert house.iso(running).state is IsoState.DESTROYED
    assert house.files() == set()
    assert house.messages(running)[-3:] == [
        "event.version.deleting",
        "event.iso.destroyed",
        "event.version.removed",
    ]


def test_deleted_when_it_is_there(house: House, running: str) -> None:
    house.server.pace = None
    house.wait_ready(running)
    versions.delete(house.ctx, [running])
    until(lambda: house.version(running).removed, "it is removed")
    assert house.files() == set()


def test_what_passes_is_tried_again_and_hastened(house: House) -> None:
    house.server.pace = None
    broken = Reply(status=503, headers={"Retry-After": "600"})
    version = house.add(url=house.server.script("/a.iso", broken, FINE))
    house.on_duty()
    until(lambda: house.iso(version).phase is Phase.WAITING, "it waits")
    iso = house.iso(version)
    assert (iso.state, iso.failure) == (IsoState.CREATING, "http-unavailable")
    assert iso.due is not None
    assert iso.failed_at is not None
    assert 590 < (iso.due - iso.failed_at).total_seconds() < 610
    downloads.retry(house.ctx, [version])
    house.wait_ready(version)


def test_what_does_not_pass_is_final(house: House) -> None:
    version = house.add(url=f"{house.server.url}/missing.iso")
    house.on_duty()
    until(lambda: house.iso(version).state is IsoState.FAILED, "it fails")
    iso = house.iso(version)
    assert (iso.failure, iso.status) == ("http-missing", DownloadStatus.DOWNLOAD_ERROR)
    query = EventQuery(version=version, levels=frozenset({Level.ERROR}))
    [event] = events.page(house.ctx, query)
    assert event.values["failure"] == "http-missing"


def test_a_wrong_checksum_is_final_and_leaves_nothing(house: House) -> None:
    house.server.pace = None
    version = house.add(checksum="{SHA-256}" + "0" * 64)
    house.on_duty()
    until(lambda: house.iso(version).state is IsoState.FAILED, "it fails")
    iso = house.iso(version)
    assert (iso.failure, iso.received) == ("checksum", 0)
    assert house.files() == set()


def test_an_edge_zone_takes_nothing_but_a_look(house: House) -> None:
    house.server.pace = None
    edge = zones.add(house.ctx, "edge", "Edge")
    version = house.add(zone=edge.id, directdownload=True)
    house.on_duty()
    until(lambda: house.iso(version).state is IsoState.READY, "it is checked")
    iso = house.iso(version)
    assert (iso.status, iso.size) == (DownloadStatus.BYPASSED, house.image.stat().st_size)
    assert house.files() == set()


def test_a_local_file(house: House) -> None:
    version = house.add(url="", file=str(house.image))
    house.on_duty()
    house.wait_ready(version)
    assert house.iso(version).path == str(house.place(version))
