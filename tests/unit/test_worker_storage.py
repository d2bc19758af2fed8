"""The id of the directory that ISOs are kept in."""

from __future__ import annotations

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID

import pytest

from kisotui.domain.failures import Problem
from kisotui.worker.storage import MARKER, identify, lacks


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


class TestLacks:
    @pytest.fixture
    def isos(self, tmp_path: Path) -> Path:
        (tmp_path / "isos" / "zone").mkdir(parents=True)
        return tmp_path / "isos"

    def test_only_what_is_not_there(self, isos: Path) -> None:
        storage, file = identify(isos), isos / "zone" / "a.iso"
        assert lacks(isos, storage, file)
        assert lacks(isos, storage, isos / "zone2" / "a.iso")
        file.touch()
        assert not lacks(isos, storage, file)

    def test_a_link_is_no_file(self, isos: Path) -> None:
        storage, file = identify(isos), isos / "zone" / "a.iso"
        file.symlink_to(isos / MARKER)
        assert lacks(isos, storage, file)

    def test_nothing_is_said_of_another_directory(self, isos: Path) -> None:
        file = isos / "zone" / "a.iso"
        assert not lacks(isos, "", file), "it has no id"
        assert not lacks(isos, identify(isos.parent / "other"), file)
        storage = identify(isos)
        isos.rename(isos.with_name("away"))
        assert not lacks(isos, storage, file)

    def test_what_is_mounted_meanwhile_does_not_matter(
        self, isos: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """It has the id, and is away when the file is looked for."""
        storage, file = identify(isos), isos / "zone" / "a.iso"
        file.touch()
        look = os.stat

        def unmounted(path: Path, *, dir_fd: int, follow_symlinks: bool) -> os.stat_result:
            isos.rename(isos.with_name("away"))
            isos.mkdir()
            return look(path, dir_fd=dir_fd, follow_symlinks=follow_symlinks)

        monkeypatch.setattr(os, "stat", unmounted)
        assert not lacks(isos, storage, file)
