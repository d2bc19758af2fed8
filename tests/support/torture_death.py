"""Death at an appointed step: a worker that ends by SIGKILL around its n-th call of a function.

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

    def __str__(self) -> str:
        return f"{self.call}:{self.number}:{'after' if self.after else 'before'}"


def draw(chance: random.Random) -> Death:
    """Some death."""
    limits = CALLS | {COMMIT: _COMMITS}
    call = chance.choice(list(limits))
    return Death(call, chance.randint(1, limits[call]), chance.random() < 0.5)


def appoint(death: str) -> None:
    """Let this process die so; not at all, where it is empty."""
    if not death:
        return
    call, number, when = death.split(":")
    owner, name = (DefaultDialect, "do_commit") if call == COMMIT else (os, call)
    setattr(owner, name, _mortal(getattr(owner, name), int(number), when == "after"))


def _mortal(function: Callable[..., Any], last: int, after: bool) -> Callable[..., Any]:
    """The function; of its call with that number one of both ends is not reached."""
    numbers = count(1)

    def call(*args: Any, **kwargs: Any) -> Any:
        is_last = next(numbers) == last
        if is_last and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        result = function(*args, **kwargs)
        if is_last:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    return call
