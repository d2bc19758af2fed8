"""Checksums that a worker has found of an ISO that it is about to fetch."""

from __future__ import annotations

from collections.abc import Iterable

from sqlmodel import Session

from kisotui.domain.evidence import Evidence
from kisotui.store import evidence, versions
from kisotui.store.tables import Iso
from kisotui.store.work import reports
from kisotui.store.work.jobs import Job
from kisotui.store.work.process import Process


def found(session: Session, me: Process, job: Job, stated: Iterable[Evidence]) -> None:
    """Note them for the version, if the ISO is still mine."""
    iso = session.get(Iso, job.iso)
    if iso is None or (iso.owner, iso.token) != (me.owner, job.token):
        return
    for each in evidence.add(session, iso.version_id, stated):
        reports.found(session, iso, each)
    versions.summarise(session, iso.version_id)
