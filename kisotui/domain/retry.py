"""When a download that failed is tried again."""

from __future__ import annotations

from collections.abc import Callable

FIRST_DELAY = 5.0  # seconds
LONGEST_DELAY = 600.0
ATTEMPTS = 20  # in a row without a byte of progress; with the delays above about two hours


def delay(failures: int, jitter: Callable[[], float], asked: float | None = None) -> float:
    """Seconds to wait after so many failures in a row (1 for the first).

    Doubles from 5 seconds to 10 minutes, up to a fifth longer at random so that several
    downloads from one server do not come back together. ``asked``: what the server's
    Retry-After said; never less than that, up to an hour.
    """
    wait: float = min(LONGEST_DELAY, FIRST_DELAY * 2 ** min(failures - 1, 16))
    return max(wait * (1 + 0.2 * jitter()), min(asked or 0.0, 3600.0))


def is_over(failures: int) -> bool:
    """Whether so many failures in a row mean that it is not going to work."""
    return failures >= ATTEMPTS
