"""Room on the disk: promised to those that are being fetched, waited for by the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import takewhile
from pathlib import Path

from kisotui.domain.failures import NO_SPACE, Problem
from kisotui.download import room
from kisotui.store.work import Running, Spot


class Room:
    """What is running on the storage, by all workers, as the store told it last.

    ``place``: where an ISO is kept. Blocking, for any thread.
    """

    def __init__(self, place: Callable[[Spot], Path]) -> None:
        self._place = place
        self._running: Sequence[Running] = ()

    def note(self, running: Sequence[Running]) -> None:
        """``running``: in the order in which they began."""
        self._running = running

    def promised(self, iso: str) -> int:
        """Bytes that others have still to take up: those that began before it, if it runs itself.
        Of two that do not fit together, the later one waits."""
        others = takewhile(lambda each: each.spot.iso != iso, self._running)
        return sum(room.missing(self._place(each.spot), each.size) for each in others)

    def lacking(self, spot: Spot, size: int, others: int = 0) -> Problem | None:
        """Why a file of so many bytes does not fit yet; other trouble is for attempts to tell.

        ``others``: bytes of those that are about to go on, too.
        """
        try:
            room.require(self._place(spot), size, self.promised(spot.iso) + others)
        except Problem as problem:
            if problem.code == NO_SPACE:
                problem.values["size"] = size
                return problem
        return None
