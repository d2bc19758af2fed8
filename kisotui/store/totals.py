"""How many versions there are, for those who ask several times a second."""

from __future__ import annotations

from typing import Final

from sqlalchemy import func, select
from sqlmodel import Session, col

from kisotui.store import listing
from kisotui.store.tables import Event

_LAST: Final = select(func.max(col(Event.id)))


class Totals:
    """Counts only after an event: no version comes or goes without one."""

    def __init__(self) -> None:
        self._known: tuple[int, int] | None = None  # the last event, how many there were then

    def of(self, session: Session) -> int:
        """How many there are in the session's snapshot."""
        last = session.connection().execute(_LAST).scalar_one() or 0
        if self._known is None or self._known[0] != last:
            self._known = (last, listing.total(session))
        return self._known[1]
