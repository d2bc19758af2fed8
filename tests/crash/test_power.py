"""The power goes out, or the disk is full: what it holds then is the truth."""

from __future__ import annotations

import ast
import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from kisotui import download
from kisotui.download import disk as real
from tests.support.paced import PacedServer
from tests.support.torture_disk import Disk
from tests.support.torture_power import Trial
from tests.support.torture_scene import Image
from tests.support.torture_worker import hurry

_HARMLESS: Final = {"open", "close", "fstat", "read", "scandir"}
"""Of ``os``; what is opened elsewhere than in ``disk.py`` is only read."""
_CHANGING: Final = {
    *("unlink", "rename", "mkdir", "rmdir", "touch", "truncate", "hardlink_to", "symlink_to"),
    *("write_bytes", "write_text"),
}


@pytest.fixture
def trial(
    request: pytest.FixtureRequest,
    there: list[Image],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Trial]:
    hurry(monkeypatch.setattr)
    with PacedServer(there[0].file.parent) as server:
        yield Trial.draw(server, there[:2], tmp_path, str(request.param))


@pytest.mark.parametrize("trial", range(24), indirect=True)
async def test_whatever_a_power_cut_leaves_is_gone_on_with(trial: Trial) -> None:
    assert await trial.cuts() == []


@pytest.mark.parametrize("trial", range(12), indirect=True)
async def test_a_disk_that_was_full_loses_nothing(trial: Trial) -> None:
    assert await trial.full() == []


def test_all_that_changes_files_goes_through_one_file() -> None:
    """Otherwise the tests above would prove nothing."""
    strays = [
        f"{path.name}:{call.lineno} {call.func.attr}"
        for path in Path(download.__path__[0]).glob("*.py")
        if path.name != "disk.py"
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and _changes(call.func, len(call.args))
    ]
    assert strays == []


def _changes(function: ast.Attribute, arguments: int) -> bool:
    module = function.value.id if isinstance(function.value, ast.Name) else ""
    if module in ("os", "shutil"):
        return function.attr not in _HARMLESS
    is_renaming = function.attr == "replace" and arguments == 1  # text has two arguments
    return module not in ("disk", "part") and (is_renaming or function.attr in _CHANGING)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """One on which everything is lost that can be lost."""
    disk = Disk(tmp_path / "disk", random.Random(0))
    disk.shares = (0.0,)
    with disk.mounted():
        real.make_directory(disk.root)
        yield disk


def made(path: Path, data: bytes) -> int:
    file = real.create(path)
    real.pwrite(file, data, 0)
    return file


def test_the_disk_loses_what_was_not_synced(disk: Disk) -> None:
    file = made(disk.root / "a", b"1" * 8192)
    real.fdatasync(file)
    real.sync_directory(disk.root)
    real.pwrite(file, b"2" * 4096, 4096)
    real.replace(disk.root / "a", disk.root / "b")
    disk.restart()
    assert (disk.root / "a").read_bytes() == b"1" * 8192
    assert not (disk.root / "b").exists()


def test_the_disk_keeps_what_was_synced(disk: Disk) -> None:
    made(disk.root / "b", b"old")
    file = made(disk.root / "a", b"1" * 8192)
    real.fsync(file)
    real.replace(disk.root / "a", disk.root / "b")
    real.sync_directory(disk.root)
    inode = os.fstat(file).st_ino
    disk.restart()
    assert [path.name for path in disk.root.iterdir()] == ["b"]
    assert (disk.root / "b").read_bytes() == b"1" * 8192
    assert (disk.root / "b").stat().st_ino == inode


def test_a_file_whose_name_was_not_synced_is_lost(disk: Disk) -> None:
    real.fsync(made(disk.root / "a", b"1"))
    disk.restart()
    assert list(disk.root.iterdir()) == []


def test_a_name_that_was_taken_away_is_back(disk: Disk) -> None:
    real.fsync(made(disk.root / "a", b"1"))
    real.sync_directory(disk.root)
    real.unlink(disk.root / "a")
    disk.restart()
    assert (disk.root / "a").read_bytes() == b"1"
