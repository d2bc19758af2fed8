"""Stored ISOs, read again by a worker: one at a time, and by the clock."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Coroutine, Mapping
from datetime import timedelta
from functools import partial
from threading import Event
from typing import Final

from kisotui.domain.failures import BIT_ROT, Problem
from kisotui.domain.states import Work
from kisotui.download.proof import Blocks, Damaged, Expected, prove
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
from kisotui.worker.storage import is_still

_EVERY: Final = 20.0  # seconds between two looks at whether one is due
_SOON: Final = 0.5  # seconds until it is asked again what the directory is
_INTERVAL: Final = 0.5  # seconds between two reports


async def scrub_by_the_clock(desk: Desk, settings: Settings, storage: Callable[[], str]) -> None:
    """Have the ISOs read again that were proven long ago, for ever; never where the setting is 0.

    ``storage``: the id of the directory of ISOs; empty while that cannot be used.
    """
    if not settings.scrub_every:
        return
    every = timedelta(days=settings.scrub_every)
    while True:
        here = storage()
        try:
            if here and await _is_due(desk, every, here):
                change = partial(work.set_scrub, every=every, storage=here)
                await desk.write(change, durable=False)
        except Problem:
            pass  # the desk has logged it
        await asyncio.sleep(_EVERY if here else _SOON)


async def _is_due(desk: Desk, every: timedelta, storage: str) -> bool:
    """Who only looks writes nothing: others would look at what changed."""

    def look() -> bool:
        with desk.store.read() as session:
            return work.is_scrub_due(session, every=every, storage=storage)

    return await desk.call(look)


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
        self._told = self.turn.done
        self._reading = asyncio.create_task(self._read())

    def stop(self) -> None:
        """End it, for others to go on."""
        self._reading.cancel()

    async def run(self) -> None:
        """See it through to its end. Cancelled: without a word to the store."""
        try:
            while not (await asyncio.wait([self._reading], timeout=_INTERVAL))[0]:
                await self._tell()
        except asyncio.CancelledError:
            self.stop()
            await asyncio.wait([self._reading])
            raise
        if self._reading.cancelled():
            await self._tell()
            await self._desk.persist(partial(work.release, claim=self.job))
        else:
            await self._desk.persist(self._reading.result())

    async def _tell(self) -> None:
        done = self.turn.done
        if done == self._told:
            return
        change = partial(work.reread, job=self.job, read=done[0], proven_to=done[1])
        try:
            await self._desk.write(change, durable=False)
        except Problem:
            return  # the desk has logged it; the next time is soon
        self._told = done

    async def _read(self) -> Outcome:
        job, named = self.job, {"name": self.job.name, "zone": self.job.zonename}
        try:
            blocks = await self._proven()
        except Damaged as damaged:
            if not await asyncio.to_thread(is_still, self._settings.iso_dir, self._storage):
                return self._not_read(Problem("storage-away"))
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

    def _not_read(self, problem: Problem) -> Outcome:
        log.trouble(problem, "not-read", name=self.job.name, zone=self.job.zonename)
        return partial(work.not_read, job=self.job, problem=problem)


class Proofs:
    """The one that a worker has in hand, if any."""

    def __init__(self, desk: Desk, settings: Settings) -> None:
        self._desk = desk
        self._settings = settings
        self._throttle = Throttle(settings.scrub_rate)
        self._proving: Proving | None = None

    @property
    def held(self) -> dict[str, int]:
        """Id to token."""
        job = self._proving.job if self._proving else None
        return {job.iso: job.token} if job else {}

    async def take(
        self, owed: Collection[Work], storage: str, *, busy: bool
    ) -> Coroutine[None, None, None] | None:
        """Claim one; what sees it through. None where there is none, or no hand is free.

        ``busy``: whether there are downloads, to which those by the clock give way.
        """
        wanted = {each for each in owed if each is Work.VERIFY or not busy}
        if not wanted or not storage or self._proving is not None:
            return None
        claim = partial(work.claim_proof, wanted=wanted, storage=storage)
        job = await self._desk.write(claim)
        if job is None:
            return None
        self._proving = Proving(self._desk, job, self._settings, storage, self._throttle)
        return self._see_to(self._proving)

    def heed(self, held: Collection[str], wanted: Mapping[str, Work], *, busy: bool) -> None:
        """Stop what was held when it was looked at and is not wanted; let it give way, or not."""
        if self._proving is None or (iso := self._proving.job.iso) not in held:
            return
        if iso not in wanted:
            self._proving.stop()
        else:
            self._proving.turn.hold(busy and wanted[iso] is Work.SCRUB)

    def stop(self) -> None:
        if self._proving is not None:
            self._proving.stop()

    async def _see_to(self, proving: Proving) -> None:
        try:
            await proving.run()
        finally:
            self._proving = None
