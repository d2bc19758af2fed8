"""Death at an appointed step: a worker that ends by SIGKILL around its n-th call of a function, or
freezes there by SIGSTOP.

Random moments seldom meet the short ones: between the rename and the directory's fsync, between
the file's place and the row that tells of it. These are met by counting.
"""

from __future__ import annotations

import os
import random
import signal
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any, Final

from sqlalchemy.engine.default import DefaultDialect

CALLS: Final = {"pwrite": 12, "fdatasync": 6, "fsync": 8, "replace": 5, "unlink": 4, "open": 24}
"""Functions of ``os``, and how many calls one worker makes of them at most, roughly."""
COMMIT: Final = "commit"
_COMMITS: Final = 20


@dataclass(frozen=True, slots=True)
class Death:
    """``call``: a function of ``os``, or ``commit`` of the store."""

    call: str
    number: int
    after: bool
    signal: signal.Signals

    def __str__(self) -> str:
        when = "after" if self.after else "before"
        return f"{self.call}:{self.number}:{when}:{self.signal.name}"


def draw(chance: random.Random, number: signal.Signals = signal.SIGKILL) -> Death:
    """Some death, or with SIGSTOP some freezing; that never comes in the midst of a commit."""
    limits = CALLS if number == signal.SIGSTOP else CALLS | {COMMIT: _COMMITS}
    call = chance.choice(list(limits))
    return Death(call, chance.randint(1, limits[call]), chance.random() < 0.5, number)


def appoint(death: str) -> None:
    """Let this process die so; not at all, where it is empty."""
    if not death:
        return
    call, number, when, name = death.split(":")
    owner, function = (DefaultDialect, "do_commit") if call == COMMIT else (os, call)
    fate = Death(call, int(number), when == "after", signal.Signals[name])
    setattr(owner, function, _mortal(getattr(owner, function), fate))


def _mortal(function: Callable[..., Any], fate: Death) -> Callable[..., Any]:
    """The function; before or after its call with that number the signal comes."""
    numbers = count(1)

    def call(*args: Any, **kwargs: Any) -> Any:
        is_time = next(numbers) == fate.number
        if is_time and not fate.after:
            os.kill(os.getpid(), fate.signal)
        result = function(*args, **kwargs)
        if is_time and fate.after:
            os.kill(os.getpid(), fate.signal)
        return result

    return call
