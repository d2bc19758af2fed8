"""What a worker has in hand: ISOs being fetched, and files being removed."""

from __future__ import annotations

import asyncio
import random
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from kisotui.domain import retry
from kisotui.domain.evidence import Evidence
from kisotui.domain.failures import Problem
from kisotui.domain.states import Work
from kisotui.domain.urls import Address, redact
from kisotui.download.place import destroy, kept
from kisotui.download.throttle import Throttle
from kisotui.settings import Settings
from kisotui.store import work
from kisotui.store.work import Chore, Job, Process, Tick
from kisotui.worker import log
from kisotui.worker.desk import Desk
from kisotui.worker.job import Means, Outcome, attempt
from kisotui.worker.judging import Bench
from kisotui.worker.places import clear, former, place
from kisotui.worker.room import Room
from kisotui.worker.track import Track

if TYPE_CHECKING:
    from kisotui.store.engine import Session


class Fetching:
    """An ISO being fetched; it can be stopped at any moment, and gives its row back then.

    ``total``: limits how fast all of them are together.
    """

    def __init__(
        self,
        desk: Desk,
        job: Job,
        settings: Settings,
        room: Room,
        *,
        total: Throttle,
        bench: Bench,
    ) -> None:
        self.job = job
        self.track = Track(job)
        self._desk = desk
        self._settings = settings
        self._place = place(settings, job.spot)
        self._throttle = Throttle(total=total)
        self.limit(job.rate_limit)
        self._stopped = False
        self._told: set[asyncio.Task[object]] = set()
        means = Means(
            settings=settings,
            target=self._place,
            track=self.track,
            room=room,
            throttle=self._throttle,
            bench=bench,
            on_restart=self._restarted,
            on_found=self._found,
            on_mirror=self._mirrored,
        )
        self._attempt = asyncio.create_task(attempt(job, means))

    def limit(self, rate: int | None) -> None:
        """How many bytes per second it may take; 0: no limit; None: as the settings say."""
        self._throttle.rate = self._settings.download_rate_limit if rate is None else rate

    def stop(self) -> None:
        """End it; what has arrived is kept. Only once: twice would cut short the keeping."""
        if not self._stopped:
            self._stopped = True
            self._attempt.cancel()

    async def run(self) -> None:
        """See it through to its outcome. Cancelled: to its end, without a word to the store."""
        try:
            await asyncio.wait([self._attempt])
        except asyncio.CancelledError:
            self.stop()
            await asyncio.wait([self._attempt])
            raise
        if self._attempt.cancelled():
            log.info("stopped", name=self.job.name, zone=self.job.zonename)
        await asyncio.gather(*self._told)
        if not await self._desk.persist(partial(self._end, tick=self.track.tick())):
            await self._clear_if_over()

    async def _clear_if_over(self) -> None:
        """Remove what it may have made after others removed all that was there before."""
        if await self._desk.persist(lambda session, _: work.is_over(session, self.job)):
            try:
                await asyncio.to_thread(destroy, self._place)
            except Problem as problem:  # with the ISO it is removed all the same
                log.trouble(problem)

    def _restarted(self, problem: Problem) -> None:
        log.trouble(problem, "restarted", name=self.job.name, zone=self.job.zonename)
        change = partial(work.restarted, job=self.job, problem=problem)
        self._told.add(asyncio.create_task(self._desk.persist(change)))

    def _found(self, stated: tuple[Evidence, ...]) -> None:
        log.info("evidence", name=self.job.name, zone=self.job.zonename, found=len(stated))
        change = partial(work.found, job=self.job, stated=stated)
        self._told.add(asyncio.create_task(self._desk.persist(change)))

    def _mirrored(self, asked: Address) -> None:
        mirror = redact(asked.url)
        log.info("mirrored", name=self.job.name, zone=self.job.zonename, mirror=mirror)
        change = partial(work.mirrored, job=self.job, mirror=mirror)
        self._told.add(asyncio.create_task(self._desk.persist(change)))

    def _end(self, session: Session, me: Process, tick: Tick) -> bool:
        outcome: Outcome = partial(work.release, claim=self.job)
        if not self._attempt.cancelled():
            outcome = self._attempt.result()
        work.progress(session, me, [replace(tick, received=kept(self._place))])
        return outcome(session, me)


async def remove_files(desk: Desk, chore: Chore, settings: Settings) -> None:
    """Do a chore.

    A cancelled ISO leaves a whole file, too, when it was cancelled in the moment it was placed.
    """
    outcome: Outcome
    try:
        await asyncio.to_thread(clear, former(settings, chore.spot, chore.aside))
    except Problem as problem:
        delay = retry.delay(chore.failures + 1, random.random)
        log.trouble(problem, "chore", seconds=round(delay))
        outcome = partial(work.chore_failed, chore=chore, problem=problem, delay=delay)
    else:
        done = work.discarded if chore.work is Work.DISCARD else work.destroyed
        outcome = partial(done, chore=chore)
    await desk.persist(outcome)
