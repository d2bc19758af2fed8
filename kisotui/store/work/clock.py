"""The store's clock: the one that all who share the store agree on."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, select

from kisotui.store.tables import now


def clock(session: Session) -> datetime:
    """The time by the database server, or by this machine where the store is a file on it."""
    if session.get_bind().dialect.name == "postgresql":
        time: datetime = session.exec(select(func.clock_timestamp())).one()
        return time
    return now()
