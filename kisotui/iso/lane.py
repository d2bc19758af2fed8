"""Work on an ISO's bytes beside the thread that reads them."""

from __future__ import annotations

import time
from collections.abc import Callable
from queue import Queue
from threading import Thread
from typing import Final

_AHEAD: Final = 128  # pieces that have been read and wait
Step = Callable[[], None]


class Lane:
    """Does steps in their order, in a thread of its own; digests and unpacking let others go on.

    ``seconds``: of processor time that it may take. What comes later is not done.
    """

    def __init__(self, name: str, seconds: float) -> None:
        self.is_exhausted = False
        self._seconds = seconds
        self._dropped = False
        self._steps: Queue[Step | None] = Queue(_AHEAD)
        self._error: BaseException | None = None
        self._thread = Thread(target=self._run, name=name)
        self._thread.start()

    def do(self, step: Step) -> None:
        """Waits as long as too much is to be done before."""
        self._steps.put(step)

    def drop(self) -> None:
        """Do nothing more."""
        self._dropped = True

    def finish(self) -> BaseException | None:
        """Wait until all is done. Gives what a step raised: a fault of ours."""
        self._steps.put(None)
        self._thread.join()
        return self._error

    def _run(self) -> None:
        while (step := self._steps.get()) is not None:
            if self._error is not None or self._dropped or self.is_exhausted:
                continue  # the reader may wait for room
            try:
                step()
            except BaseException as error:
                self._error = error
            self.is_exhausted = time.thread_time() > self._seconds
