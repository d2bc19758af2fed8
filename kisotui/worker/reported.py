"""Something that takes its time, of which the store is told meanwhile how far it is."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from kisotui.domain.failures import Problem
from kisotui.store.work import Process
from kisotui.worker.desk import Desk

if TYPE_CHECKING:
    from kisotui.store.engine import Session

Far = TypeVar("Far")
Result = TypeVar("Result")
Change = Callable[["Session", Process], object]


class Reported(Generic[Far, Result]):
    """Begun at once; it can be stopped at any moment.

    ``far``: how far it is; ``say``: what is to be written about that, every so many seconds where
    it changed.
    """

    def __init__(
        self,
        desk: Desk,
        doing: Coroutine[Any, Any, Result],
        *,
        far: Callable[[], Far],
        say: Callable[[Far], Change],
        every: float,
    ) -> None:
        self._desk = desk
        self._far = far
        self._say = say
        self._every = every
        self._told = far()
        self._task = asyncio.create_task(doing)
        self._stopped = False

    def stop(self) -> None:
        """End it. Only once: twice would cut short what it has to do before it ends."""
        if not self._stopped:
            self._stopped = True
            self._task.cancel()

    async def ended(self) -> asyncio.Task[Result]:
        """The task at its end. Cancelled: stopped, and without another word to the store."""
        try:
            while not (await asyncio.wait([self._task], timeout=self._every))[0]:
                await self.tell()
        except asyncio.CancelledError:
            self.stop()
            await asyncio.wait([self._task])
            raise
        return self._task

    async def tell(self) -> None:
        """Have written how far it is, if that is news."""
        far = self._far()
        if far == self._told:
            return
        try:
            await self._desk.write(self._say(far), durable=False)
        except Problem:
            return  # the desk has logged it; the next time is soon
        self._told = far
