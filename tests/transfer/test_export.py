"""A copy into a bundle that is stopped, or has no room, leaves nothing under any name."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest

from kisotui.domain.failures import Problem
from kisotui.download import disk
from kisotui.download.export import export, write_text


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.iso"
    path.write_bytes(b"x" * (12 << 20))
    return path


async def test_stopped_half_way(file: Path, tmp_path: Path) -> None:
    place = tmp_path / "bundle" / "a.iso"
    loop, stopped = asyncio.get_running_loop(), threading.Event()

    async def stop() -> None:
        copying.cancel()
        for _ in range(5):  # until the thread was told
            await asyncio.sleep(0)
        stopped.set()

    def first_piece(copied: int) -> None:
        if not stopped.is_set():
            asyncio.run_coroutine_threadsafe(stop(), loop)
            assert stopped.wait(10)

    copying = asyncio.create_task(export(file, place, None, on_progress=first_piece))
    with pytest.raises(asyncio.CancelledError):
        await copying
    assert list(place.parent.iterdir()) == []


async def test_without_room(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "free", lambda directory: 1 << 20)
    place = tmp_path / "bundle" / "a.iso"
    with pytest.raises(Problem, match="no-space"):
        await export(file, place, None, on_progress=lambda copied: None)
    assert list(place.parent.iterdir()) == []


async def test_a_link_in_its_place_is_not_written_through(file: Path, tmp_path: Path) -> None:
    place, other = tmp_path / "bundle" / "a.iso", tmp_path / "precious"
    other.write_bytes(b"precious")
    place.parent.mkdir()
    place.symlink_to(other)
    place.with_name(".a.iso.part").symlink_to(other)
    await export(file, place, None, on_progress=lambda copied: None)
    assert other.read_bytes() == b"precious"
    assert place.read_bytes() == file.read_bytes()
    assert not place.is_symlink()


def test_a_small_file_takes_the_place_of_a_link(tmp_path: Path) -> None:
    other, place = tmp_path / "precious", tmp_path / "SHA256SUMS"
    other.write_text("precious")
    place.symlink_to(other)
    write_text(place, "sums")
    assert (other.read_text(), place.read_text()) == ("precious", "sums")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["SHA256SUMS", "precious"]
