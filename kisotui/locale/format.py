"""Sizes, rates, durations and times, as people write them in the language spoken."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from kisotui.locale import language, t

UNKNOWN: Final = "–"
_HUMANIZE: Final = {"en": "en_US", "ko": "ko_KR"}
_BINARY: Final = ("KiB", "MiB", "GiB", "TiB", "PiB", "EiB")
_UNITS: Final = (("days", 86400), ("hours", 3600), ("minutes", 60), ("seconds", 1))


def size(n: int | None) -> str:
    """A number of bytes, in binary units: ``829.4 MiB``."""
    if n is None:
        return UNKNOWN
    if n < 1024:
        return f"{n:,} B"
    # As humanize writes it, which the first rows would have to wait for.
    power = min((n.bit_length() - 1) // 10, len(_BINARY))
    return f"{n / 1024**power:.1f} {_BINARY[power - 1]}"


def rate(bytes_per_s: float) -> str:
    """How fast bytes come: ``12.3 MiB/s``."""
    return f"{size(round(bytes_per_s))}/s"


def limit(bytes_per_s: int | None) -> str:
    """A rate limit: 0 is none, None what the settings say."""
    if bytes_per_s is None:
        return t("word.limit.default")
    return rate(bytes_per_s) if bytes_per_s else t("word.limit.none")


def brief_rate(bytes_per_s: float) -> str:
    """How fast bytes come, in nine characters at most: ``9.9 MiB/s``, ``12 MiB/s``."""
    amount, unit = bytes_per_s / 1024, "KiB"
    for larger in ("MiB", "GiB"):
        if amount < 999.5:
            break
        amount, unit = amount / 1024, larger
    return f"{amount:.{0 if amount >= 9.95 else 1}f} {unit}/s"


def duration(seconds: int) -> str:
    """The two largest units: ``1m 20s``, ``2h 5m``, ``3d``."""
    parts = []
    left = max(0, seconds)
    for unit, length in _UNITS:
        count, left = divmod(left, length)
        parts.append((unit, count))
    first = next((i for i, (_, count) in enumerate(parts) if count), len(parts) - 1)
    shown = [part for part in parts[first : first + 2] if part[1] or len(parts) - first == 1]
    return " ".join(t(f"word.{unit}", amount=count) for unit, count in shown)


def age(dt: datetime, now: datetime) -> str:
    """How long ago: ``3 days ago``, ``3일 전``."""
    import humanize

    humanize.i18n.activate(_HUMANIZE[language()])
    return humanize.naturaltime(now - dt)


def proven(dt: datetime | None, now: datetime) -> str:
    """When what is stored was last seen to be what it was: ``3 days ago (TIME)``."""
    return UNKNOWN if dt is None else f"{age(dt, now)} ({when(dt)})"


def moment(dt: datetime, now: datetime) -> str:
    """A time as briefly as it is clear: ``20:12:05 KST``; with its day if that is not today's."""
    there, here = dt.astimezone(), now.astimezone()
    return there.strftime("%H:%M:%S %Z" if there.date() == here.date() else "%Y-%m-%d %H:%M %Z")


def time_zone(now: datetime) -> str:
    """The time zone of the clock on the wall, for times below it that do not name it: ``KST``."""
    return now.astimezone().strftime("%Z")


def when(dt: datetime) -> str:
    """A time as the clock on the wall shows it: ``2026-11-23 20:12:05 KST``."""
    return dt.astimezone().strftime("%Y-%m-%d %H:%M:%S %Z")


def usable(stored: str) -> str:
    """What a version's row keeps of whether clusters can use it: the reason, or else the level."""
    level, _, reason = stored.partition(":")
    return t(f"usable.brief.{reason or level}") if stored else UNKNOWN
