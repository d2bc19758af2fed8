"""One attempt at one ISO: what is done, and what becomes of it."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kisotui.domain import retry
from kisotui.domain.failures import Problem
from kisotui.download.copy import copy
from kisotui.download.fetch import fetch
from kisotui.download.model import Limits
from kisotui.download.place import kept
from kisotui.download.probe import probe
from kisotui.iso.volume import inspect
from kisotui.settings import Settings
from kisotui.store import work
from kisotui.store.work import Job, Process
from kisotui.worker import log
from kisotui.worker.track import Track

if TYPE_CHECKING:
    from kisotui.store.engine import Session

Outcome = Callable[["Session", Process], bool]
"""What is to be written about an attempt that came to its end."""


def place(settings: Settings, zone: str, iso: str) -> Path:
    """Where an ISO is kept: made of ids alone."""
    return settings.iso_dir / zone / f"{iso}.iso"


async def attempt(job: Job, target: Path, settings: Settings, track: Track) -> Outcome:
    """Fetch, copy or check the ISO, to its end or until it is cancelled."""
    log.info("started", name=job.name, zone=job.zonename, attempt=job.attempt)
    try:
        if job.direct:
            return await _check(job, settings)
        return await _store(job, target, settings, track)
    except Problem as problem:
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
    log.info("ready", name=job.name, zone=job.zonename, path=str(target))
    return partial(
        work.ready,
        job=job,
        size=fetched.size,
        digest=fetched.digest,
        verified=fetched.verified,
        path=str(fetched.path),
    )


def _limits(settings: Settings) -> Limits:
    return Limits(settings.connect_timeout, settings.stall_timeout)


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
