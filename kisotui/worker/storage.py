"""Which directory of ISOs this is: by an id in a file there, the same for all who work in it."""

from __future__ import annotations

import os
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
