"""A file that is not complete yet, under a name of its own beside its place."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Self

from kisotui.domain.failures import Problem
from kisotui.download import disk, leftover, sidecar
from kisotui.download.extents import Extents, Span
from kisotui.download.model import Promised, nothing
from kisotui.download.names import part_path, remove, remove_notes, sidecar_path
from kisotui.download.sidecar import Sidecar

_ROOM = 64 << 10  # more than a note takes up, on any file system


class Part:
    """An open part, locked against all other writers. Bytes go to where they belong in the file,
    never simply to its end; and what it does under a name, it does to its own file or to none.

    Blocking: for threads, of which only one at a time may call what is not ``write`` or ``read``.
    Raises Problem.
    """

    def __init__(self, place: Path, file: int, note: Sidecar, promised: Promised = nothing) -> None:
        self.place = place
        self.path = part_path(place)
        self.file = file
        self.note = replace(note, files=(os.fstat(file).st_ino,))
        self._promised = promised
        self._is_allocated = False

    @classmethod
    def begin(cls, place: Path, note: Sidecar, promised: Promised = nothing) -> Self:
        """A new, empty one; what was there before is removed."""
        path = part_path(place)
        with disk.problems(path, needed=note.size or 0):
            disk.make_directory(place.parent)
            remove(place)
            disk.require_space(place.parent, (note.size or 0) + promised())
            # A new file, not the old one emptied: who still writes to that one writes to nothing.
            part = cls(place, disk.create(path), note, promised)
        return part._ready()

    @classmethod
    def reopen(cls, place: Path, source: str, promised: Promised = nothing) -> Self | None:
        """What is left of an earlier attempt at the same URL; None if that cannot be gone on with.

        ``source``: the fingerprint of the URL.
        """
        found = leftover.take(place, source)
        return None if found is None else cls(place, *found, promised)._ready()

    def _ready(self) -> Self:
        """Keep others from it, and reserve the space for all that is to come."""
        try:
            with disk.problems(self.path, needed=self.missing):
                disk.lock(self.file)
                disk.sync_directory(self.place.parent)
                if self.note.size:
                    self._is_allocated = disk.allocate(self.file, self.note.size)
                # Also of what is reserved: others may have looked at the same space meanwhile.
                missing = 0 if self._is_allocated else self.missing
                disk.require_space(self.place.parent, missing + self._promised())
        except BaseException:
            with suppress(Problem):
                if not self.note.spans:
                    self.discard()
            self.close()
            raise
        return self

    @property
    def missing(self) -> int:
        """Bytes that are still to be stored, as far as that is known."""
        return (self.note.size or self.note.stored) - self.note.stored

    @property
    def opened(self) -> Path:
        """The file itself, whoever has its name by now."""
        path = Path(f"/proc/self/fd/{self.file}")
        return path if path.exists() else self.path

    def write(self, data: bytes | memoryview, offset: int) -> None:
        """Write the bytes to their place in the file."""
        with disk.problems(self.path, needed=max(self.missing, len(data))):
            disk.pwrite(self.file, data, offset)

    def read(self, start: int, end: int) -> bytes:
        """These bytes of the file; fewer where it ends before."""
        view = bytearray(end - start)
        with disk.problems(self.path):
            return bytes(view[: disk.preadv(self.file, memoryview(view), start)])

    def secure(self, spans: Sequence[Span]) -> None:
        """Make these bytes durable, then note them down; see that the rest has space."""
        note = replace(self.note, spans=tuple(spans))
        with disk.problems(self.path, needed=self.missing):
            disk.fdatasync(self.file)
            if note.is_resumable and self._has_its_name():
                sidecar.save(sidecar_path(self.place), note)
                if not self._has_its_name():  # who was frozen meanwhile notes down what is no more
                    remove_notes(self.place)
            self.note = note
            if not self._is_allocated:
                disk.require_space(self.place.parent, self.missing + self._promised())

    def secure_on_full_disk(self, spans: Sequence[Span]) -> None:
        """As ``secure``; without a note all would be lost, so the last bytes make room for it."""
        with suppress(Problem):
            self.secure(spans)
        extents = Extents(spans)
        if self.note.stored < extents.total and self._has_its_name():
            end = max(self.note.end, spans[-1][1] - _ROOM)
            with disk.problems(self.path):
                disk.truncate(self.file, end)
            self.secure([(start, min(past, end)) for start, past in spans if start < end])

    def put_in_place(self) -> None:
        """Give the file, which is complete and checked, its final name; for good.

        The very file that was checked: by now its name may belong to the file of who took over.
        And only if no other one has been placed meanwhile: of that one something is told already.
        """
        with disk.problems(self.place):
            disk.fsync(self.file)
            self._name_in_place()
            disk.sync_directory(self.place.parent)
            remove_notes(self.place)
            if self._has_its_name():
                disk.unlink(self.path)

    def _name_in_place(self) -> None:
        try:
            disk.name(self.file, self.place)
        except (FileExistsError, FileNotFoundError):
            raise
        except OSError:  # where files cannot have two names
            if self.place.exists() or not self._has_its_name():
                raise Problem("file-changed", path=str(self.place)) from None
            disk.replace(self.path, self.place)

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

    def give_back(self) -> None:
        """Leave the space to others that was reserved for what has not come."""
        if self._is_allocated:
            with suppress(OSError):
                disk.truncate(self.file, self.note.end)

    def close(self) -> None:
        """Let go of the file."""
        disk.close(self.file)
