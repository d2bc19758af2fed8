"""Following what becomes of versions: looking again whenever somebody changed something."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from kisotui.service.context import Context

_TICK: Final = 0.25  # seconds between two looks at whether something changed; each takes 4 µs
_LOOK_AFTER_WORKER: Final = 5.0


def changes(
    context: Context, deadline: float | None = None, every: float = _TICK
) -> Iterator[None]:
    """One turn now and one after every change in the store, until the deadline.

    Sees to it that a worker is alive for as long as it is followed: who waits for work that
    nobody does waits for ever. ``deadline``: of the monotonic clock; None for none. ``every``:
    seconds between two turns at least.
    """
    from kisotui.service import worker
    from kisotui.service.watch import Watch

    watch = Watch(context)
    looked_after = time.monotonic()
    try:
        watch.changed()
        yield
        while deadline is None or time.monotonic() < deadline:
            time.sleep(every)
            if watch.changed():
                yield
            if time.monotonic() - looked_after >= _LOOK_AFTER_WORKER:
                worker.ensure(context)
                looked_after = time.monotonic()
    finally:
        watch.close()
