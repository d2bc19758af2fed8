"""The lease on a row: until when it is its owner's, and what becomes of it afterwards."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, tuple_
from sqlmodel import Session, col, or_, select, update

from kisotui.domain.states import Work
from kisotui.store import versions
from kisotui.store.tables import Iso
from kisotui.store.work import reports
from kisotui.store.work.process import Process

LEASE: Final = timedelta(seconds=10)


def extend(session: Session, me: Process, held: Mapping[str, int], now: datetime) -> None:
    """Keep what I hold (ISO to token); also what lapsed, if nobody has taken it."""
    mine = tuple_(col(Iso.id), col(Iso.token)).in_(held.items())
    statement = update(Iso).where(mine, col(Iso.owner) == me.owner)
    session.exec(statement.values(lease_until=now + LEASE))


def let_go(iso: Iso) -> None:
    """Nobody holds it any longer."""
    iso.owner, iso.lease_until = None, None
    iso.rate = iso.connections = 0


def withdraw(iso: Iso) -> None:
    """Take it from whoever holds it: what that has to tell of it from now on is refused."""
    let_go(iso)
    iso.token += 1


def free_lost(session: Session, gone: Collection[str], lapsed: datetime | None) -> None:
    """Let go of what the owners held that are gone, and of what had a lease until ``lapsed``."""
    until = col(Iso.lease_until)
    signs: list[ColumnElement[bool]] = [col(Iso.owner).in_(gone)]
    if lapsed is not None:  # no lease at all: from a kisotui that knew none
        signs += [until.is_(None), until <= lapsed]
    held = select(Iso).where(col(Iso.owner).is_not(None), or_(*signs))
    for iso in session.exec(held).all():
        let_go(iso)
        if iso.work == Work.FETCH:
            reports.lost(session, iso)
        versions.summarise(session, iso.version_id)
