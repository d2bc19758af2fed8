"""Where an ISO's files lie, and which of them are rubbish."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kisotui.download import disk
from kisotui.download.names import part_path, sidecar_path
from kisotui.settings import Settings
from kisotui.store.work import Spot
from kisotui.worker.places import clear, former, holds, place

SPOT = Spot("zone", "iso", 2)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "zone").mkdir()
    return Settings(db="sqlite:////x", iso_dir=tmp_path, log_dir=tmp_path, lang="en")


def lay(settings: Settings, generation: int) -> set[Path]:
    """A whole file and an unfinished one of the generation."""
    at = place(settings, replace(SPOT, generation=generation))
    files = {at, part_path(at), sidecar_path(at)}
    for file in files:
        file.write_text("{}")
    return files


def test_only_what_is_below_the_generation_is_removed(settings: Settings) -> None:
    for generation in range(4):
        lay(settings, generation)
    another = settings.iso_dir / "zone" / "iso2.iso"
    another.touch()
    clear(former(settings, SPOT))
    left = set((settings.iso_dir / "zone").iterdir())
    assert left == {another, *lay(settings, 2), *lay(settings, 3)}


def test_what_was_put_aside_is_left(settings: Settings) -> None:
    for generation in range(3):
        lay(settings, generation)
    clear(former(settings, SPOT, aside=0))
    left = set((settings.iso_dir / "zone").iterdir())
    assert left == {*lay(settings, 0), *lay(settings, 2)}


def test_the_directory_is_synced_once(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[Path] = []
    monkeypatch.setattr(disk, "sync_directory", synced.append)
    lay(settings, 0)
    clear(former(settings, SPOT))
    assert synced == [settings.iso_dir / "zone"]


def test_the_first_generation_has_none_before_it(settings: Settings) -> None:
    assert former(settings, replace(SPOT, generation=0)) == []


def test_what_is_not_there_is_removed_too(settings: Settings) -> None:
    clear(former(settings, Spot("nowhere", "iso", 3)))
    assert not (settings.iso_dir / "nowhere").exists()


@pytest.mark.parametrize("generation", [0, 1])
def test_whether_there_is_anything_of_a_generation_before(
    settings: Settings, generation: int
) -> None:
    lay(settings, 2)
    assert not holds(former(settings, SPOT))
    part_path(place(settings, replace(SPOT, generation=generation))).touch()
    assert holds(former(settings, SPOT))
