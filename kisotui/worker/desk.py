"""Where a worker talks to its store: one thread, so that no download ever waits for a database."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final, TypeVar

from kisotui.domain.failures import Problem
from kisotui.store.engine import Store
from kisotui.store.work import Process
from kisotui.worker import log

if TYPE_CHECKING:
    from kisotui.store.engine import Session

T = TypeVar("T")
PAUSE: Final = 1.0  # seconds until a store in trouble is asked again


class Desk:
    """The store and who uses it. What fails is logged here, once for each trouble."""

    def __init__(self, store: Store, me: Process) -> None:
        self.store = store
        self.me = me
        self._thread = ThreadPoolExecutor(1, "store")
        self._trouble: str | None = None
        self.outdated: Problem | None = None
        """Why this program will never again write to the store: a newer one has migrated it."""

    async def call(self, function: Callable[[], T]) -> T:
        """Run it in the thread. Raises Problem: ``store-*``, and what it raises itself."""
        try:
            result = await asyncio.get_running_loop().run_in_executor(self._thread, function)
        except Problem as problem:
            if problem.code != self._trouble:
                log.trouble(problem)
            self._trouble = problem.code
            if problem.code == "store-newer":
                self.outdated = problem
            raise
        if self._trouble is not None and self.outdated is None:
            self._trouble = None
            log.info("recovered", store=self.store.name)
        return result

    async def write(self, change: Callable[[Session, Process], T], *, durable: bool = True) -> T:
        """Make the change in one transaction. Raises Problem: ``store-*``."""
        return await self.call(lambda: self._write(change, durable))

    async def persist(self, change: Callable[[Session, Process], T]) -> T:
        """As ``write``, again and again until the store takes it."""
        while True:
            try:
                return await self.write(change)
            except Problem:
                await asyncio.sleep(PAUSE)

    def close(self) -> None:
        self._thread.shutdown()

    def _write(self, change: Callable[[Session, Process], T], durable: bool) -> T:
        with self.store.write(durable=durable) as session:
            return change(session, self.me)
