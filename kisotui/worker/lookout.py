"""What there is to do: looked up when somebody changed the store, or when something is due."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kisotui.domain.states import Work
from kisotui.store import work
from kisotui.store.engine import Store
from kisotui.store.work import Process

RENEWAL: Final = 4.0  # seconds: every renewal has all consoles look at the list again


class LeaseLost(Exception):  # noqa: N818 - an event, and nobody's error
    """Another worker has taken over."""


@dataclass(frozen=True, slots=True)
class News:
    """``stopped``: those of the ISOs being fetched that are to be stopped. ``owed``: the kinds
    of work that wait, and for how many seconds still."""

    stopped: frozenset[str]
    owed: Mapping[Work, float]

    def is_due(self, *works: Work) -> bool:
        return any(self.owed.get(each, 1.0) <= 0 for each in works)


class Lookout:
    """Renews the lease and looks at the store; for the store's thread only."""

    def __init__(self, store: Store, me: Process) -> None:
        self._store = store
        self._me = me
        self._watch = store.watch()
        self._renewal = 0.0
        self._due = 0.0

    def look(self, running: Mapping[str, int]) -> News | None:
        """News, if there may be any. ``running``: ISO to token of those being fetched.

        Raises LeaseLost; Problem: ``store-*``.
        """
        now = time.monotonic()
        if now >= self._renewal:
            self._renew()
            self._renewal = now + RENEWAL
        if self._watch.changed():
            self._due = now
        if now < self._due:
            return None
        with self._store.read() as session:
            news = News(frozenset(work.stopped(session, self._me, running)), work.owed(session))
        later = [seconds for seconds in news.owed.values() if seconds > 0]
        self._due = now + min(later, default=float("inf"))
        return news

    def close(self) -> None:
        self._watch.close()

    def _renew(self) -> None:
        with self._store.write(durable=False) as session:
            if not work.renew(session, self._me):
                raise LeaseLost
