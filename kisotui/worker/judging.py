"""Looking into an ISO that has its place, before anybody is told that it is ready."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event

from kisotui.domain.contents import Contents
from kisotui.download import disk
from kisotui.download.threads import run_until_stopped
from kisotui.iso.data import FileData
from kisotui.iso.judge import Expected, judge

OnRead = Callable[[int, int], None]
"""Told, from any thread, how many bytes were read, and of how many."""


def _unheard(_read: int, _size: int) -> None:
    """Nobody wants to know."""


class Bench:
    """Where ISOs are judged, one after the other: each may take up 150 MiB of memory."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()

    async def judge(
        self, path: Path, expected: Expected, on_progress: OnRead = _unheard
    ) -> Contents:
        """What is in the ISO, held to what it must be. Cancelled, it is stopped; what was found by
        then is of no use to anybody.

        Raises Problem: ``not-iso``, ``iso-truncated``, of the disk.
        """
        stop = Event()
        async with self._turn:
            judging = partial(_judge, path, expected, stop, on_progress)
            return await run_until_stopped(judging, stop.set)


def _judge(path: Path, expected: Expected, stop: Event, on_progress: OnRead) -> Contents:
    with disk.problems(path), FileData(path) as data:
        return judge(data, expected, stopped=stop.is_set, on_progress=on_progress)
