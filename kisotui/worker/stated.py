"""What the digest of an ISO has to be, as a worker finds it out and holds the file to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kisotui.domain.evidence import Evidence, Origin
from kisotui.domain.failures import Problem
from kisotui.download import beside
from kisotui.download.model import Wanted
from kisotui.settings import Settings
from kisotui.store.work import Job
from kisotui.worker import terms

OnFound = Callable[[tuple[Evidence, ...]], None]
"""Told what lies beside an ISO of whose digest nothing was known."""


async def looked_up(job: Job, settings: Settings, on_found: OnFound) -> Job:
    """The job with what lies beside its ISO, where nobody has said anything of the digest yet."""
    if job.evidence or job.file:
        return job
    limits, trust = terms.limits(settings), terms.trust(settings, job.zonename)
    found = await beside.find(job.address, limits=limits, trust=trust)
    if found:
        on_found(found)
    return replace(job, evidence=found)


def wanted(job: Job) -> Wanted:
    """The strongest decides; by the algorithms of the others the file is digested in passing."""
    return Wanted(job.checksum, tuple(each.checksum.algorithm for each in job.evidence[1:]))


def blamed(problem: Problem, job: Job) -> Problem:
    """A wrong checksum that nobody gave may be wrong itself: then it matters where it is from."""
    if problem.code != "checksum" or job.evidence[0].origin is Origin.GIVEN:
        return problem
    stated = job.evidence[0]
    return Problem(
        "checksum-found",
        algorithm=stated.checksum.algorithm,
        found=problem.values["found"],
        expected=stated.checksum.digest,
        source=stated.source,
    )
