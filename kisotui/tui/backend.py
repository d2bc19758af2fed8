"""The way from the event loop to the service: one thread that asks it.

A second thread opens the store, then watches it and calls back when somebody changed it. What
the service and the store need is imported there, which takes longer than the first paint.
"""

from __future__ import annotations

import asyncio
import gc
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from kisotui.domain.failures import Problem

if TYPE_CHECKING:
    from kisotui.domain.views import VersionPage, VersionQuery
    from kisotui.service.context import Context
    from kisotui.settings import Settings

    Looking = Future[VersionPage | None]

P = ParamSpec("P")
R = TypeVar("R")

WATCH_EVERY = 0.25  # seconds; what others do shows within a second
PROGRESS_EVERY = 1.0  # seconds between two looks where nobody did anything
_CLOSING = 3.0  # seconds that quitting waits for a change that is being written


class Backend:
    """Calls the service, one call after the other, never on the event loop."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._calls: queue.SimpleQueue[Callable[[], object] | None] = queue.SimpleQueue()
        self._closed = threading.Event()
        self._opened = asyncio.Event()
        self._context: Context | None = None
        self.newest_event = 0
        """Its id, when the store changed last."""
        self._threads: list[threading.Thread] = []
        self._is_serving = False
        self._foreseen: tuple[tuple[VersionQuery, int, int], Looking] | None = None

    @property
    def context(self) -> Context:
        """What the service works with; only once the store is open."""
        if self._context is None:
            raise RuntimeError("the store is not open yet")
        return self._context

    @property
    def is_open(self) -> bool:
        return self._context is not None

    async def open(self, on_change: Callable[[], object]) -> Context:
        """Open the store and begin to watch it: ``on_change`` is called in a thread of its own,
        at once where there is a new event, and once a second at most where there is none.

        Raises Problem; may then be tried again.
        """
        opened: Future[Context] = Future()
        self._start(partial(self._open_and_watch, opened, on_change), "kisotui-watch")
        self._context = await asyncio.wrap_future(opened)
        self._opened.set()
        return self._context

    async def call(
        self, function: Callable[Concatenate[Context, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """What a function of the service gives. Raises what it raises: a Problem, if anything.

        What is asked for before the store is open waits for that: people type ahead.
        """
        await self._opened.wait()
        context = self.context
        return await self._run(lambda: function(context, *args, **kwargs))

    def foresee(self, query: VersionQuery, limit: int) -> None:
        """Begin to read the rows that ``versions`` will be asked for first."""
        self._foreseen = (query, 0, limit), self._look(query, 0, limit)

    async def versions(self, query: VersionQuery, offset: int, limit: int) -> VersionPage:
        """Some rows of the list; before the store is open too, where they can be had so soon."""
        if not self.is_open:
            asked = (query, offset, limit)
            foreseen, looking = self._foreseen or (None, None)
            if looking is None or foreseen != asked:
                looking = self._look(*asked)
            # At once, if it can be: the first paint does not wait for the event loop's next turn.
            found = looking.result() if looking.done() else await _result(looking)
            if found is not None:
                return found
            await self._opened.wait()  # before that, the import would hold up the event loop
        from kisotui.service import versions

        return await self.call(versions.window, query, offset, limit)

    def close(self) -> None:
        """Finish the call that is under way, let go of the store."""
        if self._closed.is_set():
            return
        self._closed.set()
        if self._context is not None:
            self._calls.put(self._context.close)
        self._calls.put(None)
        for thread in self._threads:
            thread.join(_CLOSING)

    def _start(self, target: Callable[[], None], name: str) -> None:
        # A daemon, because a database that hangs must not keep the program from ending.
        thread = threading.Thread(target=target, name=name, daemon=True)
        thread.start()
        self._threads.append(thread)

    def _look(self, query: VersionQuery, offset: int, limit: int) -> Looking:
        from kisotui.service import first_page

        return self._submit(lambda: first_page.read(self._settings, query, offset, limit))

    async def _run(self, work: Callable[[], R]) -> R:
        return await _result(self._submit(work))

    def _submit(self, work: Callable[[], R]) -> Future[R]:
        future: Future[R] = Future()

        def carry_out() -> None:
            try:
                result = work()
            except BaseException as error:  # whatever it is, it belongs to the caller
                future.set_exception(error)
            else:
                future.set_result(result)

        if not self._is_serving:
            self._is_serving = True
            self._start(self._serve, "kisotui-backend")
        self._calls.put(carry_out)
        return future

    def _serve(self) -> None:
        while (work := self._calls.get()) is not None:
            work()

    def _open(self) -> Context:
        from kisotui.service import downloads, events, versions, watch, worker, zones  # noqa: F401
        from kisotui.service.actor import current_actor
        from kisotui.service.context import open_context

        return open_context(self._settings, current_actor())

    def _open_and_watch(self, opened: Future[Context], on_change: Callable[[], object]) -> None:
        try:
            context = self._open()
            _collect_garbage()
        except BaseException as error:  # whatever it is, it belongs to who opens
            opened.set_exception(error)
        else:
            opened.set_result(context)
            self._watch(context, on_change)

    def _watch(self, context: Context, on_change: Callable[[], object]) -> None:
        from kisotui.service.watch import Watch

        watch: Watch | None = None
        missed = True  # what changed before there was a watch
        told = -PROGRESS_EVERY
        while not self._closed.wait(WATCH_EVERY):
            try:
                watch = watch or Watch(context)
                missed = watch.changed() or missed
                urgent = watch.newest != self.newest_event
                if missed and (urgent or monotonic() - told >= PROGRESS_EVERY):
                    self.newest_event, told, missed = watch.newest, monotonic(), False
                    on_change()
            except Problem:  # those who ask for rows learn of it, too
                missed = True  # they ask again once the store is back
        if watch is not None:
            watch.close()


def _collect_garbage() -> None:
    """From now on, where it was put off; among what was loaded there is none to be looked for."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


async def _result(future: Future[R]) -> R:
    # Whoever asked may go away: what was asked for is done all the same.
    return await asyncio.shield(asyncio.wrap_future(future))
