"""How what stands behind a column's name in a filter is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from kisotui.domain import quantities, versions
from kisotui.domain.filter_terms import Match, OneOf, Span, Test, Text
from kisotui.domain.text import searchable

Read = Callable[[str, str, str, datetime], Test]
"""From column, operator (or nothing), value and the present time. Raises ValueError."""

_MB: Final = 1 << 20
_VERSION: Final = re.compile(r"v?(\d{1,6})(?:\.(\d{1,6}))?(?:\.(\d{1,6}))?\.?")
_BEGINNING_OF_VERSION: Final = re.compile(r"v?([\d.]{1,20})")
_NUMBER: Final = re.compile(r"\d{1,9}")
_PERCENT: Final = re.compile(r"(\d{1,3})%?")
_AMOUNT: Final = re.compile(
    r"\d{1,6}(?:\.(\d{1,6}))?\s*([KMGT])(?:i?B)?(?:/s)?|\d{1,15}B", re.IGNORECASE
)
_AGE: Final = re.compile(r"(\d{1,5})([mhdw])")
_DATE: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[ T](\d\d)(?::(\d\d)(?::(\d\d))?)?)?)?)?")
_UNITS: Final = {
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
}
_YES_NO: Final[Mapping[str, bool]] = {
    **dict.fromkeys(("yes", "true", "on", "예"), True),
    **dict.fromkeys(("no", "false", "off", "아니요"), False),
}


def words(column: str, operator: str, value: str, now: datetime) -> Test:
    """Any text. The words of a column itself, not numbers."""
    return Text(searchable(value), column, Match.WHOLE if operator else Match.ANYWHERE)


def beginnings(column: str, operator: str, value: str, now: datetime) -> Test:
    """An id."""
    return Text(searchable(value), column, Match.WHOLE if operator else Match.START)


def one_of(*known: str) -> Read:
    """One of few words: those that begin so, or else those that have it in them."""

    def read(column: str, operator: str, value: str, now: datetime) -> Test:
        word = searchable(value)
        if operator:
            found = tuple(each for each in known if searchable(each) == word)
        else:
            found = tuple(each for each in known if searchable(each).startswith(word))
            found = found or tuple(each for each in known if word in searchable(each))
        if not found:
            raise ValueError(value)
        return OneOf(column, found)

    return read


def yes_or_no(column: str, operator: str, value: str, now: datetime) -> Test:
    """Yes or no, in either language."""
    word = searchable(value)
    found = {meant for known, meant in _YES_NO.items() if known.startswith(word)}
    if len(found) != 1:
        raise ValueError(value)
    return OneOf(column, (*found,))


def version(column: str, operator: str, value: str, now: datetime) -> Test:
    """``1.30`` stands for all of 1.30; without an operator for what begins so."""
    if not operator:
        start = _matched(_BEGINNING_OF_VERSION, value)[1]
        return Text(start, column, Match.START)
    match = _matched(_VERSION, value)
    parts = [int(part) for part in match.groups() if part is not None]
    least = versions.order_of(*parts)
    return _compared(column, operator, least, least + versions.breadth(len(parts)))


def number(column: str, operator: str, value: str, now: datetime) -> Test:
    """A whole number; without an operator its beginning."""
    if not operator:
        return Text(_matched(_NUMBER, value)[0], column, Match.START)
    least = int(_matched(_NUMBER, value)[0])
    return _compared(column, operator, least, least + 1)


def megabytes(column: str, operator: str, value: str, now: datetime) -> Test:
    """MB, or with a unit."""
    if _AMOUNT.fullmatch(value):
        value, operator = str(quantities.parse(value) // _MB), operator or "="
    return number(column, operator, value, now)


def percent(column: str, operator: str, value: str, now: datetime) -> Test:
    """How much has arrived; without an operator also what is going on, in words."""
    match = _PERCENT.fullmatch(value)
    if not operator and match is None:
        return Text(searchable(value), column)
    least = int(_matched(_PERCENT, value)[1])
    return _compared(column, operator or "=", least, least + 1)


def amount(column: str, operator: str, value: str, now: datetime) -> Test:
    """Bytes with their unit; equal is what rounds to as many digits."""
    match = _matched(_AMOUNT, value)
    exact = quantities.parse(value)
    if operator not in ("", "="):
        return _compared(column, operator, exact, exact + 1)
    if match[2] is None:
        return Span(column, exact, exact + 1)
    half = quantities.parse(f"1{match[2]}") / 10 ** len(match[1] or "") / 2
    return Span(column, round(exact - half), round(exact + half))


def time(column: str, operator: str, value: str, now: datetime) -> Test:
    """An age such as ``7d``, or a date or a part of one on the wall's clock: all of that time."""
    age = _AGE.fullmatch(value)
    if age is None:
        least, below = _period(value)
        return _compared(column, operator or "=", least, below)
    unit = _UNITS[age[2]]
    then = now - int(age[1]) * unit
    if operator == "=":
        return Span(column, then - unit, then)
    return Span(column, None, then) if ">" in operator else Span(column, then, None)


def _compared(column: str, operator: str, least: object, below: object) -> Span:
    """``least`` to ``below``: what was written stands for all of that."""
    bounds = {
        "=": (least, below),
        "<": (None, least),
        "<=": (None, below),
        ">": (below, None),
        ">=": (least, None),
    }
    first, last = bounds[operator]
    return Span(column, first, last)  # type: ignore[arg-type]


def _period(text: str) -> tuple[datetime, datetime]:
    given = [int(part) for part in _matched(_DATE, text).groups() if part is not None]
    if not 1970 <= given[0] < 3000:
        raise ValueError(text)
    year, month, day = [*given, 1, 1][:3]
    hour, minute, second = [*given[3:], 0, 0, 0][:3]
    first = datetime(year, month, day, hour, minute, second)
    return _utc(first), _utc(_after(first, len(given)))


def _after(first: datetime, parts: int) -> datetime:
    """The end of the year, month, day, hour, minute or second."""
    if parts == 1:
        return first.replace(year=first.year + 1)
    if parts == 2:
        return (first + timedelta(days=31)).replace(day=1)
    step = (timedelta(days=1), timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1))
    return first + step[parts - 3]


def _utc(local: datetime) -> datetime:
    return local.astimezone().astimezone(UTC)


def _matched(pattern: re.Pattern[str], text: str) -> re.Match[str]:
    match = pattern.fullmatch(text)
    if match is None:
        raise ValueError(text)
    return match
