"""The thread in which one download does what blocks."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Threads(ThreadPoolExecutor):
    """One of its own: asyncio's pool is shared by all downloads, which then wait for each other."""

    def __init__(self) -> None:
        super().__init__(max_workers=1, thread_name_prefix="kisotui-download")

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What the function gives, run in the thread.

        Cancelling the wait does not disturb it.
        """
        return await asyncio.shield(asyncio.wrap_future(self.submit(function, *args, **kwargs)))


async def run_until_stopped(function: Callable[[], T], stop: Callable[[], None]) -> T:
    """What the function gives, run in a thread. Cancelled, it is stopped and seen to its end."""
    with Threads() as threads:
        running = asyncio.wrap_future(threads.submit(function))
        try:
            return await asyncio.shield(running)
        except asyncio.CancelledError:
            stop()
            await asyncio.wait([running])
            running.exception()  # nobody else will ask
            raise
