"""What an earlier attempt left, taken over by the next one."""

from __future__ import annotations

import os
import stat
from dataclasses import replace
from pathlib import Path

from kisotui.download import disk, sidecar
from kisotui.download.names import part_path, rescue_path, sidecar_path
from kisotui.download.sidecar import Sidecar


def take(place: Path, source: str) -> tuple[int, Sidecar] | None:
    """The part of the same URL, open and locked, and what is safe in it; None where there is none.

    Who made it may still hold it: a process that was stopped and taken for dead, and which will
    write to it when it wakes up. What is safe is copied from under its hands then.

    ``source``: the fingerprint of the URL. Raises Problem: of the disk.
    """
    note = sidecar.load(sidecar_path(place))
    if note is None or note.source != source or not note.is_resumable:
        return None
    path = part_path(place)
    try:
        file = disk.open_existing(path, os.O_RDWR)
    except OSError:
        return None
    try:
        if not _fits(file, note):
            disk.close(file)
            return None
        if disk.lock(file):
            return file, note
    except BaseException:
        disk.close(file)
        raise
    try:
        with disk.problems(path, needed=note.size or 0):
            return _rescue(place, file, note)
    finally:
        disk.close(file)


def _fits(file: int, note: Sidecar) -> bool:
    found = os.fstat(file)
    return (
        stat.S_ISREG(found.st_mode)
        and found.st_ino in note.files
        and found.st_nlink > 0
        and found.st_size >= note.end
    )


def _rescue(place: Path, held: int, note: Sidecar) -> tuple[int, Sidecar]:
    disk.require_space(place.parent, note.size or 0)
    path = rescue_path(place)
    disk.unlink(path)
    file = disk.create(path)
    try:
        disk.lock(file)
        for start, end in note.spans:
            disk.copy(held, file, start, end)
        disk.fsync(file)
        # Until the name is given away it is true of both files, and of the new one from then on.
        both = replace(note, files=(os.fstat(held).st_ino, os.fstat(file).st_ino))
        sidecar.save(sidecar_path(place), both)
        disk.replace(path, part_path(place))
        disk.sync_directory(place.parent)
    except BaseException:
        disk.close(file)
        raise
    return file, note
