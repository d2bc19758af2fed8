"""Whether the URLs that hosts download from still answer, asked by the clock."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from functools import partial
from typing import Final

from kisotui.domain.failures import Problem
from kisotui.download.probe import probe
from kisotui.settings import Settings
from kisotui.store import work
from kisotui.store.work import Look
from kisotui.worker import log, terms
from kisotui.worker.desk import Desk

_EVERY: Final = 20.0  # seconds between two looks at whether one is due
_AT_ONCE: Final = 4
_PAUSES: Final = (2.0, 10.0)  # seconds before what can pass is tried again


async def look_by_the_clock(desk: Desk, settings: Settings) -> None:
    """Ask them, for ever; never where the setting is 0."""
    if not settings.recheck_every:
        return
    every = timedelta(hours=settings.recheck_every)
    while True:
        try:
            looks = await _due(desk, every)
            await asyncio.gather(*(_look(desk, settings, look) for look in looks))
        except Problem:
            looks = []  # the desk has logged it
        if len(looks) < _AT_ONCE:
            await asyncio.sleep(_EVERY)


async def _due(desk: Desk, every: timedelta) -> list[Look]:
    """Those to ask now. Who only looks writes nothing: others would look at what changed."""

    def is_due() -> bool:
        with desk.store.read() as session:
            return work.is_look_due(session, every=every)

    if not await desk.call(is_due):
        return []
    return await desk.write(partial(work.due_looks, every=every, limit=_AT_ONCE), durable=False)


async def _look(desk: Desk, settings: Settings, look: Look) -> None:
    problem = await _asked(settings, look)
    if await desk.persist(partial(work.looked, look=look, problem=problem)):
        if problem is None:
            log.info("answers", name=look.name, zone=look.zonename)
        else:
            log.trouble(problem, "silent", name=look.name, zone=look.zonename)


async def _asked(settings: Settings, look: Look) -> Problem | None:
    """What is wrong with it; None where it answers as it should."""
    limits, trust = terms.limits(settings), terms.trust(settings, look.zonename)
    for pause in (*_PAUSES, None):
        try:
            await probe(terms.mirrored(settings, look.address), limits=limits, trust=trust)
        except Problem as problem:
            if pause is None or not problem.failure.retry:
                return problem
            await asyncio.sleep(pause)
        else:
            return None
    raise AssertionError("the last pause is None")
