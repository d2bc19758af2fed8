"""The thread in which one download does what blocks."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


async def run_until_stopped(function: Callable[[], T], stop: Callable[[], None]) -> T:
    """What the function gives, run in a thread. Cancelled, it is stopped and seen to its end.

    In one of its own: asyncio's pool is shared by all downloads, which then wait for each other.
    """
    with ThreadPoolExecutor(1, "kisotui-download") as threads:
        running = asyncio.wrap_future(threads.submit(function))
        try:
            return await asyncio.shield(running)
        except asyncio.CancelledError:
            stop()
            await asyncio.wait([running])
            running.exception()  # nobody else will ask
            raise
