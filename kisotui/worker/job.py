"""One attempt at one ISO: what is done, and what becomes of it."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kisotui.domain import retry
from kisotui.domain.contents import Severity
from kisotui.domain.failures import NO_SPACE, Problem
from kisotui.domain.urls import Address
from kisotui.download.copy import copy
from kisotui.download.fetch import fetch
from kisotui.download.model import Fetched, OnRestart
from kisotui.download.place import kept
from kisotui.download.probe import probe
from kisotui.download.throttle import Throttle
from kisotui.download.twins import Twin, link
from kisotui.iso.judge import Expected
from kisotui.iso.volume import inspect
from kisotui.settings import Settings
from kisotui.store import work
from kisotui.store.work import Job, Process, Tick
from kisotui.worker import log, terms
from kisotui.worker.judging import Bench
from kisotui.worker.places import clear, former, place
from kisotui.worker.room import Room
from kisotui.worker.stated import OnFound, blamed, looked_up, wanted
from kisotui.worker.track import Track

if TYPE_CHECKING:
    from kisotui.store.engine import Session

UNSEEN: Final = 60.0  # seconds until the next attempt where the disk seems to have room: a quota

OnMirror = Callable[[Address], None]
"""Told which address is asked in place of the version's own."""
Outcome = Callable[["Session", Process], bool]
"""What is to be written about an attempt that came to its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What an attempt works with."""

    settings: Settings
    target: Path
    """The place of the ISO."""
    track: Track
    room: Room
    throttle: Throttle
    bench: Bench
    on_restart: OnRestart
    on_found: OnFound
    on_mirror: OnMirror


async def attempt(job: Job, means: Means) -> Outcome:
    """Fetch, copy or check the ISO, to its end or until it is cancelled."""
    log.info("started", name=job.name, zone=job.zonename, attempt=job.attempt)
    try:
        kept_aside = None if job.direct else job.aside
        await asyncio.to_thread(clear, former(means.settings, job.spot, kept_aside))
        if job.direct:
            return await _check(_mirrored(job, means), means.settings)
        if (shared := await _share(job, means)) is not None:
            return shared
        job = _mirrored(job, means)
        job = await looked_up(job, means.settings, means.on_found)
        return await _store(job, means)
    except Problem as problem:
        if problem.code == NO_SPACE:
            tick = means.track.tick()
            if tick.size:  # the source has it still
                await asyncio.to_thread(_drop_damaged, job, means.settings)
            return await asyncio.to_thread(when_there_is_room, problem, job, means.room, tick)
        # Of what arrived only that counts which the next attempt can go on from.
        safe = await asyncio.to_thread(kept, means.target)
        return after(blamed(problem, job), job, progressed=safe > job.received)
    except Exception as error:  # a fault of ours must not take the other downloads along
        log.unexpected(error)
        kind, where = type(error).__name__, str(log.path(means.settings))
        return after(Problem("unexpected", kind=kind, log=where), job, progressed=False)


def _mirrored(job: Job, means: Means) -> Job:
    """The job with the address that is asked; whoever's that is, is told."""
    asked = terms.mirrored(means.settings, job.address)
    if asked != job.address:
        means.on_mirror(asked)
    return replace(job, address=asked)


async def _check(job: Job, settings: Settings) -> Outcome:
    trust = terms.trust(settings, job.zonename)
    probed = await probe(job.address, limits=terms.limits(settings), trust=trust)
    log.info("bypassed", name=job.name, zone=job.zonename)
    return partial(work.bypassed, job=job, size=probed.size)


async def _store(job: Job, means: Means) -> Outcome:
    promised = partial(means.room.promised, job.iso)
    if job.file:
        fetched = await copy(
            Path(job.file),
            place=means.target,
            check=inspect,
            wanted=wanted(job),
            on_progress=means.track.note,
            promised=promised,
        )
    else:
        fetched = await fetch(
            job.address,
            place=means.target,
            check=inspect,
            wanted=wanted(job),
            limits=terms.limits(means.settings),
            trust=terms.trust(means.settings, job.zonename),
            throttle=means.throttle,
            on_progress=means.track.note,
            on_connections=means.track.connected,
            on_restart=means.on_restart,
            promised=promised,
        )
    return await _judged(job, means, fetched)


async def _share(job: Job, means: Means) -> Outcome | None:
    """Take the file of an ISO that is the same; None where there is none that proves to be."""
    settings = means.settings
    twins = {Twin(place(settings, each.spot), each.digest): each for each in job.twins}
    found = await link(list(twins), place=means.target, check=inspect, wanted=wanted(job))
    if found is None:
        return None
    file, fetched = found
    return await _judged(job, means, fetched, twins[file])


async def _judged(
    job: Job, means: Means, fetched: Fetched, twin: work.Twin | None = None
) -> Outcome:
    """What is in the file decides. It was looked into already where a twin has it."""
    named = {"name": job.name, "zone": job.zonename}
    means.track.note(fetched.size, fetched.size)
    if twin is not None:
        log.info("shared", **named, twin=twin.name, twinzone=twin.zonename)
    if twin is not None and twin.found is not None:
        contents = twin.found.contents
    else:
        contents = await means.bench.judge(fetched.path, Expected(job.semanticversion, job.arch))
    log.info("judged", **named, path=str(fetched.path), worst=contents.worst or "none")
    if contents.worst is not Severity.ERROR:
        await asyncio.to_thread(_drop_damaged, job, means.settings)
    return partial(
        work.ready,
        job=job,
        size=fetched.size,
        digests=fetched.digests,
        verified=fetched.verified,
        path=str(fetched.path),
        contents=contents,
        twin=twin,
    )


def _drop_damaged(job: Job, settings: Settings) -> None:
    """Nothing is lost with it any more. Blocking."""
    if job.aside is None:
        return
    try:
        clear(former(settings, job.spot))
    except Problem as problem:  # with the ISO it is removed all the same
        log.trouble(problem)


def when_there_is_room(problem: Problem, job: Job, room: Room, tick: Tick) -> Outcome:
    """What follows a full disk: the same attempt again, as soon as the file fits. Blocking."""
    size = tick.size or tick.received  # it has more than what had come when the disk was full
    is_seen = room.lacking(job.spot, size) is not None
    problem.values["size"] = size
    log.trouble(problem, "no-room", name=job.name, zone=job.zonename)
    delay = work.LOOK_AGAIN if is_seen else UNSEEN
    return partial(work.wait_for_room, job=job, problem=problem, delay=delay)


def after(problem: Problem, job: Job, *, progressed: bool) -> Outcome:
    """What follows a failure: another attempt, or the end."""
    failures = 1 if progressed else job.failures + 1
    named = {"name": job.name, "zone": job.zonename}
    if not problem.failure.retry or retry.is_over(failures):
        log.failure(problem, "failed", **named)
        return partial(work.failed, job=job, problem=problem)
    asked = problem.values.get("retry_after")
    delay = retry.delay(failures, random.random, asked if isinstance(asked, float) else None)
    log.trouble(problem, "retry", **named, seconds=round(delay))
    return partial(work.retry_later, job=job, problem=problem, failures=failures, delay=delay)
