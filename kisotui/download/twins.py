"""An ISO that lies on this file system already, under another version or zone: shared, not fetched.

Where the file system can, the new file gets the blocks of the other one (a reflink); else it is
another name of the same file (a hard link). Either way deleting one leaves the other whole, and
nothing ever writes to a file in its place: parts are files of their own.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from kisotui.domain.checksums import Checksum
from kisotui.domain.failures import Problem
from kisotui.download import disk, part
from kisotui.download.finished import finished
from kisotui.download.model import Check, Fetched
from kisotui.download.threads import Threads

_FICLONE: Final = 0x40049409  # of linux/fs.h


@dataclass(frozen=True, slots=True)
class Twin:
    """A file that is said to hold what is wanted."""

    path: Path
    digest: Checksum
    """What it had when it was placed."""


async def link(
    twins: Sequence[Twin], *, place: Path, check: Check, checksum: Checksum | None
) -> tuple[Twin, Fetched] | None:
    """Share the content of the first of the twins that proves right; None where none does.

    A twin is read again from disk and held to ``checksum``, or to its own digest where nobody
    gave one, and to ``check``. One that is wrong by now, or cannot be shared, is left as it is.
    None also where a file is in its place already. Raises Problem: of the disk.
    """
    shared = part.link_path(place)
    with Threads() as threads:
        if await threads.run(place.exists):
            return None
        try:
            for twin in twins:
                before = await threads.run(_share, twin.path, shared)
                if before is None:
                    continue
                fetched = await finished(shared, checksum or twin.digest, check)
                if fetched is not None:
                    await threads.run(_put_in_place, shared, place, before)
                    return twin, replace(fetched, path=place, verified=checksum is not None)
        finally:
            await threads.run(_remove, shared)
    return None


def _share(twin: Path, shared: Path) -> os.stat_result | None:
    """Make the file with the twin's content; None where that cannot be."""
    try:
        disk.make_directory(shared.parent)
        shared.unlink(missing_ok=True)
        if not _reflink(twin, shared):
            os.link(twin, shared, follow_symlinks=False)
        return shared.lstat()
    except OSError:
        return None


def _reflink(twin: Path, shared: Path) -> bool:
    source = os.open(twin, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
        file = os.open(shared, flags, 0o600)
        try:
            fcntl.ioctl(file, _FICLONE, source)
            os.fsync(file)
        except OSError:
            shared.unlink()
            return False
        finally:
            os.close(file)
    finally:
        os.close(source)
    return True


def _put_in_place(shared: Path, place: Path, before: os.stat_result) -> None:
    with disk.problems(place):
        # Who takes this worker for dead puts another file there, which nobody has looked at yet.
        if not os.path.samestat(before, shared.lstat()):
            raise Problem("file-changed", path=str(shared))
        shared.replace(place)
        disk.sync_directory(place.parent)
        part.remove(place)


def _remove(shared: Path) -> None:
    with suppress(OSError):
        shared.unlink(missing_ok=True)
