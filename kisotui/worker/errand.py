"""What an errand's handler gets and gives: one module ``errand_KIND`` for each kind."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from kisotui.settings import Settings
from kisotui.store.work import ErrandJob
from kisotui.worker.desk import Desk
from kisotui.worker.judging import Bench

Report = Mapping[str, Any]
"""What is known: plain JSON, without secrets."""


@dataclass(frozen=True, slots=True)
class Means:
    """What a handler works with. ``bench``: the one that the worker's downloads are judged on too.

    ``report``: says what is known so far, all of it each time; from any thread, as often as one
    likes. What it was given is not to be changed afterwards.
    """

    settings: Settings
    desk: Desk
    report: Callable[[Report], None]
    bench: Bench


Handler = Callable[[ErrandJob, Means], Awaitable[Report]]
"""Does an errand and gives its last report. Raises Problem. To stop it, its task is cancelled."""
