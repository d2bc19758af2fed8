"""The threads of one download."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Threads(ThreadPoolExecutor):
    """One thread to write, one to digest, one to sync; asyncio's own pool is shared by all
    downloads, which then wait for each other."""

    def __init__(self) -> None:
        super().__init__(max_workers=3, thread_name_prefix="kisotui-download")

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What the function gives, run in a thread."""
        return await settled(self.submit(function, *args, **kwargs))


async def settled(future: Future[T]) -> T:
    """The outcome of what a thread does. Cancelling the wait does not disturb the thread."""
    return await asyncio.shield(asyncio.wrap_future(future))
