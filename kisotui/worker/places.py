"""Where the files of an ISO lie."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from kisotui.download.place import destroy
from kisotui.settings import Settings
from kisotui.store.work import Spot


def place(settings: Settings, spot: Spot) -> Path:
    """Where an ISO is kept: made of ids and a number alone."""
    generation = f".{spot.generation}" if spot.generation else ""
    return settings.iso_dir / spot.zone / f"{spot.iso}{generation}.iso"


def former(settings: Settings, spot: Spot, aside: int | None = None) -> list[Path]:
    """Where its generations before lay, which are of no use to anybody. ``aside``: but this one."""
    before = (each for each in range(spot.generation) if each != aside)
    return [place(settings, replace(spot, generation=each)) for each in before]


def clear(places: Iterable[Path]) -> None:
    """Remove what lies there, whole or in part. Blocking. Raises Problem."""
    destroy(*places)


def holds(places: Iterable[Path]) -> bool:
    """Whether there is a file in one of the places, or what a download left beside it. Blocking."""
    return any(any(each.parent.glob(f"{each.name}*")) for each in places)
