"""What an earlier attempt finished in the very moment before it was cut off."""

from __future__ import annotations

import errno
import os
import stat
from functools import partial
from pathlib import Path

from kisotui.domain.failures import Problem
from kisotui.download import disk
from kisotui.download.buffers import Buffers
from kisotui.download.complete import verify
from kisotui.download.digest import GrowingDigest
from kisotui.download.model import Check, Fetched, Wanted
from kisotui.download.names import remove
from kisotui.download.stopping import Stopping


def taken(place: Path, wanted: Wanted, check: Check, stopping: Stopping) -> Fetched | None:
    """The file that is in its place already, verified as if it had just come; else None.

    A file gets there only when it is complete and checked, so that nothing has to be fetched
    again. One that is wrong by now is removed, and so is what is no file. Blocking. Raises
    Problem: of the disk; Stopped.
    """
    try:
        file = disk.open_existing(place)
    except OSError as error:
        if error.errno == errno.ELOOP:  # a link
            _remove(place)
        return None
    try:
        found = os.fstat(file)
        if not stat.S_ISREG(found.st_mode):
            _remove(place)
            return None
        return _verified(place, file, found.st_size, wanted, check, stopping)
    finally:
        disk.close(file)


def _verified(
    place: Path,
    file: int,
    size: int,
    wanted: Wanted,
    check: Check,
    stopping: Stopping,
) -> Fetched | None:
    digest = GrowingDigest(place, file, wanted.algorithms, Buffers())
    try:
        with stopping.by(digest.interrupt):
            found = digest.result(size)
        verify(place, found[0], wanted.checksum, partial(check, place))
    except Problem:
        with disk.problems(place):
            if _is_still(place, file):
                disk.unlink(place)
        return None
    finally:
        digest.stop()
    with disk.problems(place):  # what the earlier attempt had no time for
        disk.sync_directory(place.parent)
        remove(place)
    return Fetched(place, size, found, verified=wanted.checksum is not None)


def _is_still(place: Path, file: int) -> bool:
    """Whether what was read has its name yet: reading takes long, and others put theirs there."""
    try:
        return os.path.samestat(os.fstat(file), place.lstat())
    except FileNotFoundError:
        return False


def _remove(place: Path) -> None:
    with disk.problems(place):
        disk.unlink(place)
