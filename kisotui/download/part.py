"""A file that is not complete yet, under a name of its own beside its place."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Self

from kisotui.domain.failures import Problem
from kisotui.download import disk, sidecar
from kisotui.download.sidecar import Sidecar

_FLAGS = os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC
_ROOM = 64 << 10  # more than a note takes up, on any file system


def part_path(place: Path) -> Path:
    return place.with_name(f"{place.name}.part")


def sidecar_path(place: Path) -> Path:
    return place.with_name(f"{place.name}.part.json")


def link_path(place: Path) -> Path:
    """Where the content of a twin is looked at. Never written to: it may be the twin itself."""
    return place.with_name(f"{place.name}.part.link")


class Part:
    """An open part. Bytes go to where they belong in the file, never simply to its end: two
    writers, of which one has been thought dead, then do each other no harm.

    Blocking: for threads. Raises Problem.
    """

    def __init__(self, place: Path, file: int, note: Sidecar) -> None:
        self.place = place
        self.path = part_path(place)
        self.file = file
        self.note = note

    @classmethod
    def begin(cls, place: Path, note: Sidecar) -> Self:
        """A new, empty one; what was there before is removed."""
        path = part_path(place)
        with disk.problems(path, needed=note.size or 0):
            disk.make_directory(place.parent)
            remove(place)
            disk.require_space(place.parent, note.size or 0)
            # A new file, not the old one emptied: who still writes to that one writes to nothing.
            file = os.open(path, _FLAGS | os.O_CREAT | os.O_EXCL, 0o600)
        return cls(place, file, note)

    @classmethod
    def reopen(cls, place: Path, source: str) -> Self | None:
        """What is left of an earlier attempt at the same URL; None if that cannot be gone on with.

        ``source``: the fingerprint of the URL.
        """
        note = sidecar.load(sidecar_path(place))
        if note is None or note.source != source or not note.is_resumable:
            return None
        path = part_path(place)
        try:
            file = os.open(path, _FLAGS | os.O_NONBLOCK)
        except OSError:
            return None
        part = cls(place, file, note)
        if not part._holds_what_is_noted():
            part.close()
            return None
        try:
            with disk.problems(path, needed=part.missing):
                disk.require_space(place.parent, part.missing)
                os.ftruncate(file, note.stored)
        except BaseException:
            part.close()
            raise
        return part

    def _holds_what_is_noted(self) -> bool:
        found = os.fstat(self.file)
        is_ours_alone = stat.S_ISREG(found.st_mode) and found.st_nlink == 1
        return is_ours_alone and found.st_size >= self.note.stored

    @property
    def missing(self) -> int:
        """Bytes that are still to be stored, as far as that is known."""
        return (self.note.size or self.note.stored) - self.note.stored

    def write(self, data: bytes, offset: int) -> None:
        """Write the bytes to their place in the file."""
        rest = memoryview(data)
        with disk.problems(self.path, needed=max(self.missing, len(rest))):
            while rest:
                written = os.pwrite(self.file, rest, offset)
                rest, offset = rest[written:], offset + written

    def secure(self, stored: int) -> None:
        """Make so many bytes durable, then note it down; see that the rest has space."""
        note = replace(self.note, stored=stored)
        with disk.problems(self.path, needed=self.missing):
            os.fdatasync(self.file)
            if note.is_resumable:
                sidecar.save(sidecar_path(self.place), note)
            self.note = note
            disk.require_space(self.place.parent, self.missing)

    def secure_on_full_disk(self, stored: int) -> None:
        """As ``secure``; without a note all would be lost, so the last bytes make room for it."""
        with suppress(Problem):
            self.secure(stored)
        if self.note.stored < stored and self._has_its_name():
            stored = max(self.note.stored, stored - _ROOM)
            with disk.problems(self.path):
                os.ftruncate(self.file, stored)
            self.secure(stored)

    def put_in_place(self) -> None:
        """Give the file, which is complete and checked, its final name; for good."""
        with disk.problems(self.place):
            os.fsync(self.file)
            if not self._has_its_name():
                raise Problem("file-changed", path=str(self.path))
            self.path.replace(self.place)
            disk.sync_directory(self.place.parent)
            _remove_notes(self.place)

    def discard(self) -> None:
        """Remove it, unless another process has begun anew under its name."""
        with disk.problems(self.path):
            if self._has_its_name():
                remove(self.place)

    def _has_its_name(self) -> bool:
        try:
            return os.path.samestat(os.fstat(self.file), self.path.lstat())
        except FileNotFoundError:
            return False

    def close(self) -> None:
        """Let go of the file."""
        os.close(self.file)


def remove(place: Path) -> None:
    """Remove the part for a place and all that belongs to it. Raises OSError."""
    _remove_notes(place)
    part_path(place).unlink(missing_ok=True)


def _remove_notes(place: Path) -> None:
    note = sidecar_path(place)
    for path in (note, sidecar.draft_path(note), link_path(place)):
        path.unlink(missing_ok=True)
