"""How far an ISO is, noted by its download and told to the store twice a second."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable
from functools import partial
from typing import Final, Protocol

from kisotui.domain.failures import Problem
from kisotui.domain.progress import RateMeter
from kisotui.store import work
from kisotui.store.work import Job, Tick
from kisotui.worker.desk import Desk

INTERVAL: Final = 0.5  # seconds


class Track:
    """How far one ISO is."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._received = job.received
        self._size = job.size
        self._meter: RateMeter | None = None
        self._connections = 0

    def note(self, received: int, size: int | None) -> None:
        """What the download tells, often and from any thread."""
        self._received, self._size = received, size

    def connected(self, connections: int) -> None:
        """Over how many connections it is being fetched."""
        self._connections = connections

    def tick(self) -> Tick:
        received, now = self._received, time.monotonic()
        if self._meter is None:
            self._meter = RateMeter(received, now)
        self._meter.update(received, now)
        return Tick(
            iso=self._job.iso,
            token=self._job.token,
            size=self._size,
            received=received,
            rate=self._meter.rate,
            rates=self._meter.history,
            connections=self._connections,
        )


class Tracked(Protocol):
    """Something that is being fetched."""

    @property
    def track(self) -> Track: ...


async def report(desk: Desk, running: Iterable[Tracked]) -> None:
    """Tell the store how far all of them are, for ever, in one transaction a time."""
    told: dict[str, Tick] = {}
    while True:
        await asyncio.sleep(INTERVAL)
        ticks = {tick.iso: tick for tick in (each.track.tick() for each in running)}
        news = [tick for tick in ticks.values() if told.get(tick.iso) != tick]
        if not news:
            continue
        try:
            await desk.write(partial(work.progress, ticks=news), durable=False)
        except Problem:
            continue  # the desk has logged it; the next time is soon
        told = ticks
