"""The worker at work: looks for something to do, starts it, stops what is no longer wanted."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Coroutine, Iterable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Final

from kisotui.domain.failures import Problem
from kisotui.domain.states import Work
from kisotui.download.place import kept
from kisotui.settings import Settings
from kisotui.store import work
from kisotui.store.work import Chore, Job, Process
from kisotui.worker.desk import PAUSE, Desk
from kisotui.worker.job import place
from kisotui.worker.lookout import LeaseLost, Lookout, News
from kisotui.worker.running import Fetching, remove_files
from kisotui.worker.track import report

if TYPE_CHECKING:
    from kisotui.store.engine import Session

POLL: Final = 0.2  # seconds while something runs that may have to be stopped
LEISURE: Final = 0.5  # seconds while nothing does
CHORES: Final = 4  # at once
FAREWELL: Final = 20.0  # seconds for writing down how things stand when told to end


class Loop:
    """``idle``: seconds without anything to do after which it retires; None: never."""

    def __init__(self, desk: Desk, settings: Settings, *, idle: float | None) -> None:
        self._desk = desk
        self._settings = settings
        self._idle = idle
        self._fetching: set[Fetching] = set()
        self._chores = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._news = News(frozenset(), {})
        self._busy = time.monotonic()
        self._wake = asyncio.Event()
        self._ending = False

    def end(self) -> None:
        """Stop everything so that it can go on later, give back the lease, and end."""
        self._ending = True
        self._wake.set()

    async def run(self) -> None:
        """Work until told to end, or until there was nothing to do for long enough.

        Raises LeaseLost: another worker has taken over, and everything here was dropped.
        """
        lookout = await self._desk.call(lambda: Lookout(self._desk.store, self._desk.me))
        reporting = asyncio.create_task(report(self._desk, self._fetching))
        try:
            while not self._ending and not await self._retired():
                self._tidy(reporting)
                await self._nap(await self._turn(lookout))
            await self._farewell()
        finally:
            await _drop([reporting, *self._tasks])
            await self._desk.call(lookout.close)

    async def _turn(self, lookout: Lookout) -> float:
        """See what is new and act on it; the seconds until the next turn."""
        running = {each.job.iso: each.job.token for each in self._fetching}
        try:
            news = await self._desk.call(lambda: lookout.look(running))
            if news is not None:
                self._news = news
                self._stop(news.stopped)
            await self._take_on()
        except Problem:
            return PAUSE  # the desk has logged it; what runs goes on
        return POLL if self._tasks else LEISURE

    def _tidy(self, *others: asyncio.Task[None]) -> None:
        for task in [task for task in (*self._tasks, *others) if task.done()]:
            self._tasks.discard(task)
            task.result()  # a fault of ours ends the worker: the next one finds it all

    def _stop(self, isos: Iterable[str]) -> None:
        for fetching in self._fetching:
            if fetching.job.iso in isos:
                fetching.stop()

    async def _take_on(self) -> None:
        free = self._settings.downloads - len(self._fetching)
        if free > 0 and self._news.is_due(Work.FETCH):
            for job in await self._desk.write(partial(self._claim, limit=free)):
                fetching = Fetching(self._desk, job, self._settings)
                self._fetching.add(fetching)
                self._start(self._fetch(fetching))
        free = CHORES - self._chores
        if free > 0 and self._news.is_due(Work.DISCARD, Work.DESTROY):
            for chore in await self._desk.write(partial(self._claim_chores, limit=free)):
                self._chores += 1
                self._start(self._do(chore))

    def _claim(self, session: Session, me: Process, limit: int) -> list[Job]:
        _require_lease(session, me)
        return work.claim(
            session, me, limit, lambda zone, iso: kept(place(self._settings, zone, iso))
        )

    def _claim_chores(self, session: Session, me: Process, limit: int) -> list[Chore]:
        _require_lease(session, me)
        return work.claim_chores(session, me, limit)

    def _start(self, doing: Coroutine[None, None, None]) -> None:
        self._tasks.add(asyncio.create_task(doing))

    async def _fetch(self, fetching: Fetching) -> None:
        try:
            await fetching.run()
        finally:
            self._fetching.remove(fetching)
            self._wake.set()

    async def _do(self, chore: Chore) -> None:
        try:
            await remove_files(self._desk, chore, self._settings)
        finally:
            self._chores -= 1
            self._wake.set()

    async def _nap(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._wake.wait()
        self._wake.clear()

    async def _retired(self) -> bool:
        """Whether there was nothing to do for so long that the lease was given back."""
        now = time.monotonic()
        if self._tasks or self._news.owed:
            self._busy = now
        if self._idle is None or now - self._busy < self._idle:
            return False
        self._busy = now
        try:
            return await self._desk.write(work.retire)
        except Problem:
            return False

    async def _farewell(self) -> None:
        for fetching in self._fetching:
            fetching.stop()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=FAREWELL)
        self._tidy()
        with suppress(Problem):  # a process that is gone holds no lease
            await self._desk.write(work.leave)


def _require_lease(session: Session, me: Process) -> None:
    """Claiming needs the lease, and holds it on."""
    if not work.renew(session, me):
        raise LeaseLost


async def _drop(tasks: Iterable[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
