"""The files of an ISO, each byte read once, and nearly in the order on the disk."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from enum import Enum, auto
from threading import Lock, Thread
from typing import Final, Protocol

from kisotui.iso import budgets
from kisotui.iso.data import Data
from kisotui.iso.entry import Entry

PIECE: Final = 4 << 20
_LANES: Final = 3  # files that are looked at at the same time


class Task(Protocol):
    """Somebody who wants a file's bytes."""

    def feed(self, piece: bytes) -> None: ...
    def finish(self) -> None:
        """No more of them come."""


class End(Enum):
    """How a reading ended."""

    WHOLE = auto()
    STOPPED = auto()
    BYTES = auto()
    """There are more of them than are read."""
    TIME = auto()
    """A lane has taken all the processor time that it may."""


class Reading:
    """One pass over the files, in *lanes*: threads, each of which takes the next file, reads it and
    does all that is to be done with its bytes. One lane reads at a time: a disk that turns is sent
    to and fro only between pieces. Digests and unpacking let the others go on.

    ``tasks``: who wants a file's bytes; they are told in the lane that has the file. ``stopped``
    and ``on_progress`` are called in any lane, by one at a time. ``seconds``: of processor time
    that each lane may take.
    """

    def __init__(
        self,
        data: Data,
        tasks: Callable[[Entry], Iterable[Task]],
        stopped: Callable[[], bool],
        on_progress: Callable[[int, int], None],
        seconds: float,
    ) -> None:
        self._data, self._tasks, self._seconds = data, tasks, seconds
        self._stopped, self._on_progress = stopped, on_progress
        self._most = int(data.size * budgets.READ)
        self._read = self._total = 0
        self._files: deque[Entry] = deque()
        self._turn = Lock()
        self._end = End.WHOLE
        self._faults: list[BaseException] = []

    def run(self, files: Iterable[Entry]) -> End:
        """Raises OSError, Problem: what reading raises."""
        ordered = sorted(files, key=lambda file: file.extents[:1])
        self._total = sum(extent.length for file in ordered for extent in file.extents)
        self._files = deque(ordered)
        lanes = [Thread(target=self._lane, name=f"kisotui-judge-{n}") for n in range(_LANES)]
        for lane in lanes:
            lane.start()
        for lane in lanes:
            lane.join()
        if self._faults:
            raise self._faults[0]
        return self._end

    @property
    def _is_over(self) -> bool:
        return bool(self._faults) or self._end is not End.WHOLE

    def _lane(self) -> None:
        until = time.thread_time() + self._seconds
        try:
            while (file := self._next_file()) is not None:
                self._look_at(file, until)
        except BaseException as fault:
            self._faults.append(fault)

    def _next_file(self) -> Entry | None:
        with self._turn:
            return self._files.popleft() if self._files and not self._is_over else None

    def _look_at(self, file: Entry, until: float) -> None:
        takers = list(self._tasks(file))
        for offset, length in _pieces(file):
            piece = self._next_piece(offset, length, until)
            if self._is_over:
                return
            for task in takers:
                task.feed(piece)
        for task in takers:
            task.finish()

    def _next_piece(self, offset: int, length: int, until: float) -> bytes:
        with self._turn:
            if self._is_over:
                return b""
            piece = self._data.read(offset, length)
            self._read += len(piece)
            if self._stopped():
                self._end = End.STOPPED
            elif self._read > self._most:
                self._end = End.BYTES
            elif time.thread_time() > until:
                self._end = End.TIME
            else:
                self._on_progress(self._read, self._total)
            return piece


def _pieces(file: Entry) -> Iterator[tuple[int, int]]:
    for offset, length in file.extents:
        for at in range(0, length, PIECE):
            yield offset + at, min(PIECE, length - at)
