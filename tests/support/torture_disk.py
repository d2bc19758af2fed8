"""A disk that can lose power, or run full: it takes the place of ``kisotui.download.disk``'s
functions, and knows of every file what was synced and what only lies in a cache.

After a power cut each page that was not synced is there or not, or torn; each name that was
given, changed or taken away, and not made durable by syncing its directory, is so or as before.
"""

from __future__ import annotations

import errno
import os
import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

from kisotui.download import disk

PAGE: Final = 4096
SECTOR: Final = 512
_OPERATIONS: Final = (
    *("create", "name", "replace", "unlink", "make_directory", "sync_directory"),
    *("pwrite", "copy", "truncate", "allocate", "fdatasync", "fsync"),
)
_create, _name = disk.create, disk.name


@dataclass
class Cached:
    """A file as the program sees it, through a descriptor of our own, and as the disk holds it."""

    file: int
    synced: bytes = b""

    def now(self) -> bytes:
        return os.pread(self.file, os.fstat(self.file).st_size, 0)


@dataclass(frozen=True, slots=True)
class Change:
    """Of a directory: a name that belongs to another file than before, or to none."""

    path: Path
    inode: int | None


class Disk:
    """``root``: the directory that is on it; what is in it already is synced.

    ``power``: so many operations until it goes out; None: it does not. ``room``: so many bytes
    can still be written; None: as many as you like.
    """

    def __init__(self, root: Path, chance: random.Random) -> None:
        self.root, self._chance = root, chance
        self._attic = root.with_name(f"{root.name}-attic")
        self._attic.mkdir()
        self.power: int | None = None
        self.room: int | None = None
        self.can_allocate = True
        self.shares: tuple[float, ...] = (0.0, 0.3, 0.7, 1.0)
        """How much of what was not synced may be there after a power cut; one of them is drawn."""
        self.restarts = 0
        self.on_synced: Callable[[], None] = lambda: None
        """Told whenever a directory was synced: what is seen now will be seen after a cut."""
        self._lock = threading.RLock()
        self._files: dict[int, Cached] = {}
        self._names: dict[Path, int] = {}
        """What is durable: the inode of each name."""
        self._changes: list[list[Change]] = []
        """What is not, in the order of time; what belongs together happens or does not."""

    @contextmanager
    def mounted(self) -> Iterator[None]:
        """The engine's file operations go to this disk."""
        with pytest.MonkeyPatch.context() as patch:
            for name in _OPERATIONS:
                patch.setattr(disk, name, self._one_at_a_time(getattr(self, name)))
            yield

    def _one_at_a_time(self, operation: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any) -> Any:
            with self._lock:
                return operation(*args)

        return call

    @property
    def is_off(self) -> bool:
        return self.power is not None and self.power <= 0

    def _operation(self) -> None:
        """One more; with the last one the power goes out, and it is not done."""
        if self.power is not None:
            self.power -= 1
        if self.is_off:
            raise OSError(errno.EIO, "no power")

    # What is written

    def pwrite(self, file: int, data: bytes | memoryview, offset: int) -> None:
        rest = memoryview(data)
        if self.power == 1:  # the last one gets a little way
            os.pwrite(file, rest[: self._chance.randint(0, len(rest))], offset)
        self._operation()
        fits = len(rest) if self.room is None else min(len(rest), self.room)
        os.pwrite(file, rest[:fits], offset)
        if self.room is not None:
            self.room -= fits
        if fits < len(rest):
            raise OSError(errno.ENOSPC, "no room")

    def copy(self, source: int, target: int, start: int, end: int) -> None:
        self.pwrite(target, os.pread(source, end - start, start), start)

    def truncate(self, file: int, size: int) -> None:
        self._operation()
        os.ftruncate(file, size)

    def allocate(self, file: int, size: int) -> bool:
        self._operation()
        if not self.can_allocate:
            return False
        if self.room is not None and size > self.room:
            raise OSError(errno.ENOSPC, "no room")
        return True

    def fdatasync(self, file: int) -> None:
        self._operation()
        cached = self._files[os.fstat(file).st_ino]
        cached.synced = cached.now()

    fsync = fdatasync

    # Which names there are

    def create(self, path: Path) -> int:
        self._operation()
        file = _create(path)
        self._know(file)
        self._change(Change(path, os.fstat(file).st_ino))
        return file

    def name(self, file: int, path: Path) -> None:
        self._operation()
        _name(file, path)
        self._change(Change(path, os.fstat(file).st_ino))

    def replace(self, path: Path, target: Path) -> None:
        self._operation()
        inode = path.stat().st_ino
        self._put_away(target)
        path.rename(target)
        self._change(Change(path, None), Change(target, inode))

    def unlink(self, path: Path) -> None:
        self._operation()
        if path.exists():
            self._put_away(path)
            self._change(Change(path, None))

    def make_directory(self, path: Path) -> None:
        """Directories are durable at once: there is nothing in one that is new."""
        self._operation()
        path.mkdir(parents=True, exist_ok=True)

    def sync_directory(self, path: Path) -> None:
        self._operation()
        for changes in self._changes:
            for change in changes:
                if change.path.parent == path:
                    self._apply(change)
        self._changes = [
            left
            for changes in self._changes
            if (left := [change for change in changes if change.path.parent != path])
        ]
        self.on_synced()

    def _know(self, file: int) -> None:
        self._files[os.fstat(file).st_ino] = Cached(
            # With a lock of its own, which is none.
            os.open(f"/proc/self/fd/{file}", os.O_RDWR | os.O_CLOEXEC)
        )

    def _put_away(self, path: Path) -> None:
        """Take a name away; if the power goes out now, its file may be needed again."""
        if path.exists():
            status = path.stat()
            if status.st_nlink > 1:
                path.unlink()
            else:
                path.rename(self._attic / str(status.st_ino))

    def _change(self, *changes: Change) -> None:
        self._changes.append(list(changes))

    def _apply(self, change: Change) -> None:
        if change.inode is None:
            self._names.pop(change.path, None)
        else:
            self._names[change.path] = change.inode

    # What is left of it

    def restart(self) -> None:
        """Everything is as the disk held it when the power went out."""
        share = self._chance.choice(self.shares)
        in_order = self._chance.random() < 0.5
        for changes in self._changes:
            if self._chance.random() < share:
                for change in changes:
                    self._apply(change)
            elif in_order:  # as a journal has it: nothing after what is lost
                break
        for cached in self._files.values():
            self._settle(cached, share)
        self._rename()
        self._changes, self.power = [], None
        self.restarts += 1

    def _settle(self, cached: Cached, share: float) -> None:
        """Write into the file what the disk has of it."""
        now, synced = cached.now(), cached.synced
        size = self._chance.choice((len(now), len(synced)))
        held = bytearray(synced[:size].ljust(size, b"\0"))
        for start in range(0, min(size, len(now)), PAGE):
            page = now[start : start + PAGE][: size - start]
            if held[start : start + len(page)] != page and self._chance.random() < share:
                kept = len(page)
                if self._chance.random() < 0.1:  # torn
                    kept = min(kept, self._chance.randrange(0, PAGE, SECTOR))
                held[start : start + kept] = page[:kept]
        os.ftruncate(cached.file, 0)
        os.pwrite(cached.file, held, 0)
        cached.synced = bytes(held)

    def _rename(self) -> None:
        """Give each file the names that it has on disk; it stays the same inode."""
        for path in [path for path in self.root.rglob("*") if path.is_file()]:
            self._put_away(path)
        for path, inode in self._names.items():
            kept = self._attic / str(inode)
            twins = [other for other in self._names if other.exists()]
            twin = next((other for other in twins if other.stat().st_ino == inode), None)
            if twin:
                path.hardlink_to(twin)
            else:
                kept.rename(path)
        for forgotten in self._attic.iterdir():
            os.close(self._files.pop(int(forgotten.name)).file)
            forgotten.unlink()
