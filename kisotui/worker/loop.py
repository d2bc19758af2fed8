"""The worker at work: looks for something to do, starts it, stops what is no longer wanted."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Container, Coroutine, Iterable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from kisotui.domain.failures import Problem
from kisotui.download.place import kept
from kisotui.download.throttle import Throttle
from kisotui.settings import Settings
from kisotui.store import work
from kisotui.store.work import Chore, Job, Owed, Process
from kisotui.worker.desk import PAUSE, Desk
from kisotui.worker.errands import Errands
from kisotui.worker.inspected import sweep
from kisotui.worker.judging import Bench
from kisotui.worker.lookout import Lookout, News
from kisotui.worker.looks import look_by_the_clock
from kisotui.worker.places import place
from kisotui.worker.proofs import Proofs, scrub_by_the_clock
from kisotui.worker.room import Room
from kisotui.worker.running import Fetching, remove_files
from kisotui.worker.track import report

if TYPE_CHECKING:
    from kisotui.store.engine import Session

POLL: Final = {"sqlite": 0.1, "postgresql": 0.2}
"""Seconds until the store is asked whether it changed: microseconds where it is a file."""
CHORES: Final = 4  # at once
FAREWELL: Final = 20.0  # seconds for writing down how things stand when told to end
NOTHING: Final = Owed(fetch=False, chores=False, due=None)


class Loop:
    """``idle``: seconds without anything to do after which it retires; None: never."""

    def __init__(self, desk: Desk, settings: Settings, *, idle: float | None) -> None:
        self._desk = desk
        self._settings = settings
        self._idle = idle
        self._fetching: set[Fetching] = set()
        self._chores: set[Chore] = set()
        self._bench = Bench()
        self._errands = Errands(desk, settings, self._bench)
        self._proofs = Proofs(desk, settings)
        self._tasks: set[asyncio.Task[None]] = set()
        self._news = News({}, NOTHING, True, 0, (), (), {})
        self._room = Room(partial(place, settings))
        self._total = Throttle(settings.rate_limit)
        self._busy = time.monotonic()
        self._wake = asyncio.Event()
        self._ending = False
        self._poll = POLL[desk.store.dialect]

    def end(self) -> None:
        """Stop everything so that it can go on later, leave the store, and end."""
        self._ending = True
        self._wake.set()

    async def run(self) -> None:
        """Work until told to end, or until there was nothing to do for long enough.

        Raises Problem: ``store-newer``, once a newer program has migrated the store.
        """
        desk = self._desk
        await sweep(desk, self._settings)
        lookout = await desk.call(lambda: Lookout(desk.store, desk.me, self._settings))
        always = [
            asyncio.create_task(report(desk, self._fetching)),
            asyncio.create_task(look_by_the_clock(desk, self._settings)),
            asyncio.create_task(scrub_by_the_clock(desk, self._settings, lambda: lookout.storage)),
        ]
        try:
            while not self._ending and not await self._retired(lookout):
                self._tidy(*always)
                await self._nap(await self._turn(lookout))
            await self._farewell(lookout)
        finally:
            await _drop([*always, *self._tasks])
            await desk.call(lookout.close)

    async def _turn(self, lookout: Lookout) -> float:
        """See what is new and act on it; the seconds until the next turn.

        Raises Problem: ``store-newer``.
        """
        try:
            await self._look(lookout)
            await self._take_on(lookout)
        except Problem:
            if self._desk.outdated is None:
                return PAUSE  # the desk has logged it; what runs goes on
        if self._desk.outdated is not None:
            raise self._desk.outdated  # what runs ends, and the store is not told
        return self._poll

    async def _look(self, lookout: Lookout) -> None:
        fetching = {each.job.iso: each.job.token for each in self._fetching}
        held = fetching | {chore.iso: chore.token for chore in self._chores} | self._proofs.held
        errands = self._errands.held
        news = await self._desk.call(lambda: lookout.look(fetching, held, errands))
        if news is not None:
            self._news = news
            self._heed(news, fetching)
            self._errands.heed(errands, news.errands)
            self._proofs.heed(held, news.proofs, busy=self._is_busy)

    def _tidy(self, *others: asyncio.Task[None]) -> None:
        for task in [task for task in (*self._tasks, *others) if task.done()]:
            self._tasks.discard(task)
            task.result()  # a fault of ours ends the worker: the next one finds it all

    def _heed(self, news: News, looked_at: Container[str]) -> None:
        """Stop what is no longer to be fetched or no longer mine; let the rest be as fast as it
        may be."""
        self._room.note(news.running)
        self._total.rate = news.rate
        for fetching in self._fetching:
            iso = fetching.job.iso
            if iso in news.wanted:
                fetching.limit(news.wanted[iso])
            elif iso in looked_at:
                fetching.stop()

    async def _take_on(self, lookout: Lookout) -> None:
        owed, self._news = self._news.owed, replace(self._news, owed=NOTHING)
        free = self._settings.downloads - len(self._fetching)
        if owed.fetch and free > 0:
            for job in await self._desk.write(partial(self._claim, lookout=lookout, limit=free)):
                fetching = self._fetching_of(job)
                self._fetching.add(fetching)
                self._start(self._fetch(fetching))
        free = CHORES - len(self._chores)
        if owed.chores and free > 0:
            found = partial(work.claim_chores, limit=free, storage=lookout.storage)
            for chore in await self._desk.write(found):
                self._chores.add(chore)
                self._start(self._do(chore))
        proof = await self._proofs.take(owed.proofs, lookout.storage, busy=self._is_busy)
        if proof is not None:
            self._start(proof)
        while owed.errands and (errand := await self._errands.take(lookout.storage)):
            self._start(errand)

    @property
    def _is_busy(self) -> bool:
        """Whether something is being fetched to the storage, by any worker."""
        return bool(self._fetching or self._news.running)

    def _claim(self, session: Session, me: Process, lookout: Lookout, limit: int) -> list[Job]:
        self._room.note(work.running(session, lookout.storage))
        work.look_for_room(session, lookout.storage, self._room.lacking)
        return work.claim(
            session,
            me,
            limit,
            storage=lookout.storage,
            bounds=lookout.bounds,
            kept=lambda spot: kept(place(self._settings, spot)),
            without=[each.job.iso for each in self._fetching],
        )

    def _fetching_of(self, job: Job) -> Fetching:
        return Fetching(
            self._desk, job, self._settings, self._room, total=self._total, bench=self._bench
        )

    def _start(self, doing: Coroutine[None, None, None]) -> None:
        self._tasks.add(asyncio.create_task(self._then_look(doing)))

    async def _then_look(self, doing: Coroutine[None, None, None]) -> None:
        try:
            await doing
        finally:
            self._wake.set()

    async def _fetch(self, fetching: Fetching) -> None:
        try:
            await fetching.run()
        finally:
            self._fetching.remove(fetching)

    async def _do(self, chore: Chore) -> None:
        try:
            await remove_files(self._desk, chore, self._settings)
        finally:
            self._chores.remove(chore)

    async def _nap(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._wake.wait()
        self._wake.clear()

    async def _retired(self, lookout: Lookout) -> bool:
        """Whether there was nothing to do for so long that it has left."""
        now = time.monotonic()
        if self._tasks or self._news.is_owed:
            self._busy = now
        if self._idle is None or now - self._busy < self._idle:
            return False
        self._busy = now
        try:
            return await self._desk.write(partial(work.retire, storage=lookout.storage))
        except Problem:
            return False

    async def _farewell(self, lookout: Lookout) -> None:
        """Let go of everything; until then it is ours."""
        self._errands.stop()
        self._proofs.stop()
        for fetching in self._fetching:
            fetching.stop()
        patience = time.monotonic() + FAREWELL
        while self._tasks and time.monotonic() < patience:
            await asyncio.wait(self._tasks, timeout=self._poll)
            self._tidy()
            with suppress(Problem):
                await self._look(lookout)
        with suppress(Problem):  # a process that is gone holds nothing
            await self._desk.write(work.leave)


async def _drop(tasks: Iterable[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
