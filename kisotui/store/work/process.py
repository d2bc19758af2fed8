"""Which process a worker is, and whether that process is still there."""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from uuid import uuid4

_PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Process:
    """A worker's process. ``owner`` is what it signs its rows with.

    ``born``: the machine since its last boot, the pid namespace, and the clock tick at which the
    process started there. It tells a process from a later one with the same pid, and a machine
    from another one with the same host name.
    """

    owner: str
    host: str
    pid: int
    born: str


def this_process() -> Process:
    """The process that asks, with a new name to sign with."""
    pid = os.getpid()
    return Process(str(uuid4()), socket.gethostname(), pid, _birth(pid) or "")


def is_gone(pid: int, born: str) -> bool:
    """Whether the process has certainly ended; False where that cannot be seen from here."""
    if born.rpartition("/")[0] != _here():
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        pass  # another user's: there
    return _birth(pid) not in (born, None)


def _birth(pid: int) -> str | None:
    """When and where the process was born; empty for one that has ended and was not yet waited
    for, None where /proc does not tell (it can be mounted so that others' processes are hidden).
    """
    try:
        stat = (_PROC / str(pid) / "stat").read_text(errors="replace")
    except OSError:
        return None
    fields = stat.rpartition(")")[2].split()  # from the third on: the second may hold anything
    state, started = fields[0], fields[19]
    return "" if state in "ZX" else f"{_here()}/{started}"


@cache
def _here() -> str:
    try:
        boot = (_PROC / "sys/kernel/random/boot_id").read_text().strip()
        return f"{boot}/{(_PROC / 'self/ns/pid').readlink()}"
    except OSError:
        return socket.gethostname()
