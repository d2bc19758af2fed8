"""What can be told of a download from its row: which attempt it is, how fast, what happens next."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum
from typing import Final

from kisotui.domain import retry
from kisotui.domain.detail_views import Iso
from kisotui.domain.failures import NO_SPACE
from kisotui.domain.progress import time_left
from kisotui.domain.states import IsoState, Phase

_ATTEMPTED: Final = (Phase.RUNNING, Phase.WAITING, Phase.QUEUED, Phase.PAUSED)


class Step(StrEnum):
    """The next thing to happen: said for every state, so that nothing seems stuck."""

    RETRIED = "retried"
    """At ``due``."""
    GIVEN_ROOM = "given-room"
    """As soon as the disk has room for it."""
    STARTED = "started"
    VERIFIED = "verified"
    PLACED = "placed"
    """It is being verified."""
    RESUMED = "resumed"
    """Once a person wants it."""
    ASKED = "asked"
    """Nothing until a person asks for another attempt."""
    STOPPED = "stopped"
    DELETED = "deleted"
    ATTENDED = "attended"
    """By the first worker that there is."""
    TAKEN_OVER = "taken-over"
    """By another worker: the one that held it is gone."""
    PROVEN = "proven"
    """It is being read again."""
    READ = "read"
    """It is to be read again."""
    READY = "ready"
    GONE = "gone"
    NOTHING = "nothing"


_AT_REST: Final = {
    IsoState.FAILED: Step.ASKED,
    IsoState.READY: Step.READY,
    IsoState.DESTROYED: Step.GONE,
}
_VERIFIED: Final = {Phase.VERIFYING: Step.PROVEN, Phase.UNPROVEN: Step.READ}
_WITHOUT_WORKER: Final = {Phase.PAUSED: Step.RESUMED, Phase.WAITING: Step.RETRIED}


def next_step(iso: Iso, workers: Collection[str]) -> Step:
    """What happens next. ``workers``: those that are alive, as ``Iso.owner`` names them."""
    if iso.phase is Phase.IDLE:
        return _AT_REST.get(iso.state, Step.NOTHING)
    if waits_for_room(iso):
        return Step.GIVEN_ROOM
    if iso.phase in _WITHOUT_WORKER:
        return _WITHOUT_WORKER[iso.phase]
    if not workers:
        return Step.ATTENDED
    if iso.owner is not None and iso.owner not in workers:
        return Step.TAKEN_OVER
    if iso.phase in _VERIFIED:
        return _VERIFIED[iso.phase]
    if iso.phase is Phase.QUEUED:
        return Step.STARTED
    if iso.phase is Phase.RUNNING:
        return Step.PLACED if iso.size and iso.received >= iso.size else Step.VERIFIED
    return Step.DELETED if iso.state is IsoState.DESTROYING else Step.STOPPED


def waits_for_room(iso: Iso) -> bool:
    """Whether it goes on as soon as the disk has room for it, not at a certain time."""
    return iso.phase is Phase.WAITING and iso.failure == NO_SPACE


def attempt(iso: Iso) -> int | None:
    """Which attempt in a row this is, or the next one will be; ``retry.ATTEMPTS`` is the last.

    The row begins anew with an attempt that brought something to go on from. None where no attempt
    is under way or to come.
    """
    return min(iso.failures + 1, retry.ATTEMPTS) if iso.phase in _ATTEMPTED else None


def mean_rate(iso: Iso, now: datetime) -> int | None:
    """Bytes per second since the attempt began; None where none is, and in its first second."""
    if iso.phase is not Phase.RUNNING or iso.attempt_started is None:
        return None
    seconds = (now - iso.attempt_started).total_seconds()
    return max(0, round((iso.received - iso.attempt_received) / seconds)) if seconds >= 1 else None


def seconds_left(iso: Iso) -> int | None:
    """Until the last byte at the rate of now; None where that cannot be said."""
    return time_left(iso.received, iso.size, iso.rate) if iso.phase is Phase.RUNNING else None
