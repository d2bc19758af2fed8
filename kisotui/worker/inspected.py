"""ISOs that are fetched only to look into them: where they lie meanwhile, and what was left of
them by workers that died of it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from kisotui.domain.failures import Problem
from kisotui.download import disk
from kisotui.download.names import part_path
from kisotui.download.place import destroy
from kisotui.settings import Settings
from kisotui.store import work
from kisotui.worker import log
from kisotui.worker.desk import Desk

_FOLDER: Final = "inspected"  # in the directory of ISOs


def place(settings: Settings, errand: str) -> Path:
    """Where the ISO of an errand lies, by the errand's id."""
    return settings.iso_dir / _FOLDER / f"{errand}.iso"


async def sweep(desk: Desk, settings: Settings) -> None:
    """Remove what belongs to errands that are over. Those that others do are let alone."""
    left = await asyncio.to_thread(_left, settings)  # before it is asked who is at what
    if not left:
        return

    def wanted() -> set[str]:
        with desk.store.read() as session:
            return work.open_errands(session, left)

    try:
        over = left - await desk.call(wanted)
        await asyncio.to_thread(_remove, [place(settings, errand) for errand in over])
    except Problem as problem:
        log.trouble(problem)


def _left(settings: Settings) -> set[str]:
    try:
        return {each.name.partition(".")[0] for each in (settings.iso_dir / _FOLDER).iterdir()}
    except OSError:
        return set()


def _remove(places: Iterable[Path]) -> None:
    for each in places:
        if not _is_held(each):
            destroy(each)


def _is_held(place: Path) -> bool:
    """Whether somebody is fetching it: for another store with the same directory."""
    try:
        file = disk.open_existing(part_path(place), os.O_RDWR)
    except OSError:
        return False
    try:
        return not disk.lock(file)
    finally:
        disk.close(file)
