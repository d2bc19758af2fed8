"""What an earlier attempt finished in the very moment before it was cut off."""

from __future__ import annotations

import os
import stat
from contextlib import ExitStack
from pathlib import Path

from kisotui.domain.checksums import Checksum
from kisotui.domain.failures import Problem
from kisotui.download import disk
from kisotui.download.complete import algorithm, verify
from kisotui.download.digest import GrowingDigest
from kisotui.download.model import Check, Fetched
from kisotui.download.part import remove
from kisotui.download.threads import Threads


async def finished(place: Path, checksum: Checksum | None, check: Check) -> Fetched | None:
    """The file that is in its place already, verified as if it had just come; else None.

    A file gets there only when it is complete and checked, so that nothing has to be fetched
    again. One that is wrong by now is removed. Raises Problem: of the disk.
    """
    with ExitStack() as files, Threads() as threads:
        file = await threads.run(_open, place, files)
        if file is None:
            return None
        size = os.fstat(file).st_size
        digest = GrowingDigest(place, file, algorithm(checksum), threads)
        try:
            found = await digest.result(size)
            await verify(place, found, checksum, check, threads)
        except Problem:
            await threads.run(_remove, place)
            return None
        finally:
            digest.stop()
        await threads.run(_tidy, place)
        return Fetched(place, size, found, verified=checksum is not None)


def _open(place: Path, files: ExitStack) -> int | None:
    try:
        file = os.open(place, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    files.callback(os.close, file)
    return file if stat.S_ISREG(os.fstat(file).st_mode) else None


def _remove(place: Path) -> None:
    with disk.problems(place):
        place.unlink(missing_ok=True)


def _tidy(place: Path) -> None:
    """What the earlier attempt had no time for."""
    with disk.problems(place):
        disk.sync_directory(place.parent)
        remove(place)
