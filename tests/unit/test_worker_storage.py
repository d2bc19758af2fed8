"""The id of the directory that ISOs are kept in."""

from __future__ import annotations

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID

import pytest

from kisotui.domain.failures import Problem
from kisotui.worker.storage import MARKER, identify


def test_a_directory_gets_an_id_once(tmp_path: Path) -> None:
    first = identify(tmp_path / "a" / "isos")
    assert str(UUID(first)) == first
    assert identify(tmp_path / "a" / "isos") == first
    assert identify(tmp_path / "b") != first
    assert [path.name for path in (tmp_path / "a" / "isos").iterdir()] == [MARKER]


def test_all_who_start_together_find_the_same(tmp_path: Path) -> None:
    for number in range(20):
        folder = tmp_path / str(number)
        with ThreadPoolExecutor(4) as pool:
            found = set(pool.map(identify, [folder] * 4))
        assert len(found) == 1
        assert found != {""}
        assert [path.name for path in folder.iterdir()] == [MARKER]


def test_a_moved_directory_keeps_it(tmp_path: Path) -> None:
    first = identify(tmp_path / "old")
    (tmp_path / "old").rename(tmp_path / "new")
    assert identify(tmp_path / "new") == first


def test_it_outlives_a_power_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is on disk before it has its name, and the name before anybody hears of it."""
    steps: list[str] = []
    fsync, link = os.fsync, Path.hardlink_to

    def synced(file: int) -> None:
        steps.append("directory" if stat.S_ISDIR(os.fstat(file).st_mode) else "file")
        fsync(file)

    def linked(self: Path, target: Path) -> None:
        steps.append("name")
        link(self, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "hardlink_to", linked)
    identify(tmp_path)
    assert steps == ["file", "name", "directory"]


def test_a_place_that_is_no_directory(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Problem):
        identify(tmp_path / "file")
