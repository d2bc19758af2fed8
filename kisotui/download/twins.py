"""An ISO that lies on this file system already, under another version or zone: shared, not fetched.

Where the file system can, the new file gets the blocks of the other one (a reflink); else it is
another name of the same file (a hard link). Either way deleting one leaves the other whole, and
nothing ever writes to a file in its place: parts are files of their own.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from kisotui.domain.checksums import Checksum
from kisotui.domain.failures import Problem
from kisotui.download import disk, names
from kisotui.download.finished import taken
from kisotui.download.model import Check, Fetched, Wanted
from kisotui.download.stopping import Stopping
from kisotui.download.threads import run_until_stopped


@dataclass(frozen=True, slots=True)
class Twin:
    """A file that is said to hold what is wanted."""

    path: Path
    digest: Checksum
    """What it had when it was placed."""


async def link(
    twins: Sequence[Twin], *, place: Path, check: Check, wanted: Wanted
) -> tuple[Twin, Fetched] | None:
    """Share the content of the first of the twins that proves right; None where none does.

    A twin is read again from disk and held to ``wanted``, or to its own digest where nobody
    gave one, and to ``check``. One that is wrong by now, or cannot be shared, is left as it is.
    None also where a file is in its place already. Raises Problem: of the disk.
    """
    stopping = Stopping()
    run = partial(_link, twins, place, check, wanted, stopping)
    return await run_until_stopped(run, stopping.stop)


def _link(
    twins: Sequence[Twin], place: Path, check: Check, wanted: Wanted, stopping: Stopping
) -> tuple[Twin, Fetched] | None:
    if place.exists():
        return None
    shared = names.link_path(place)
    try:
        for twin in twins:
            before = _share(twin.path, shared)
            if before is None:
                continue
            held_to = replace(wanted, checksum=wanted.checksum or twin.digest)
            fetched = taken(shared, held_to, check, stopping)
            if fetched is not None:
                stopping.require_going()
                _put_in_place(shared, place, before)
                return twin, replace(fetched, path=place, verified=wanted.checksum is not None)
    finally:
        with suppress(OSError):
            disk.unlink(shared)
    return None


def _share(twin: Path, shared: Path) -> os.stat_result | None:
    """Make the file with the twin's content; None where that cannot be."""
    try:
        disk.make_directory(shared.parent)
        disk.unlink(shared)
        if not _reflink(twin, shared):
            disk.link(twin, shared)
        return shared.lstat()
    except OSError:
        return None


def _reflink(twin: Path, shared: Path) -> bool:
    source = disk.open_existing(twin)
    try:
        file = disk.create(shared)
        try:
            disk.reflink(source, file)
            disk.fsync(file)
        except OSError:
            disk.unlink(shared)
            return False
        finally:
            disk.close(file)
    finally:
        disk.close(source)
    return True


def _put_in_place(shared: Path, place: Path, before: os.stat_result) -> None:
    """Who takes this worker for dead may have put another file under either name: one that nobody
    has looked at yet, or one of which something is told already."""
    with disk.problems(place):
        if not os.path.samestat(before, shared.lstat()):
            raise Problem("file-changed", path=str(shared))
        try:
            disk.link(shared, place)
        except FileExistsError:
            raise Problem("file-changed", path=str(place)) from None
        disk.sync_directory(place.parent)
        names.remove(place)
