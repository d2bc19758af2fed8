"""A stored ISO that is being read again: to its end, or until it is stopped."""

from __future__ import annotations

import asyncio
from functools import partial
from threading import Event
from typing import Final

from kisotui.domain.failures import BIT_ROT, Problem
from kisotui.download.proof import Blocks, Damage, Damaged, Expected, prove
from kisotui.download.threads import run_until_stopped
from kisotui.download.throttle import Throttle
from kisotui.locale import nested
from kisotui.settings import Settings
from kisotui.store import work
from kisotui.store.work import Proof
from kisotui.worker import log
from kisotui.worker.desk import Desk
from kisotui.worker.job import Outcome
from kisotui.worker.places import place
from kisotui.worker.reported import Reported
from kisotui.worker.storage import is_still, lacks

_INTERVAL: Final = 0.5  # seconds between two reports


class Turn:
    """When the thread that reads may do so, and how far it is."""

    def __init__(self, start: int) -> None:
        self.stopped = Event()
        self.done = (start, start)
        """Bytes that were read, and that are proven."""
        self._free = Event()
        self._free.set()

    def wait(self) -> None:
        self._free.wait()

    def read(self, read: int, proven_to: int) -> None:
        self.done = (read, proven_to)

    def hold(self, held: bool) -> None:
        """Whether it is somebody else's turn."""
        if held and not self.stopped.is_set():
            self._free.clear()
        else:
            self._free.set()

    def stop(self) -> None:
        self.stopped.set()
        self._free.set()


class Proving:
    """An ISO that is being read; it can be stopped at any moment, and gives its row back then."""

    def __init__(
        self, desk: Desk, job: Proof, settings: Settings, storage: str, throttle: Throttle
    ) -> None:
        self.job = job
        self.turn = Turn(job.start)
        self._desk = desk
        self._settings = settings
        self._storage = storage
        self._throttle = throttle
        self._reading = Reported(
            desk,
            self._read(),
            far=lambda: self.turn.done,
            say=lambda done: partial(work.reread, job=job, read=done[0], proven_to=done[1]),
            every=_INTERVAL,
        )

    def stop(self) -> None:
        """End it, for others to go on."""
        self._reading.stop()

    async def run(self) -> None:
        """See it through to its end. Cancelled: without a word to the store."""
        ended = await self._reading.ended()
        if ended.cancelled():
            await self._reading.tell()
            await self._desk.persist(partial(work.release, claim=self.job))
        else:
            await self._desk.persist(ended.result())

    async def _read(self) -> Outcome:
        job, named = self.job, {"name": self.job.name, "zone": self.job.zonename}
        try:
            blocks = await self._proven()
        except Damaged as damaged:
            if not await asyncio.to_thread(self._is_of_the_storage, damaged):
                return self._not_read(Problem("storage-unmounted"))
            found = nested(f"damage.{damaged.damage}", **damaged.values)
            problem = Problem(BIT_ROT, found=found)
            log.failure(problem, "failed", **named)
            return partial(work.rotten, job=job, problem=problem)
        except Problem as problem:
            return self._not_read(problem)
        log.info("proven", **named)
        return partial(work.proven, job=job, block=blocks.size, blocks=blocks.digests)

    async def _proven(self) -> Blocks:
        job = self.job
        expected = Expected(
            size=job.size,
            digests=job.digests,
            blocks=Blocks(job.block, job.blocks) if job.blocks else None,
            start=job.start,
        )
        path = place(self._settings, job.spot)
        run = partial(prove, path, expected, self._throttle, self.turn)
        return await run_until_stopped(run, self.turn.stop)

    def _is_of_the_storage(self, damaged: Damaged) -> bool:
        """Whether it was found where the ISO belongs, and not in what is seen where that was
        mounted. Blocking."""
        directory = self._settings.iso_dir
        if damaged.damage is Damage.MISSING:
            return lacks(directory, self._storage, place(self._settings, self.job.spot))
        return is_still(directory, self._storage)

    def _not_read(self, problem: Problem) -> Outcome:
        log.trouble(problem, "not-read", name=self.job.name, zone=self.job.zonename)
        return partial(work.not_read, job=self.job, problem=problem)
