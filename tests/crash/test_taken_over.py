"""A download whose work somebody else has done meanwhile."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from kisotui.domain.failures import Problem
from kisotui.domain.urls import Address
from kisotui.download.fetch import fetch
from kisotui.download.names import part_path, sidecar_path
from tests.support.downloads import LIMITS, get, leftovers
from tests.support.paced import PacedServer
from tests.support.torture_scene import Image


async def test_it_leaves_nothing_beside_the_file(there: list[Image], tmp_path: Path) -> None:
    image, place = there[0], tmp_path / "zone" / "id.iso"
    loop, received = asyncio.get_running_loop(), asyncio.Event()

    def note(count: int, _: int | None) -> None:
        if count:
            loop.call_soon_threadsafe(received.set)

    with PacedServer(image.file.parent, pace=500_000) as server:
        url = f"{server.url}{image.path}"
        download = asyncio.create_task(get(url, place, on_progress=note))
        await asyncio.wait_for(received.wait(), 20)
        shutil.copy(image.file, place)
        inode = place.stat().st_ino
        download.cancel()
        with pytest.raises(asyncio.CancelledError):
            await download
    assert leftovers(place) == {""}
    assert place.stat().st_ino == inode


async def test_it_does_not_put_its_file_in_place_of_the_other(
    there: list[Image], tmp_path: Path
) -> None:
    """Of the other one it is told already which bytes it has."""
    image, place = there[0], tmp_path / "zone" / "id.iso"
    with PacedServer(image.file.parent) as server, pytest.raises(Problem) as caught:
        await fetch(
            Address(f"{server.url}{image.path}"),
            place=place,
            check=lambda _: place.write_bytes(b"the other one"),
            limits=LIMITS,
            on_progress=lambda received, size: None,
        )
    assert caught.value.code == "file-changed"
    assert caught.value.failure.retry
    assert place.read_bytes() == b"the other one"
    assert leftovers(place) == {""}


@pytest.mark.parametrize("lost", [part_path, sidecar_path])
async def test_a_name_that_somebody_took_away_is_no_end(
    lost: Callable[[Path], Path], there: list[Image], tmp_path: Path
) -> None:
    image, place = there[0], tmp_path / "zone" / "id.iso"

    def take_away(_: Path) -> None:
        lost(place).unlink()

    with PacedServer(image.file.parent) as server:
        order = partial(
            fetch,
            Address(f"{server.url}{image.path}"),
            place=place,
            limits=LIMITS,
            on_progress=lambda received, size: None,
        )
        with suppress(Problem):
            await order(check=take_away)
        await order(check=lambda _: None)
    assert place.read_bytes() == image.file.read_bytes()
    assert leftovers(place) == {""}


async def test_what_is_checked_is_its_own_file(there: list[Image], tmp_path: Path) -> None:
    """Also when its name belongs to somebody else's by now."""
    image, place = there[0], tmp_path / "zone" / "id.iso"
    checked = []

    def check(path: Path) -> None:
        part_path(place).unlink()
        part_path(place).write_bytes(b"the other one")
        checked.append(path.read_bytes())

    with PacedServer(image.file.parent) as server, suppress(Problem):
        await fetch(
            Address(f"{server.url}{image.path}"),
            place=place,
            check=check,
            limits=LIMITS,
            on_progress=lambda received, size: None,
        )
    assert checked == [image.file.read_bytes()]
    assert not place.exists()
