"""Stored ISOs, read again by a worker: one at a time, and by the clock."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Coroutine, Mapping
from datetime import timedelta
from functools import partial
from typing import Final

from kisotui.domain.failures import Problem
from kisotui.domain.states import Work
from kisotui.download.throttle import Throttle
from kisotui.settings import Settings
from kisotui.store import work
from kisotui.worker.desk import Desk
from kisotui.worker.proving import Proving

_EVERY: Final = 20.0  # seconds between two looks at whether one is due
_SOON: Final = 0.5  # seconds until it is asked again what the directory is


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
