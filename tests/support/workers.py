"""Workers as the tests of the store play them: what they claim, and what is told of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from sqlmodel import col, select

from kisotui.domain.checksums import Checksum
from kisotui.domain.contents import Contents, Glance
from kisotui.domain.detail_views import Event, EventQuery
from kisotui.store import events, work
from kisotui.store.engine import Store
from kisotui.store.tables import Iso, Worker

DIGEST: Final = Checksum("SHA-256", "ab" * 32)
SOUND: Final = Contents(Glance(), 7)
PLENTY: Final = work.Bounds(downloads=1000, zone_downloads=0)


def another() -> work.Process:
    """A worker elsewhere, which this machine cannot look at."""
    return replace(work.this_process(), host="elsewhere", born="elsewhere/1")


def enter(store: Store, me: work.Process, storage: str = "here") -> work.Process:
    """Let it be one of the store's workers."""
    with store.write() as session:
        work.enter(session, me)
        work.renew(session, me, storage, {})
    return me


def placed(digest: Checksum = DIGEST, **more: Any) -> dict[str, Any]:
    """What an attempt tells of a file that it put in its place."""
    told = {"size": 7, "digests": (digest,), "verified": True, "path": "/x", "contents": SOUND}
    return told | more


def claim(
    store: Store,
    me: work.Process,
    limit: int = 3,
    *,
    kept: int = 0,
    storage: str = "here",
    bounds: work.Bounds = PLENTY,
    without: Collection[str] = (),
) -> list[work.Job]:
    with store.write() as session:
        return work.claim(
            session,
            me,
            limit,
            storage=storage,
            bounds=bounds,
            kept=lambda spot: kept,
            without=without,
        )


def claim_chores(store: Store, me: work.Process, storage: str = "here") -> list[work.Chore]:
    with store.write() as session:
        return work.claim_chores(session, me, 3, storage=storage)


def renew(store: Store, me: work.Process, *jobs: work.Claim, storage: str = "here") -> None:
    with store.write(durable=False) as session:
        work.renew(session, me, storage, {job.iso: job.token for job in jobs})


def wanted(store: Store, me: work.Process, *jobs: work.Claim) -> set[str]:
    """Which of the worker's ISOs are still its own, and to be fetched."""
    with store.read() as session:
        return set(work.wanted(session, me, {job.iso: job.token for job in jobs}))


def pass_by(store: Store, seconds: float) -> None:
    """Let all leases be so much older, and the last sign of life of all workers."""
    age = timedelta(seconds=seconds)
    with store.write() as session:
        for iso in session.exec(select(Iso).where(col(Iso.lease_until).is_not(None))):
            iso.lease_until = iso.lease_until and iso.lease_until - age
        for worker in session.exec(select(Worker)):
            worker.seen -= age


def owed(store: Store, storage: str = "here", bounds: work.Bounds = PLENTY) -> work.Owed:
    with store.read() as session:
        return work.owed(session, storage, bounds)


def iso_row(store: Store, claimed: work.Claim) -> Iso:
    with store.read() as session:
        return session.get_one(Iso, claimed.iso)


def told(store: Store) -> list[Event]:
    """All events, oldest first."""
    with store.read() as session:
        return events.page(session, EventQuery())[::-1]


def messages(store: Store) -> list[str]:
    return [event.message for event in told(store) if event.message != "event.zone.created"]
