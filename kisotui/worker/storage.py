"""Which directory of ISOs this is: by an id in a file there, the same for all who work in it."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import Final
from uuid import uuid4

from kisotui.download import disk

MARKER: Final = ".kisotui-storage"
_LONGEST: Final = 64  # characters


def identify(directory: Path) -> str:
    """The directory's id; it gets one, for good, if it has none. Blocking. Raises Problem."""
    marker = directory / MARKER
    with disk.problems(marker):
        if not marker.exists():
            disk.make_directory(directory)
            _make(marker)
        return marker.read_text(errors="replace")[:_LONGEST].strip()


def is_still(directory: Path, storage: str) -> bool:
    """Whether it is the directory with that id, and not what is seen where that was mounted.
    Blocking."""
    try:
        return (directory / MARKER).read_text(errors="replace").strip() == storage
    except OSError:
        return False


def lacks(directory: Path, storage: str, file: Path) -> bool:
    """Whether there is no such file in the directory with that id. Blocking.

    Both are asked of one open directory, so that it does not matter what is mounted or unmounted
    there meanwhile. ``file``: its path, with the directory's.
    """
    try:
        held = os.open(directory, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        return _marked(held) == storage and not _is_file(file.relative_to(directory), held)
    except OSError:
        return False
    finally:
        os.close(held)


def _marked(held: int) -> str:
    with open(MARKER, opener=lambda name, flags: os.open(name, flags, dir_fd=held)) as marker:
        return marker.read(_LONGEST).strip()


def _is_file(name: Path, held: int) -> bool:
    try:
        return stat.S_ISREG(os.stat(name, dir_fd=held, follow_symlinks=False).st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False


def _make(marker: Path) -> None:
    """Whoever is first gives the id: a name can be linked once only, and the file is whole then."""
    draft = marker.with_name(f"{MARKER}.{uuid4()}")
    try:
        with draft.open("x") as file:
            file.write(f"{uuid4()}\n")
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            marker.hardlink_to(draft)
    finally:
        draft.unlink(missing_ok=True)
    disk.sync_directory(marker.parent)
