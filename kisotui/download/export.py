"""An ISO copied out of the storage, verified while it is copied."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kisotui.domain.checksums import Checksum
from kisotui.domain.failures import Problem
from kisotui.download import disk
from kisotui.download.stopping import Stopping
from kisotui.download.threads import run_until_stopped

_PIECE: Final = 4 << 20


@dataclass(frozen=True, slots=True)
class Exported:
    """``sha256``: in hex."""

    sha256: str
    size: int


OnProgress = Callable[[int], None]


async def export(
    file: Path, place: Path, expected: Checksum | None, *, on_progress: OnProgress
) -> Exported:
    """Copy ``file`` to ``place``, where it is whole and durable or not at all.

    What lies there and is the same already, is left. Raises Problem: ``checksum`` where the file is
    no longer what it was, ``no-space``, ``disk*``.
    """
    errand = _Export(file, place, expected, on_progress)
    return await run_until_stopped(errand.run, errand.stop)


class _Export:
    """Blocks."""

    def __init__(
        self, file: Path, place: Path, expected: Checksum | None, on_progress: OnProgress
    ) -> None:
        self._file = file
        self._place = place
        self._expected = expected
        self._on_progress = on_progress
        self._stopping = Stopping()

    def stop(self) -> None:
        self._stopping.stop()

    def run(self) -> Exported:
        """Raises Problem, Stopped."""
        with disk.problems(self._file):
            source = disk.open_existing(self._file)
        try:
            size = os.fstat(source).st_size
            if (there := self._there(size)) is not None:
                return there
            return self._copy(source, size)
        finally:
            disk.close(source)

    def _there(self, size: int) -> Exported | None:
        """What an earlier export left, if it is the very file."""
        try:
            found = disk.open_existing(self._place)
        except OSError:
            return None
        try:
            if os.fstat(found).st_size != size:
                return None
            return self._poured(found, None)
        except (Problem, OSError):
            return None
        finally:
            disk.close(found)

    def _copy(self, source: int, size: int) -> Exported:
        directory = self._place.parent
        draft = directory / f".{self._place.name}.part"
        with disk.problems(draft, needed=size):
            disk.make_directory(directory)
            disk.require_space(directory, size)
            disk.unlink(draft)  # of one that was cut off
            target = disk.create(draft)
            try:
                done = self._poured(source, target)
                disk.show_to_all(target)
                disk.fsync(target)
                disk.replace(draft, self._place)
                disk.sync_directory(directory)
                return done
            finally:
                disk.close(target)
                with suppress(OSError):
                    disk.unlink(draft)

    def _poured(self, source: int, target: int | None) -> Exported:
        """Read all of the source, digest it, and write it to the target, if there is one."""
        sha256 = hashlib.sha256()
        stated = hashlib.new(self._expected.hashlib_name) if self._expected else sha256
        view, at = memoryview(bytearray(_PIECE)), 0
        while count := disk.preadv(source, view, at):
            self._stopping.require_going()
            sha256.update(view[:count])
            if stated is not sha256:
                stated.update(view[:count])
            if target is not None:
                disk.pwrite(target, view[:count], at)
            at += count
            self._on_progress(at)
        self._require_same(stated.hexdigest())
        return Exported(sha256.hexdigest(), at)

    def _require_same(self, found: str) -> None:
        expected = self._expected
        if expected is not None and found != expected.digest:
            raise Problem(
                "checksum",
                algorithm=expected.algorithm,
                found=found,
                expected=expected.digest,
            )


def write_text(place: Path, text: str) -> None:
    """Put a small file into its place, whole and durable. Blocking. Raises Problem."""
    draft = place.with_name(f".{place.name}.part")
    with disk.problems(draft):
        disk.unlink(draft)
        target = disk.create(draft)
        try:
            disk.pwrite(target, text.encode(), 0)
            disk.show_to_all(target)
            disk.fsync(target)
        finally:
            disk.close(target)
        disk.replace(draft, place)
        disk.sync_directory(place.parent)
