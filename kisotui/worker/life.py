"""From the start of a worker to its end."""

from __future__ import annotations

import asyncio
import signal

from kisotui import locale
from kisotui.domain.failures import Exit, Problem
from kisotui.settings import Settings
from kisotui.store import work
from kisotui.store.engine import Store, open_store
from kisotui.store.work import Process
from kisotui.worker import log
from kisotui.worker.desk import Desk
from kisotui.worker.loop import Loop


def run(settings: Settings, *, foreground: bool) -> int:
    """Be one of the store's workers; the exit status.

    ``foreground``: started by a person or a service manager, so it does not end by itself, and
    speaks to standard error in the chosen language. One that was started only because something
    was queued steps back where another is alive. Raises Problem: ``read-only``, ``store-*``.
    """
    if settings.read_only:
        raise Problem("read-only")
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
    me = work.this_process()
    with store.write() as session:
        if not foreground and work.workers(session):
            return Exit.OK
        work.enter(session, me)
    log.info("on-duty", store=store.name)
    asyncio.run(_work(store, me, settings, foreground))
    log.info("off-duty")
    return Exit.OK


async def _work(store: Store, me: Process, settings: Settings, foreground: bool) -> None:
    desk = Desk(store, me)
    loop = Loop(desk, settings, idle=None if foreground else settings.worker_idle)
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, loop.end)
    try:
        await loop.run()
    finally:
        desk.close()
