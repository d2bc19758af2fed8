"""Errands at a worker: which handler does which, and how one is seen through to its end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Container, Coroutine, Mapping
from functools import partial
from typing import Final

from kisotui.domain.errands import ErrandKind
from kisotui.domain.failures import Problem
from kisotui.settings import Settings
from kisotui.store import work
from kisotui.store.work import ErrandJob
from kisotui.worker import log
from kisotui.worker.desk import Desk
from kisotui.worker.errand import Handler, Means, Report
from kisotui.worker.errand_export import write as export
from kisotui.worker.errand_inspect import inspect
from kisotui.worker.errand_preflight import preflight
from kisotui.worker.errand_refresh import refresh
from kisotui.worker.judging import Bench
from kisotui.worker.reported import Reported

AT_ONCE: Final = 2  # of each kind, so that long ones keep nobody from asking a server
INTERVAL: Final = 0.25  # seconds between two reports

HANDLERS: Final[Mapping[ErrandKind, Handler]] = {
    ErrandKind.INSPECT: inspect,
    ErrandKind.PREFLIGHT: preflight,
    ErrandKind.REFRESH: refresh,
    ErrandKind.EXPORT: export,
}


class Running:
    """An errand that a worker has in hand."""

    def __init__(self, desk: Desk, job: ErrandJob, settings: Settings, bench: Bench) -> None:
        self.job = job
        self._desk = desk
        self._report: Report = {}
        self._doing = Reported(
            desk,
            _do(job, Means(settings, desk, self._note, bench)),
            far=lambda: self._report,
            say=lambda report: partial(work.report_errand, job=job, report=report),
            every=INTERVAL,
        )

    def stop(self) -> None:
        """End it; if somebody waits for it still, another worker does it."""
        self._doing.stop()

    async def run(self) -> None:
        """See it through to its end. Cancelled: without a word to the store."""
        await self._desk.persist(self._end(await self._doing.ended()))

    def _note(self, report: Report) -> None:
        self._report = report

    def _end(self, ended: asyncio.Task[Report]) -> Callable[..., bool]:
        """What is to be written about it."""
        if ended.cancelled():
            return partial(work.release_errand, job=self.job)
        report, problem = self._report, None
        try:
            report = ended.result()
        except Problem as found:
            problem = found
        return partial(work.end_errand, job=self.job, report=report, problem=problem)


class Errands:
    """All that a worker has in hand."""

    def __init__(self, desk: Desk, settings: Settings, bench: Bench) -> None:
        self._desk = desk
        self._settings = settings
        self._bench = bench
        self._running: set[Running] = set()

    @property
    def held(self) -> dict[str, int]:
        """Id to token."""
        return {each.job.id: each.job.token for each in self._running}

    async def take(self, storage: str) -> Coroutine[None, None, None] | None:
        """Claim one; what sees it through. None where there is none, or no hand is free."""
        kinds = [each.job.kind for each in self._running]
        free = [kind for kind in HANDLERS if kinds.count(kind) < AT_ONCE]
        claim = partial(work.claim_errand, kinds=free, storage=storage)
        job = await self._desk.write(claim) if free else None
        if job is None:
            return None
        errand = Running(self._desk, job, self._settings, self._bench)
        self._running.add(errand)
        return self._see_to(errand)

    def heed(self, held: Container[str], wanted: Container[str]) -> None:
        """Stop those that were held when it was looked at, and that nobody wants."""
        for each in self._running:
            if each.job.id in held and each.job.id not in wanted:
                each.stop()

    def stop(self) -> None:
        for each in self._running:
            each.stop()

    async def _see_to(self, errand: Running) -> None:
        try:
            await errand.run()
        finally:
            self._running.remove(errand)


async def _do(job: ErrandJob, means: Means) -> Report:
    log.info("errand", errand=job.kind.value)
    try:
        return await HANDLERS[job.kind](job, means)
    except Problem as problem:
        log.trouble(problem, "errand-failed", errand=job.kind.value)
        raise
    except Exception as error:  # a fault of ours must not take the downloads along
        log.unexpected(error)
        where = str(log.path(means.settings))
        raise Problem("unexpected", kind=type(error).__name__, log=where) from None
