"""Reading stored ISOs again: which are due, which a worker takes, what became of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from kisotui.domain import checksums
from kisotui.domain.checksums import Checksum
from kisotui.domain.failures import Problem
from kisotui.domain.states import PROOFS, DownloadStatus, IsoState, Work
from kisotui.store import proofs, queueing, versions
from kisotui.store.tables import Iso, Version, Zone
from kisotui.store.work import leases, proof_reports, queue
from kisotui.store.work.claims import entered, take
from kisotui.store.work.clock import clock
from kisotui.store.work.jobs import Claim
from kisotui.store.work.outcomes import fail, finish, given_back
from kisotui.store.work.process import Process
from kisotui.store.work.queue import Bounds

LATER: Final = timedelta(hours=1)
"""Until one that could not be read is tried again by the clock."""
STORED: Final = (
    col(Iso.state) == IsoState.READY,
    col(Iso.status) == DownloadStatus.DOWNLOADED,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof(Claim):
    """A stored ISO to read again."""

    name: str
    """The version's."""
    zonename: str
    size: int
    digests: tuple[Checksum, ...]
    """What the whole file has to have, by each algorithm that it was digested by."""
    block: int = 0
    blocks: tuple[str, ...] = ()
    """SHA-256 of each block of so many bytes; none where it was never read whole."""
    start: int = 0
    """Bytes that were proven before the pass was cut off."""


def is_scrub_due(session: Session, *, every: timedelta, storage: str) -> bool:
    """Whether ``set_scrub`` would find one."""
    return session.exec(_due(every, storage, clock(session))).first() is not None


def set_scrub(session: Session, _me: Process, *, every: timedelta, storage: str) -> bool:
    """Have the ISO read again that was proven longest ago, if that is so long ago already.

    One after the other: nothing where one is under way on the storage.
    """
    iso_id = session.exec(_due(every, storage, clock(session))).first()
    iso = session.get(Iso, iso_id, with_for_update=True) if iso_id is not None else None
    if iso is None or iso.work != Work.NONE or not is_stored(iso):
        return False
    begin(iso, Work.SCRUB)
    versions.summarise(session, iso.version_id)
    return True


def _due(every: timedelta, storage: str, now: datetime) -> SelectOfScalar[str]:
    under_way = select(Iso.id).where(
        Iso.work == Work.SCRUB,
        Iso.storage == storage,
        or_(col(Iso.owner).is_not(None), col(Iso.due).is_(None)),
    )
    proven = col(Iso.proven)
    due = (proven <= now - every, Iso.storage == storage, Iso.work == Work.NONE)
    first = select(Iso.id).where(*STORED, *due, ~under_way.exists())
    return first.order_by(proven, col(Iso.id)).limit(1)


def is_stored(iso: Iso) -> bool:
    """Whether it lies here; hosts keep what they download directly."""
    return iso.state == IsoState.READY and iso.status == DownloadStatus.DOWNLOADED


def begin(iso: Iso, work: Work) -> None:
    """Have a stored ISO read again from its first byte."""
    iso.work, iso.due, iso.reread, iso.proven_to = work.value, None, 0, 0


def end(iso: Iso) -> None:
    """It is not to be read any further."""
    iso.work, iso.due, iso.reread, iso.proven_to = Work.NONE.value, None, 0, 0


def claim_proof(
    session: Session, me: Process, wanted: Collection[Work], *, storage: str
) -> Proof | None:
    """Take an ISO to read again. ``wanted``: of PROOFS; what a person asked for comes first."""
    asked = queue.values(storage, Bounds(0, 0), clock(session))
    for work in (each for each in PROOFS if each in wanted):
        for iso in take(session, me, queue.chores(work, 1), asked):
            job = _job(session, iso)
            iso.reread = iso.proven_to = job.start
            versions.summarise(session, iso.version_id)
            return job
    return None


