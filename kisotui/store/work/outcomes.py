"""What became of an ISO that a worker held.

Each of these gives the ISO back and says whether what happened was still wanted: a person may
have asked for something else in the meantime, which is then what is owed next.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta

from sqlmodel import Session

from kisotui.domain.checksums import Checksum
from kisotui.domain.contents import Contents
from kisotui.domain.evidence import Verdict, verdict
from kisotui.domain.failures import Problem
from kisotui.domain.states import DownloadStatus, IsoState, Work
from kisotui.store import proofs, versions
from kisotui.store.contents import forget, judge, problem_of
from kisotui.store.tables import Iso, Version
from kisotui.store.work import reports
from kisotui.store.work.claims import entered
from kisotui.store.work.clock import clock
from kisotui.store.work.jobs import Chore, Claim, Job
from kisotui.store.work.leases import let_go
from kisotui.store.work.process import Process
from kisotui.store.work.twins import Twin


def ready(
    session: Session,
    me: Process,
    job: Job,
    *,
    size: int,
    digests: Sequence[Checksum],
    verified: bool,
    path: str,
    contents: Contents,
    twin: Twin | None = None,
) -> bool:
    """The ISO was fetched, verified, placed and judged; also one that was paused a moment too late.

    With errors in it, it is failed, and lies where it is for a look, unless a person accepted just
    this one before. ``digests``: of the file, first the one that decides. ``twin``: whose file it
    shares; nothing was fetched then.
    """
    with given_back(session, me, job, Work.FETCH, Work.PAUSED) as iso:
        if iso is None:
            return False
        iso.size = iso.received = size
        iso.digest, iso.verified, iso.path = str(digests[0]), verified, path
        iso.digests = " ".join(map(str, digests[1:]))
        if twin is not None:
            iso.attempt_received, iso.rates = size, ""  # none of it came over a line
        iso.proven = clock(session)
        judge(session, iso, contents, iso.proven)
        for stated in job.evidence:
            if verdict(stated, digests) is Verdict.CONTRADICTS:
                reports.contradicted(session, iso, stated)
        problem = problem_of(contents)
        if problem is not None and iso.accepted != iso.digest:
            _end_failed(session, iso, problem, 0)
            return True
        changes = entered(iso, IsoState.READY)
        iso.status, iso.aside = DownloadStatus.DOWNLOADED, None
        finish(session, iso)
        reports.ready(session, iso, changes, twin)
        return True


def bypassed(session: Session, me: Process, job: Job, *, size: int | None) -> bool:
    """Hosts will download the ISO themselves, and its URL was found good."""
    with given_back(session, me, job, Work.FETCH, Work.PAUSED) as iso:
        if iso is None:
            return False
        changes = entered(iso, IsoState.READY)
        iso.status, iso.size, iso.aside = DownloadStatus.BYPASSED, size, None
        iso.url_asked, iso.url_failure, iso.url_failed_at = clock(session), None, None
        finish(session, iso)
        reports.bypassed(session, iso, changes)
        return True


def failed(session: Session, me: Process, job: Job, problem: Problem) -> bool:
    """It failed, and trying again by itself would not help."""
    with given_back(session, me, job, Work.FETCH, Work.PAUSED) as iso:
        if iso is None:
            return False
        _end_failed(session, iso, problem, job.failures + 1)
        return True


def retry_later(
    session: Session, me: Process, job: Job, problem: Problem, *, failures: int, delay: float
) -> bool:
    """It failed, and is tried again after ``delay`` seconds; ``failures``: in a row, with this."""
    with given_back(session, me, job, Work.FETCH) as iso:
        if iso is None:
            return False
        fail(session, iso, problem, failures)
        iso.due = clock(session) + timedelta(seconds=delay)
        reports.retry(session, iso, problem, delay)
        return True


def wait_for_room(
    session: Session, me: Process, job: Job, problem: Problem, *, delay: float
) -> bool:
    """The disk is full, which is no failure of the attempt: it goes on when there is room.

    ``problem``: ``no-space``, with the ``size`` of the whole file in its values; see ``room``.
    ``delay``: seconds until that is looked at for the first time.
    """
    with given_back(session, me, job, Work.FETCH) as iso:
        if iso is None:
            return False
        fail(session, iso, problem, job.failures)
        iso.due = clock(session) + timedelta(seconds=delay)
        reports.no_room(session, iso, problem)
        return True


def release(session: Session, me: Process, claim: Claim) -> bool:
    """Not finished, and nobody's fault: the worker ends, or a person wants something else."""
    with given_back(session, me, claim, *Work) as iso:
        if iso is None:
            return False
        if iso.work == Work.FETCH:
            reports.released(session, iso)
        return True


