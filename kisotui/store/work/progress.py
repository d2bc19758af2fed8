"""How far the running downloads are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session, col, select, update

from kisotui.domain.failures import Problem
from kisotui.store import versions
from kisotui.store.tables import Iso
from kisotui.store.work import reports
from kisotui.store.work.jobs import Job
from kisotui.store.work.process import Process


@dataclass(frozen=True, slots=True)
class Tick:
    """How far one ISO is."""

    iso: str
    token: int
    size: int | None
    received: int
    rate: int
    rates: tuple[int, ...]
    connections: int


def progress(session: Session, me: Process, ticks: Iterable[Tick]) -> None:
    """Write down how far my ISOs are; those that have moved on are left alone."""
    told = [tick.iso for tick in ticks if _write(session, me, tick)]
    of_versions = select(Iso.version_id).where(col(Iso.id).in_(told)).distinct()
    for version_id in session.exec(of_versions).all():
        versions.summarise(session, version_id)


def _write(session: Session, me: Process, tick: Tick) -> bool:
    statement = (
        update(Iso)
        .where(col(Iso.id) == tick.iso, col(Iso.owner) == me.owner, col(Iso.token) == tick.token)
        .values(
            size=tick.size,
            received=tick.received,
            rate=tick.rate,
            rates=" ".join(map(str, tick.rates)),
            connections=tick.connections,
        )
    )
    return session.exec(statement).rowcount == 1


def mirrored(session: Session, me: Process, job: Job, mirror: str) -> bool:
    """A mirror is asked in place of the version's URL. ``mirror``: its own, redacted."""
    iso = session.get(Iso, job.iso)
    if iso is None or (iso.owner, iso.token) != (me.owner, job.token):
        return False
    reports.mirrored(session, iso, mirror)
    return True


def restarted(session: Session, me: Process, job: Job, problem: Problem) -> bool:
    """What an earlier attempt left is of no use, and the file is fetched from its first byte."""
    iso = session.get(Iso, job.iso)
    if iso is None or (iso.owner, iso.token) != (me.owner, job.token):
        return False
    iso.attempt_received = 0
    reports.restarted(session, iso, problem)
    return True
