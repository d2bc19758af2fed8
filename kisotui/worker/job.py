"""One attempt at one ISO: what is done, and what becomes of it."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kisotui.domain import retry
from kisotui.domain.failures import NO_SPACE, Problem
from kisotui.download.copy import copy
from kisotui.download.fetch import fetch
from kisotui.download.model import Fetched, Limits
from kisotui.download.place import kept
from kisotui.download.probe import probe
from kisotui.download.twins import Twin, link
from kisotui.iso.volume import inspect
from kisotui.settings import Settings
from kisotui.store import work
from kisotui.store.work import Job, Process, Tick
from kisotui.worker import log
from kisotui.worker.room import Room
from kisotui.worker.track import Track

if TYPE_CHECKING:
    from kisotui.store.engine import Session

UNSEEN: Final = 60.0  # seconds until the next attempt where the disk seems to have room: a quota

Outcome = Callable[["Session", Process], bool]
"""What is to be written about an attempt that came to its end."""


def place(settings: Settings, zone: str, iso: str) -> Path:
    """Where an ISO is kept: made of ids alone."""
    return settings.iso_dir / zone / f"{iso}.iso"


async def attempt(job: Job, target: Path, settings: Settings, track: Track, room: Room) -> Outcome:
    """Fetch, copy or check the ISO, to its end or until it is cancelled."""
    log.info("started", name=job.name, zone=job.zonename, attempt=job.attempt)
    try:
        if job.direct:
            return await _check(job, settings)
        return await _store(job, target, settings, track)
    except Problem as problem:
        if problem.code == NO_SPACE:
            return await asyncio.to_thread(when_there_is_room, problem, job, room, track.tick())
        # Of what arrived only that counts which the next attempt can go on from.
        safe = await asyncio.to_thread(kept, target)
        return after(problem, job, progressed=safe > job.received)
    except Exception as error:  # a fault of ours must not take the other downloads along
        log.unexpected(error)
        kind, where = type(error).__name__, str(log.path(settings))
        return after(Problem("unexpected", kind=kind, log=where), job, progressed=False)


async def _check(job: Job, settings: Settings) -> Outcome:
    probed = await probe(job.address, limits=_limits(settings))
    log.info("bypassed", name=job.name, zone=job.zonename)
    return partial(work.bypassed, job=job, size=probed.size)


async def _store(job: Job, target: Path, settings: Settings, track: Track) -> Outcome:
    if (shared := await _share(job, target, settings)) is not None:
        return shared
    if job.file:
        fetched = await copy(
            Path(job.file),
            place=target,
            check=inspect,
            checksum=job.checksum,
            on_progress=track.note,
        )
    else:
        fetched = await fetch(
            job.address,
            place=target,
            check=inspect,
            checksum=job.checksum,
            limits=_limits(settings),
            on_progress=track.note,
        )
    return _ready(job, fetched)


async def _share(job: Job, target: Path, settings: Settings) -> Outcome | None:
    """Take the file of an ISO that is the same; None where there is none that proves to be."""
    twins = {Twin(place(settings, each.zone, each.iso), each.digest): each for each in job.twins}
    found = await link(list(twins), place=target, check=inspect, checksum=job.checksum)
    if found is None:
        return None
    file, fetched = found
    return _ready(job, fetched, twins[file])


def _ready(job: Job, fetched: Fetched, twin: work.Twin | None = None) -> Outcome:
    log.info("ready", name=job.name, zone=job.zonename, path=str(fetched.path))
    if twin is not None:
        log.info("shared", name=job.name, zone=job.zonename, twin=twin.name, twinzone=twin.zonename)
    return partial(
        work.ready,
        job=job,
        size=fetched.size,
        digest=fetched.digest,
        verified=fetched.verified,
        path=str(fetched.path),
        twin=twin,
    )


def _limits(settings: Settings) -> Limits:
    return Limits(settings.connect_timeout, settings.stall_timeout)


def when_there_is_room(problem: Problem, job: Job, room: Room, tick: Tick) -> Outcome:
    """What follows a full disk: the same attempt again, as soon as the file fits. Blocking."""
    size = tick.size or tick.received  # it has more than what had come when the disk was full
    is_seen = room.lacking(job.zone, job.iso, size) is not None
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
