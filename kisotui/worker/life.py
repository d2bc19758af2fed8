"""From the start of a worker to its end."""

from __future__ import annotations

import asyncio
import signal

from kisotui import locale
from kisotui.domain.failures import Exit, Problem
from kisotui.domain.views import WorkerStatus
from kisotui.settings import Settings
from kisotui.store import work
from kisotui.store.engine import Store, open_store
from kisotui.store.work import Process
from kisotui.worker import log
from kisotui.worker.desk import Desk
from kisotui.worker.lookout import LeaseLost
from kisotui.worker.loop import Loop


def run(settings: Settings, *, foreground: bool) -> int:
    """Be the store's worker; the exit status.

    ``foreground``: started by a person or a service manager, so it does not end by itself, and
    speaks to standard error in the chosen language. Raises Problem: ``store-*``; in the
    foreground also ``worker-running``.
    """
    signal.signal(signal.SIGHUP, signal.SIG_IGN)  # whoever started it may go
    if not foreground:
        locale.use("en")
    log.start(settings, foreground=foreground)
    try:
        store = open_store(settings.db)
        try:
            return _run(store, settings, foreground)
        finally:
            store.close()
    finally:
        log.stop()


def _run(store: Store, settings: Settings, foreground: bool) -> int:
    # With a new name each time: what it held under the old one is then released.
    while (other := _take(store, me := work.this_process())) is None:
        log.info("on-duty", store=store.name)
        try:
            asyncio.run(_work(store, me, settings, foreground))
        except LeaseLost:
            log.info("lease-lost")
        else:
            log.info("off-duty")
            return Exit.OK
    if foreground:
        raise Problem("worker-running", pid=other.pid, host=other.host)
    return Exit.OK


def _take(store: Store, me: Process) -> WorkerStatus | None:
    """Become the worker; the one that is there already, if so."""
    with store.write() as session:
        while not work.take(session, me):
            other = work.holder(session)
            if other is not None:  # it may have died in between
                return other
    return None


async def _work(store: Store, me: Process, settings: Settings, foreground: bool) -> None:
    desk = Desk(store, me)
    loop = Loop(desk, settings, idle=None if foreground else settings.worker_idle)
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, loop.end)
    try:
        await loop.run()
    finally:
        desk.close()
