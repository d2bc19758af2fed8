"""Amounts of bytes, as people write them."""

from __future__ import annotations

import re
from typing import Final

_WRITTEN: Final = re.compile(r"(\d{1,15}(?:\.\d{1,6})?)\s*([KMGT]?)(i?)B?(?:/s)?", re.IGNORECASE)
_POWERS: Final = ("", "K", "M", "G", "T")


def parse(text: str) -> int:
    """The bytes meant by ``500K``, ``1.5 GiB`` or ``20 MiB/s``; units of 1024, as wget has them.

    Raises ValueError.
    """
    match = _WRITTEN.fullmatch(text.strip())
    if match is None or (match[3] and not match[2]):
        raise ValueError(text)
    return round(float(match[1]) * (1 << 10 * _POWERS.index(match[2].upper())))


def written(amount: int) -> str:
    """The amount as ``parse`` takes it, to the byte: ``500 KiB``, ``1000``."""
    power = 0
    while amount and amount % 1024 == 0 and power + 1 < len(_POWERS):
        amount, power = amount // 1024, power + 1
    return f"{amount} {_POWERS[power]}iB" if power else str(amount)
