"""The files of an ISO, each byte read once, and as far as it can be in the order on the disk."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from enum import Enum, auto
from queue import SimpleQueue
from threading import Condition, Thread
from typing import Final, Protocol

from kisotui.iso import budgets
from kisotui.iso.data import NearData
from kisotui.iso.entry import Entry

PIECE: Final = 1 << 20
_LANES: Final = 2  # files that are looked at at the same time
_AHEAD: Final = 256 << 20  # bytes that the disk may be ahead of who looks at them


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
    """One pass over the files, in *lanes*: threads, each of which reads one file at a time and does
    with it all that is to be done while its bytes are near. Digests, unpacking and reading let the
    others go on.

    ``tasks``: who wants a file's bytes; called in any lane, as they are. ``seconds``: of processor
    time that each lane may take.
    """

    def __init__(
        self,
        data: NearData,
        tasks: Callable[[Entry], Iterable[Task]],
        stopped: Callable[[], bool],
        on_progress: Callable[[int, int], None],
        seconds: float,
    ) -> None:
        self._data, self._tasks, self._seconds = data, tasks, seconds
        self._stopped, self._on_progress = stopped, on_progress
        self._most = int(data.size * budgets.READ)
        self._read = self._total = 0
        self._files: SimpleQueue[Entry | None] = SimpleQueue()
        self._moved = Condition()
        self._end = End.WHOLE
        self._faults: list[BaseException] = []

    def run(self, files: Iterable[Entry]) -> End:
        """Raises OSError, Problem: what reading raises."""
        ordered = sorted(files, key=lambda file: file.extents[:1])
        self._total = sum(extent.length for file in ordered for extent in file.extents)
        lanes = [Thread(target=self._lane, name=f"kisotui-judge-{n}") for n in range(_LANES)]
        for lane in lanes:
            lane.start()
        try:
            self._go_ahead(ordered)
        except BaseException:
            self._end = End.STOPPED
            raise
        finally:
            for lane in lanes:
                self._files.put(None)
            for lane in lanes:
                lane.join()
        if self._faults:
            raise self._faults[0]
        return self._end

    def _go_ahead(self, files: Iterable[Entry]) -> None:
        """Let the disk read in its own order, and begin a file when it has come to it: two lanes
        alone would send it to and fro."""
        ahead = 0
        for file in files:
            self._files.put(file)
            for offset, length in _pieces(file):
                with self._moved:
                    self._moved.wait_for(lambda: self._is_over or ahead - self._read < _AHEAD)
                    if self._is_over:
                        return
                self._data.expect(offset, length)
                ahead += length

    @property
    def _is_over(self) -> bool:
        return bool(self._faults) or self._end is not End.WHOLE

    def _lane(self) -> None:
        began = time.thread_time()
        while (file := self._files.get()) is not None:
            try:
                self._look_at(file, began + self._seconds)
            except BaseException as fault:
                with self._moved:
                    self._faults.append(fault)
                    self._moved.notify()

    def _look_at(self, file: Entry, until: float) -> None:
        takers = list(self._tasks(file))
        for offset, length in _pieces(file):
            piece = self._data.read(offset, length)
            if not self._count(len(piece), until):
                return
            for task in takers:
                task.feed(piece)
        if not self._is_over:
            for task in takers:
                task.finish()

    def _count(self, length: int, until: float) -> bool:
        """Whether to go on."""
        with self._moved:
            self._moved.notify()
            if self._is_over:
                return False
            self._read += length
            if self._stopped():
                self._end = End.STOPPED
            elif self._read > self._most:
                self._end = End.BYTES
            elif time.thread_time() > until:
                self._end = End.TIME
            else:
                self._on_progress(self._read, self._total)
            return not self._is_over


def _pieces(file: Entry) -> Iterator[tuple[int, int]]:
    for offset, length in file.extents:
        for at in range(0, length, PIECE):
            yield offset + at, min(PIECE, length - at)