def _job(session: Session, iso: Iso) -> Proof:
    known = proofs.of(session, iso.digest) if iso.digest else None
    if known is not None and known.size != iso.size:
        known = None
    digests = (checksums.parse(each) for each in (iso.digest, *iso.digests.split()))
    return Proof(
        iso=iso.id,
        token=iso.token,
        zone=iso.zone_id,
        failures=iso.failures,
        generation=iso.generation,
        name=session.get_one(Version, iso.version_id).name,
        zonename=session.get_one(Zone, iso.zone_id).name,
        size=iso.size or 0,
        digests=tuple(each for each in digests if each is not None),
        block=known.block if known is not None else 0,
        blocks=tuple(known.blocks) if known is not None else (),
        start=iso.proven_to if known is not None else 0,
    )


def wanted_proofs(session: Session, me: Process, held: Mapping[str, int]) -> dict[str, Work]:
    """Which of my ISOs (id to token) are still mine and to be read again, and for whom."""
    if not held:
        return {}
    mine = select(Iso.id, Iso.token, Iso.work).where(
        col(Iso.id).in_(held), col(Iso.work).in_(PROOFS), Iso.owner == me.owner
    )
    return {iso: Work(work) for iso, token, work in session.exec(mine) if held[iso] == token}


def reread(session: Session, me: Process, job: Proof, *, read: int, proven_to: int) -> None:
    """How far it is, in bytes; ``proven_to``: from where another worker may go on."""
    iso = session.get(Iso, job.iso)
    mine = iso is not None and (iso.owner, iso.token) == (me.owner, job.token)
    if iso is not None and mine and iso.work in PROOFS:
        iso.reread, iso.proven_to = read, proven_to
        versions.summarise(session, iso.version_id)


def proven(session: Session, me: Process, job: Proof, *, block: int, blocks: Sequence[str]) -> bool:
    """It is what it was. ``blocks``: the SHA-256 of each ``block`` bytes of it."""
    with given_back(session, me, job, *PROOFS) as iso:
        if iso is None:
            return False
        iso.proven = clock(session)
        end(iso)
        if iso.digest:  # an older release may have stored it without one
            proofs.keep(session, iso.digest, job.size, block, blocks)
        proof_reports.proven(session, iso)
        return True


def rotten(session: Session, me: Process, job: Proof, problem: Problem) -> bool:
    """It is not any more what it was, and fetched again if it came from a URL.

    Those that may share its file are verified next. ``problem``: ``bit-rot``.
    """
    with given_back(session, me, job, *PROOFS) as iso:
        if iso is None:
            return False
        for twin in session.exec(select(Iso).where(*_shares(iso))).all():
            leases.withdraw(twin)  # who is at it may be past what is rotten
            begin(twin, Work.VERIFY)
            versions.summarise(session, twin.version_id)
        changes = entered(iso, IsoState.FAILED)
        iso.status = DownloadStatus.DOWNLOAD_ERROR
        end(iso)
        finish(session, iso)
        fail(session, iso, problem, 0)
        proof_reports.rotten(session, iso, problem, changes)
        if session.get_one(Version, iso.version_id).url:
            path = iso.path
            queueing.anew(iso)
            changes = {"isostate": (IsoState.FAILED, iso.state)}
            proof_reports.refetched(session, iso, path, changes)
        return True


def not_read(session: Session, me: Process, job: Proof, problem: Problem) -> bool:
    """Whether it is what it was could not be seen, through no fault of the file.

    What a person asked for ends; what the clock asked for is tried again later.
    """
    with given_back(session, me, job, *PROOFS) as iso:
        if iso is None:
            return False
        if iso.work == Work.VERIFY:
            end(iso)
        else:
            iso.due = clock(session) + LATER
        proof_reports.not_read(session, iso, problem)
        return True


def _shares(iso: Iso) -> tuple[ColumnElement[bool], ...]:
    same = (col(Iso.digest) == iso.digest) & (col(Iso.digest) != "")
    alike = or_(same, col(Iso.version_id) == iso.version_id)
    at_rest = col(Iso.work).in_((Work.NONE, *PROOFS))
    return (*STORED, col(Iso.id) != iso.id, col(Iso.storage) == iso.storage, alike, at_rest)
