"""Real workers that read again what they have stored."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from sqlmodel import select

from kisotui.domain.states import IsoState, Phase, Work
from kisotui.service import downloads, versions, zones
from kisotui.store import tables
from kisotui.store.work import proofs
from tests.crash.conftest import PACE, House, until

BLOCK: Final = 256 << 10
SMALL_BLOCKS: Final = f"""
from kisotui.download import proof
proof.BLOCK = {BLOCK}
"""
SLOW: Final = 1_000_000  # bytes per second: three seconds for the ISO


@pytest.fixture
def house(house: House) -> House:
    house.server.pace = None
    return house


def stored(house: House) -> str:
    """A version whose ISO is there."""
    version = house.add()
    house.wait_ready(version)
    return version


def flip(file: Path, at: int) -> None:
    with file.open("r+b") as opened:
        opened.seek(at)
        [byte] = opened.read(1)
        opened.seek(at)
        opened.write(bytes([byte ^ 1]))


def said(house: House, version: str, message: str) -> int:
    return house.messages(version).count(f"event.iso.{message}")


def proven_to(house: House) -> int:
    with house.ctx.store.read() as session:
        return session.exec(select(tables.Iso.proven_to)).one()


def verify(house: House, version: str) -> None:
    """Have it read, and wait until it is found right."""
    before = said(house, version, "proven")
    downloads.verify(house.ctx, [version])
    until(lambda: said(house, version, "proven") > before, "it is proven")


def test_a_worker_that_is_killed_leaves_what_it_has_proven_to_the_next(house: House) -> None:
    first = house.on_duty(twist=SMALL_BLOCKS)
    version = stored(house)
    verify(house, version)
    first.kill()
    slow = house.on_duty(twist=SMALL_BLOCKS, scrub_rate=SLOW)
    downloads.verify(house.ctx, [version])
    until(lambda: proven_to(house) >= BLOCK, "a block is proven")
    assert house.iso(version).phase is Phase.VERIFYING
    slow.kill()
    at = proven_to(house)
    assert at % BLOCK == 0
    assert at < house.image.stat().st_size
    flip(house.place(version), at - 1)  # who goes on behind it does not see that
    before = said(house, version, "proven")
    house.on_duty(twist=SMALL_BLOCKS)
    until(lambda: said(house, version, "proven") > before, "it went on behind the last block")
    assert not said(house, version, "rotten")
    downloads.verify(house.ctx, [version])
    until(lambda: said(house, version, "rotten"), "the next pass sees it")


def test_the_first_pass_begins_anew_when_it_is_cut_off(house: House) -> None:
    house.on_duty(twist=SMALL_BLOCKS, scrub_rate=SLOW)
    version = stored(house)
    downloads.verify(house.ctx, [version])
    until(lambda: house.iso(version).reread >= BLOCK, "a block is read")
    assert proven_to(house) == 0
    house.workers[-1].kill()
    flip(house.place(version), 0)
    house.on_duty(twist=SMALL_BLOCKS)
    until(lambda: said(house, version, "rotten"), "its first byte is read again")


def test_a_flipped_byte_is_found_and_the_iso_fetched_again(house: House) -> None:
    house.on_duty(twist=SMALL_BLOCKS)
    version = stored(house)
    rotten = house.place(version)
    flip(rotten, 2 * BLOCK + 17)
    downloads.verify(house.ctx, [version])
    until(lambda: said(house, version, "refetched"), "it is to be fetched again")
    house.wait_ready(version)
    assert house.place(version) != rotten
    told = house.messages(version)
    assert told.index("event.iso.rotten") < told.index("event.iso.refetched")
    assert house.iso(version).failure is None


def test_the_damaged_file_stays_while_its_source_has_no_other(house: House) -> None:
    house.on_duty(twist=SMALL_BLOCKS)
    version = stored(house)
    rotten = house.place(version)
    flip(rotten, 17)
    source = house.settings.iso_dir.with_name("site") / "a.iso"
    source.rename(source.with_name("away"))
    downloads.verify(house.ctx, [version])
    until(lambda: house.iso(version).state is IsoState.FAILED, "there is none")
    assert house.iso(version).failure == "http-missing"
    assert rotten.stat().st_size == house.image.stat().st_size
    house.workers[-1].kill()
    source.with_name("away").rename(source)
    house.on_duty()
    downloads.retry(house.ctx, [version])
    house.wait_ready(version)
    assert not rotten.exists()


def test_zones_that_share_a_file_share_its_rot(house: House) -> None:
    zones.add(house.ctx, "zone2", "Core")
    house.on_duty(twist=SMALL_BLOCKS)
    version = house.add(zone=None)

    def isos() -> list[Path]:
        found = versions.get(house.ctx, version).isos
        return [Path(iso.path) for iso in found if iso.state is IsoState.READY]

    until(lambda: len(isos()) == 2, "both are there")
    first, second = isos()
    if not first.samefile(second):
        pytest.skip("this file system gives them blocks of their own")
    flip(first, BLOCK)
    downloads.verify(house.ctx, [version], versions.get(house.ctx, version).isos[0].zoneid)
    until(lambda: said(house, version, "rotten") == 2, "the other one is verified next")
    until(lambda: len(isos()) == 2, "both are there again")
    assert {each.read_bytes() for each in isos()} == {house.image.read_bytes()}


def test_the_clock_has_it_read(house: House) -> None:
    house.on_duty()
    version = stored(house)
    house.workers[-1].kill()
    house.place(version).unlink()
    house.on_duty(scrub_every=1e-6)
    until(lambda: said(house, version, "rotten"), "it is found missing")
    assert not said(house, version, "verify"), "nobody asked"
    house.wait_ready(version)


@pytest.mark.parametrize("comes_back", [False, True])
def test_a_directory_that_is_not_mounted_is_no_rot(house: House, comes_back: bool) -> None:
    house.on_duty()
    version = stored(house)
    house.workers[-1].kill()
    isos, away = house.settings.iso_dir, house.settings.iso_dir.with_name("away")
    house.on_duty(
        twist=f"""
