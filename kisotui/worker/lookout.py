"""What there is to do: looked up when somebody changed the store, or when something is due."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kisotui.domain.failures import Problem
from kisotui.domain.states import Work
from kisotui.settings import Settings
from kisotui.store import work
from kisotui.store.engine import Store
from kisotui.store.work import Bounds, Owed, Process, Running, Spot
from kisotui.worker import log
from kisotui.worker.places import former, holds
from kisotui.worker.storage import identify

RENEWAL: Final = 4.0  # seconds: every renewal has all consoles look at the list again


@dataclass(frozen=True, slots=True)
class News:
    """How things stand for this worker."""

    wanted: Mapping[str, int | None]
    """Those of the ISOs being fetched that are to be gone on with, and how fast each of them may
    be: bytes per second, 0 for no limit, None as the settings say."""
    owed: Owed
    is_owed: bool
    """Whether there is anything to do or to wait for."""
    rate: int
    """Bytes per second that all may take together; 0: no limit."""
    running: Sequence[Running]
    """What is being fetched to the same storage, by all workers."""
    errands: Collection[str]
    """Those of the errands in hand that somebody waits for."""
    proofs: Mapping[str, Work]
    """Those of the ISOs in hand that are to be read again."""


class Lookout:
    """Renews the leases and looks at the store; for the store's thread only."""

    def __init__(self, store: Store, me: Process, settings: Settings) -> None:
        self._store = store
        self._me = me
        self._settings = settings
        self._watch = store.watch()
        self._renewal = 0.0
        self._due = 0.0
        self._trouble: str | None = None
        self.bounds = Bounds(settings.downloads, settings.zone_downloads)
        self.storage = ""
        """The directory that ISOs are kept in; empty while it cannot be used."""

    def look(
        self, fetching: Mapping[str, int], held: Mapping[str, int], errands: Mapping[str, int]
    ) -> News | None:
        """News, if there may be any. Raises Problem: ``store-*``.

        ``fetching``, ``held``: ISO to token, of those being fetched, and of all in hand.
        ``errands``: likewise.
        """
        now = time.monotonic()
        if now >= self._renewal:
            self._renew(held, errands)
            self._renewal = now + RENEWAL
        if self._watch.changed():
            self._due = now
        if now < self._due:
            return None
        news = self._read(fetching, held, errands)
        self._due = now + (float("inf") if news.owed.due is None else news.owed.due)
        return news

    def close(self) -> None:
        self._watch.close()

    def _renew(self, held: Mapping[str, int], errands: Mapping[str, int]) -> None:
        """Not durable: a lease is worth nothing after a power cut. What is no longer ours shows in
        the news, for this changes the store."""
        self.storage = self._identify()
        with self._store.write(durable=False) as session:
            if work.renew(session, self._me, self.storage, held, errands):
                work.see_to_strays(session, self.storage, self._holds)
            work.forget_errands(session)

    def _holds(self, spot: Spot) -> bool:
        return holds(former(self._settings, spot))

    def _identify(self) -> str:
        """What is mounted there may change. A fetch tells its own trouble with the directory."""
        try:
            storage = identify(self._settings.iso_dir)
        except Problem as problem:
            if problem.code != self._trouble:
                log.trouble(problem)
            self._trouble = problem.code
            return ""
        self._trouble = None
        return storage

    def _read(
        self, fetching: Mapping[str, int], held: Mapping[str, int], errands: Mapping[str, int]
    ) -> News:
        with self._store.read() as session:
            return News(
                wanted=work.wanted(session, self._me, fetching),
                owed=work.owed(session, self.storage, self.bounds),
                is_owed=work.is_owed(session, self.storage),
                rate=work.share(session, self._me, self._settings.rate_limit),
                running=work.running(session, self.storage),
                errands=work.wanted_errands(session, self._me, errands),
                proofs=work.wanted_proofs(session, self._me, held),
            )