def discarded(session: Session, me: Process, chore: Chore) -> bool:
    """What had arrived of a cancelled ISO is gone."""
    with given_back(session, me, chore, Work.DISCARD) as iso:
        if iso is None:
            return False
        iso.size, iso.received, iso.rates, iso.failures, iso.storage = None, 0, "", 0, ""
        iso.work = Work.NONE
        reports.discarded(session, iso)
        return True


def destroyed(session: Session, me: Process, chore: Chore) -> bool:
    """Nothing is left of the ISO; with its last one a version is removed.

    Of a version that is still there in other zones, it is no longer one of the ISOs.
    """
    with given_back(session, me, chore, Work.DESTROY) as iso:
        if iso is None:
            return False
        changes = entered(iso, IsoState.DESTROYED)
        iso.path, iso.received, iso.storage = "", 0, ""
        finish(session, iso)
        forget(session, iso.digest)
        proofs.forget(session, iso.digest)
        reports.destroyed(session, iso, changes)
        left = {each.state for each, _ in versions.isos(session, iso.version_id)}
        if left == {IsoState.DESTROYED}:
            version = session.get_one(Version, iso.version_id)
            version.removed = clock(session)
            reports.removed(session, iso, version, changes)
        elif not left <= {IsoState.DESTROYED, IsoState.DESTROYING}:
            session.delete(iso)
        return True


def is_over(session: Session, claim: Claim) -> bool:
    """Whether a person wanted dropped, since the claim, what there was of the ISO."""
    iso = session.get(Iso, claim.iso)
    return iso is None or iso.generation > claim.generation


def chore_failed(
    session: Session, me: Process, chore: Chore, problem: Problem, *, delay: float
) -> bool:
    """The files could not be removed; that is tried again after ``delay`` seconds."""
    with given_back(session, me, chore, Work.DISCARD, Work.DESTROY) as iso:
        if iso is None:
            return False
        iso.failures = chore.failures + 1
        iso.due = clock(session) + timedelta(seconds=delay)
        reports.chore_failed(session, iso, problem, delay)
        return True


@contextmanager
def given_back(session: Session, me: Process, claim: Claim, *wanted: Work) -> Iterator[Iso | None]:
    """The claimed ISO, held no longer; None when it is not mine, or something else is owed it."""
    iso = session.get(Iso, claim.iso)
    if iso is None or (iso.owner, iso.token) != (me.owner, claim.token):
        yield None
        return
    version_id = iso.version_id
    let_go(iso)
    yield iso if iso.work in wanted else None
    versions.summarise(session, version_id)


def _end_failed(session: Session, iso: Iso, problem: Problem, failures: int) -> None:
    changes = entered(iso, IsoState.FAILED)
    iso.status = DownloadStatus.DOWNLOAD_ERROR
    finish(session, iso)
    fail(session, iso, problem, failures)
    reports.failed(session, iso, problem, changes)


def finish(session: Session, iso: Iso) -> None:
    iso.work, iso.due, iso.finished = Work.NONE, None, clock(session)
    iso.failures, iso.failure, iso.failure_values, iso.failed_at = 0, None, {}, None


def fail(session: Session, iso: Iso, problem: Problem, failures: int) -> None:
    iso.failures, iso.failed_at = failures, clock(session)
    iso.failure, iso.failure_values = problem.code, reports.plain(problem.values)
