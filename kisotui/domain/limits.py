"""How fast downloads may be and which of them comes first, as people say it."""

from __future__ import annotations

from typing import Final

from kisotui.domain import quantities
from kisotui.domain.failures import Problem

NO_LIMIT: Final = 0
SLOWEST: Final = 16 << 10  # bytes per second; an ISO that comes any slower takes days
FASTEST: Final = 1 << 40
LOWEST_PRIORITY: Final = -9
HIGHEST_PRIORITY: Final = 9

_WORDS: Final = {"": None, "default": None, "none": NO_LIMIT}


def parse_rate(text: str, *, field: str = "ratelimit") -> int | None:
    """Bytes per second; 0 for ``none``, None for ``default`` or nothing: as the settings say.

    Raises Problem: ``rate-format``, ``rate-range``.
    """
    word = text.strip().casefold()
    if word in _WORDS:
        return _WORDS[word]
    try:
        rate = quantities.parse(word)
    except ValueError:
        raise Problem("rate-format", field=field, given=text.strip()[:40]) from None
    if rate != NO_LIMIT and not SLOWEST <= rate <= FASTEST:
        raise Problem(
            "rate-range",
            field=field,
            slowest=quantities.written(SLOWEST),
            fastest=quantities.written(FASTEST),
        )
    return rate


def written(rate: int | None) -> str:
    """The rate as ``parse_rate`` takes it; empty for what the settings say."""
    return "" if rate is None else quantities.written(rate)


def parse_priority(text: str) -> int:
    """Raises Problem: ``priority-range``."""
    try:
        priority = int(text)
    except ValueError:
        priority = HIGHEST_PRIORITY + 1
    if priority != within(priority):
        raise Problem(
            "priority-range",
            field="priority",
            given=text.strip()[:40],
            lowest=LOWEST_PRIORITY,
            highest=HIGHEST_PRIORITY,
        )
    return priority


def within(priority: int) -> int:
    """The priority, or the nearest one that there is."""
    return max(LOWEST_PRIORITY, min(HIGHEST_PRIORITY, priority))
