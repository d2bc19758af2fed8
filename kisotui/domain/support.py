"""Upstream's support of Kubernetes: on which day it ends, by minor version.

``data/kubernetes-support.json``: up to 1.31, which has ended, the days of
``data/releases/eol.yaml`` in kubernetes/website; from 1.32 on those of endoflife.date in August
2026. Upstream may move a day that is to come.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from kisotui.domain.failures import Problem

LARGEST: Final = 64 << 10
"""Bytes that a file of such dates may have."""

_MINOR: Final = re.compile(r"[0-9]{1,4}\.[0-9]{1,4}")

Dates = Mapping[str, date]
"""``1.34`` to the last day of its support."""


def read(text: str, path: str) -> Dates:
    """A JSON object of minor versions and days: ``{"1.34": "2026-10-27"}``. ``path``: for what is
    said of a file that is none.

    Raises Problem: ``support-dates``.
    """
    try:
        given = json.loads(text)
        if not isinstance(given, dict) or not all(map(_MINOR.fullmatch, given)):
            raise ValueError
        return {minor: date.fromisoformat(day) for minor, day in given.items()}
    except (ValueError, TypeError, RecursionError):
        raise Problem("support-dates", path=path) from None


def has_ended(semanticversion: str, dates: Dates, today: date) -> bool:
    """Whether upstream mends nothing in it any more. Of one whose end is not known: no."""
    last = dates.get(semanticversion.rpartition(".")[0])
    return last is not None and today > last
