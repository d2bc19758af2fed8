"""The files of an ISO, each byte read once and in the order in which they lie on the disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final, Protocol

from kisotui.iso import budgets
from kisotui.iso.data import Data
from kisotui.iso.entry import Entry
from kisotui.iso.lane import Lane

PIECE: Final = 1 << 18


class Task(Protocol):
    """Somebody who wants a file's bytes."""

    def feed(self, piece: bytes) -> None: ...
    def finish(self) -> None:
        """No more of them come."""


class Reading:
    """One pass over the files. ``tasks``: who wants them, and in which lane."""

    def __init__(
        self,
        data: Data,
        tasks: Callable[[Entry], Iterable[tuple[Lane, Task]]],
        stopped: Callable[[], bool],
        on_progress: Callable[[int, int], None],
    ) -> None:
        self._data, self._tasks = data, tasks
        self._stopped, self._on_progress = stopped, on_progress
        self._read = 0

    def run(self, files: Iterable[Entry]) -> bool:
        """Whether all of it was read; else it was stopped, or there was too much. Raises OSError,
        Problem: what reading raises."""
        ordered = sorted(files, key=lambda file: file.extents[:1])
        total = sum(extent.length for file in ordered for extent in file.extents)
        most = int(self._data.size * budgets.READ)
        for file in ordered:
            takers = list(self._tasks(file))
            for piece in self._pieces(file):
                self._read += len(piece)
                if self._stopped() or self._read > most:
                    return False
                for lane, task in takers:
                    lane.do(_feeding(task, piece))
                self._on_progress(self._read, total)
            for lane, task in takers:
                lane.do(task.finish)
        return True

    def _pieces(self, file: Entry) -> Iterator[bytes]:
        for offset, length in file.extents:
            for at in range(0, length, PIECE):
                yield self._data.read(offset + at, min(PIECE, length - at))


def _feeding(task: Task, piece: bytes) -> Callable[[], None]:
    return lambda: task.feed(piece)
