"""From an address to a verified file in its place."""

from __future__ import annotations

import asyncio
from pathlib import Path

from kisotui.domain.failures import Problem
from kisotui.domain.urls import Address
from kisotui.download.download import Download, Order
from kisotui.download.hosts import HOSTS, Hosts
from kisotui.download.model import (
    ANY,
    Check,
    Fetched,
    Limits,
    OnConnections,
    OnProgress,
    OnRestart,
    Promised,
    Wanted,
    nothing,
)
from kisotui.download.server.client import SYSTEM
from kisotui.download.server.trust import Trust
from kisotui.download.threads import run_until_stopped
from kisotui.download.throttle import Throttle


def _unheard(_: object) -> None:
    """Nobody wants to know."""


def _tell(loop: asyncio.AbstractEventLoop, on_restart: OnRestart, problem: Problem) -> None:
    loop.call_soon_threadsafe(on_restart, problem)


async def fetch(
    address: Address,
    *,
    place: Path,
    check: Check,
    wanted: Wanted = ANY,
    limits: Limits,
    on_progress: OnProgress,
    on_restart: OnRestart = _unheard,
    on_connections: OnConnections = _unheard,
    trust: Trust = SYSTEM,
    throttle: Throttle | None = None,
    hosts: Hosts = HOSTS,
    promised: Promised = nothing,
) -> Fetched:
    """Download to ``place``, going on from what an earlier attempt left, be it the whole file.

    ``throttle``: may be changed while it runs. ``hosts``: the connections to each host, counted
    over all downloads that share it. Cancelling keeps what has arrived. Raises Problem;
    ``values["retry_after"]`` holds the seconds that the server asked to wait, if it did.
    """
    loop = asyncio.get_running_loop()
    order = Order(
        address=address,
        place=place,
        check=check,
        wanted=wanted,
        limits=limits,
        trust=trust,
        throttle=throttle or Throttle(),
        hosts=hosts,
        on_progress=on_progress,
        on_connections=on_connections,
        promised=promised,
        on_restart=lambda problem: _tell(loop, on_restart, problem),
    )
    download = Download(order)
    return await run_until_stopped(download.run, download.stop)
