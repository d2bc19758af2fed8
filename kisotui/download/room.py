"""Whether there is room for a file that is being made, or is going to be."""

from __future__ import annotations

from pathlib import Path

from kisotui.download import disk, names

_BLOCK = 512  # bytes: what st_blocks counts in, whatever the file system


def missing(place: Path, size: int) -> int:
    """Bytes of disk that a file of that size has still to take up at the place. Blocking.

    What its part was given already is its own, also where nothing has been written there yet.
    """
    try:
        taken = names.part_path(place).stat().st_blocks * _BLOCK
    except OSError:
        taken = 0
    return max(0, size - taken)


def require(place: Path, size: int, promised: int) -> None:
    """See that a file of that size would fit, beside what was ``promised`` to others.

    Blocking. Raises Problem: ``no-space``, and of the disk.
    """
    with disk.problems(place):
        disk.require_space(place.parent, missing(place, size) + promised)


def free(place: Path) -> int:
    """Bytes that are free there. Blocking. Raises Problem: of the disk."""
    with disk.problems(place):
        return disk.free(place.parent)