from kisotui.download import proof
from pathlib import Path
prove = proof.prove
isos, away = Path({str(isos)!r}), Path({str(away)!r})
def unmounted(*arguments):
    isos.rename(away)
    try:
        return prove(*arguments)
    finally:
        if {comes_back}:
            away.rename(isos)
import kisotui.worker.proving
kisotui.worker.proving.prove = unmounted
"""
    )
    downloads.verify(house.ctx, [version])
    until(lambda: said(house, version, "not-read"), "it is told")
    assert house.iso(version).state is IsoState.READY
    assert not said(house, version, "rotten")


def test_one_by_the_clock_gives_way_to_what_is_being_fetched(house: House) -> None:
    house.on_duty(twist=SMALL_BLOCKS, scrub_rate=SLOW)
    version = stored(house)
    with house.ctx.store.write() as session:
        proofs.begin(session.exec(select(tables.Iso)).one(), Work.SCRUB)
    until(lambda: house.iso(version).reread >= BLOCK, "a block is read")
    house.server.pace = PACE
    other = house.add()

    def fetched(size: int) -> None:
        until(lambda: house.iso(other).received >= size, "more has arrived")

    fetched(PACE)
    read = house.iso(version).reread
    fetched(3 * PACE)  # in which time it would have been read to its end
    assert house.iso(version).reread == read < house.image.stat().st_size
    house.server.pace = None
    until(lambda: house.is_ready(other), "the other one is there")
    until(lambda: said(house, version, "proven") > 0, "it is read to its end")


def test_one_that_a_person_waits_for_does_not_give_way(house: House) -> None:
    house.on_duty(twist=SMALL_BLOCKS, scrub_rate=SLOW)
    version = stored(house)
    house.server.pace = 50_000
    other = house.add()
    house.wait_bytes(other)
    downloads.verify(house.ctx, [version])
    until(lambda: said(house, version, "proven") > 0, "it is read to its end")
    assert not house.is_ready(other)
