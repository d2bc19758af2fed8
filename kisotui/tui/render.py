"""Views to cells: what a version looks like in the table. Pure: tested without a screen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import Final

from rich.cells import cell_len

from kisotui.domain.failures import NO_SPACE
from kisotui.domain.progress import percent, time_left
from kisotui.domain.states import IsoState, Phase, VersionState
from kisotui.domain.text import level
from kisotui.domain.views import Version
from kisotui.locale import format as fmt
from kisotui.locale import t
from kisotui.tui.glyphs import glyph


class Tone(StrEnum):
    """What a piece of text means to the eye; the stylesheet gives it a colour."""

    PLAIN = "plain"
    DIM = "dim"
    GOOD = "good"
    BUSY = "busy"
    WARN = "warn"
    BAD = "bad"


_USABLE: Final = {
    "yes": ("Ready", Tone.GOOD),
    "partly": ("warning", Tone.WARN),
    "no": ("Failed", Tone.BAD),
}
Cell = tuple[tuple[str, Tone], ...]
"""Pieces of text that stand after one another."""

# Cells for each, so that the numbers of one row stand under those of the others.
_PERCENT, _TIME, _RATE = 4, 6, 9
_STATE_TONES: Final = {
    VersionState.ENABLED: Tone.PLAIN,
    VersionState.DISABLED: Tone.DIM,
    IsoState.ALLOCATED: Tone.DIM,
    IsoState.CREATING: Tone.BUSY,
    IsoState.READY: Tone.GOOD,
    IsoState.FAILED: Tone.BAD,
    IsoState.DESTROYING: Tone.WARN,
    IsoState.DESTROYED: Tone.DIM,
}


def plain(text: str, tone: Tone = Tone.PLAIN) -> Cell:
    """A cell of one piece, made safe to show in a table."""
    return ((level(text), tone),)


def state(value: VersionState | IsoState) -> Cell:
    """A state as glyph and word."""
    return ((f"{glyph(value.value)} {value.value}", _STATE_TONES[value]),)


def zones(version: Version) -> Cell:
    """Where its ISOs are."""
    return plain(t("word.all-zones") if version.allzones else ", ".join(version.zonenames))


def memory(megabytes: int) -> Cell:
    """MB, as the console counts it."""
    return ((str(megabytes), Tone.PLAIN), (" MB", Tone.DIM))


def size(version: Version) -> Cell:
    """How big its ISOs are."""
    if version.size is None:
        return plain(glyph("unknown"), Tone.DIM)
    number, _, unit = fmt.size(version.size).partition(" ")
    return ((number, Tone.PLAIN), (f" {unit}" if unit else "", Tone.DIM))


def usable(version: Version) -> Cell:
    """Whether clusters can use it: a glyph, and the first reason against it."""
    level = version.usable.partition(":")[0]
    if level not in _USABLE:  # of a row that an earlier program wrote
        return plain(glyph("unknown"), Tone.DIM)
    weak = level == "yes" and level != version.usable
    mark, tone = ("warning", Tone.WARN) if weak else _USABLE[level]
    return ((f"{glyph(mark)} {fmt.usable(version.usable)}", tone),)


def progress(version: Version, now: datetime) -> tuple[Cell, ...]:
    """What is going on, most telling piece first: as many are shown as there is room for."""
    return _PROGRESS[version.phase](version, now)


def _idle(version: Version, now: datetime) -> tuple[Cell, ...]:
    if version.isostate is IsoState.FAILED and version.failure:
        return (plain(t(f"screen.failure.{version.failure}"), Tone.BAD),)
    if version.isostate is IsoState.READY and version.directdownload:
        return (plain(t("screen.progress.direct"), Tone.DIM),)
    return ()


def _running(version: Version, now: datetime) -> tuple[Cell, ...]:
    if not version.received:
        return (plain(t("screen.progress.starting"), Tone.DIM),)
    done = percent(version.received, version.size)
    if done == 100:
        return (plain(t("screen.progress.checking"), Tone.BUSY),)
    left = time_left(version.received, version.size, version.rate)
    if done is None:
        arrived = fmt.size(version.received)
        pieces = [plain(_right(arrived, _PERCENT + 1 + _TIME), Tone.BUSY)]
    else:
        pieces = [plain(_right(f"{done}%", _PERCENT), Tone.BUSY)]
    if left is not None:
        pieces.append(plain(_right(_brief(fmt.duration(left)), _TIME)))
    if version.rate:
        pieces.append(plain(_right(fmt.brief_rate(version.rate), _RATE), Tone.DIM))
    return tuple(pieces)


def _brief(time: str) -> str:
    """A duration without its smaller unit where there is no room for both."""
    return time if cell_len(time) <= _TIME else time.partition(" ")[0]


def _right(text: str, width: int) -> str:
    return " " * (width - cell_len(text)) + text


def _waiting(version: Version, now: datetime) -> tuple[Cell, ...]:
    if version.failure == NO_SPACE:
        return (plain(t("screen.progress.room"), Tone.WARN),)
    seconds = max(0, round((version.due - now).total_seconds())) if version.due else 0
    pieces = [plain(t("screen.progress.retry", time=fmt.duration(seconds)), Tone.WARN)]
    if version.failure:
        pieces.append(plain(t(f"screen.failure.{version.failure}"), Tone.DIM))
    return tuple(pieces)


def _paused(version: Version, now: datetime) -> tuple[Cell, ...]:
    pieces = [plain(t("screen.progress.paused"), Tone.WARN)]
    done = percent(version.received, version.size)
    if done is not None:
        pieces.append(plain(f"{done}%", Tone.DIM))
    return tuple(pieces)


def _word(id_: str) -> Callable[[Version, datetime], tuple[Cell, ...]]:
    return lambda version, now: (plain(t(id_), Tone.DIM),)


def _verifying(version: Version, now: datetime) -> tuple[Cell, ...]:
    return (plain(t("screen.progress.verifying", done=version.reread), Tone.BUSY),)


_PROGRESS: Final[dict[Phase, Callable[[Version, datetime], tuple[Cell, ...]]]] = {
    Phase.IDLE: _idle,
    Phase.RUNNING: _running,
    Phase.WAITING: _waiting,
    Phase.PAUSED: _paused,
    Phase.QUEUED: _word("screen.progress.queued"),
    Phase.STOPPING: _word("screen.progress.stopping"),
    Phase.UNPROVEN: _word("screen.progress.unproven"),
    Phase.VERIFYING: _verifying,
}
