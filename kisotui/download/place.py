"""Removing what a download made."""

from __future__ import annotations

import stat
from contextlib import suppress
from pathlib import Path

from kisotui.download import disk, names, sidecar


def kept(place: Path) -> int:
    """How many bytes a download left for the next one to go on from, be it the whole file.

    Blocking.
    """
    with suppress(OSError):
        found = place.lstat()
        if stat.S_ISREG(found.st_mode):
            return found.st_size
    note = sidecar.load(names.sidecar_path(place))
    return note.stored if note and note.is_resumable else 0


def discard(place: Path) -> None:
    """Remove what an unfinished download left for ``place``. Blocking. Raises Problem."""
    with disk.problems(place):
        names.remove(place)


def destroy(*places: Path) -> None:
    """Remove the file in each place and what an unfinished download left, for good.

    Blocking. Raises Problem.
    """
    for place in places:
        with disk.problems(place):
            names.remove(place)
            disk.unlink(place)
    for folder in {place.parent for place in places}:
        with disk.problems(folder):
            if folder.is_dir():
                disk.sync_directory(folder)
