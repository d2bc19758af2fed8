"""Filters as conditions on the rows of versions: the one translation of terms into SQL."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    String,
    Table,
    and_,
    case,
    cast,
    false,
    func,
    literal,
    not_,
    or_,
)

from kisotui.domain import versions
from kisotui.domain.failures import NO_SPACE
from kisotui.domain.filter_terms import Match, OneOf, Span, Test, Text
from kisotui.domain.filters import Filter
from kisotui.domain.states import Phase
from kisotui.domain.text import searchable
from kisotui.locale import CATALOGUE
from kisotui.store import tables
from kisotui.store.expressions import before_query, lowered
from kisotui.store.version_rows import ZONE_SEPARATOR
from kisotui.store.versions import ZONE_KEY

Condition = ColumnElement[bool]

_TABLE: Final[Table] = tables.Version.metadata.tables["version"]
_V: Final = _TABLE.c
_START_OF_ID: Final = re.compile(r"[0-9a-f]{4,8}(-[0-9a-f-]*)?")
_FAILURE_WORDS: Final = "screen.failure."
_FAILURE: Final = func.coalesce(_V.iso_failure, "")
# The key holds only the beginning; the rest of long lists is not folded beyond ASCII.
_ZONES: Final = case(
    (func.length(_V.zone_key) < ZONE_KEY, _V.zone_key), else_=lowered(_V.zone_names)
)
_TEXTS: Final[dict[str, ColumnElement[Any]]] = {
    "id": _V.id,
    "name": _V.name_key,
    "semanticversion": _V.semanticversion,
    "mincpunumber": cast(_V.mincpunumber, String),
    "minmemory": cast(_V.minmemory, String),
    "url": lowered(before_query(_V.url)),  # behind it may be secrets, which are never shown
    "file": lowered(_V.file),
    "checksum": lowered(_V.checksum),
    "usable": _V.usable,
}
_NUMBERS: Final[dict[str, ColumnElement[Any]]] = {
    "semanticversion": _V.version_order,
    "mincpunumber": _V.mincpunumber,
    "minmemory": _V.minmemory,
    "size": _V.iso_size,
    "rate": _V.iso_rate,
    "progress": _V.iso_percent,
    "created": _V.created,
}
_CHOICES: Final[dict[str, ColumnElement[Any]]] = {
    "state": _V.state,
    "isostate": _V.iso_state,
    "arch": _V.arch,
    "directdownload": _V.directdownload,
    "supportsha": _V.version_order >= versions.HA_SINCE,
    "supportsautoscaling": _V.version_order >= versions.AUTOSCALING_SINCE,
}


def conditions(wanted: Filter, now: datetime) -> list[Condition]:
    """What is true of the rows that pass a filter."""
    return [
        not_(condition) if term.negated else condition
        for term in wanted.terms
        for condition in (_condition(term.test, now),)
    ]


def _condition(test: Test, now: datetime) -> Condition:
    if isinstance(test, Span):
        return _within(test)
    if isinstance(test, OneOf):
        return _CHOICES[test.column].in_(test.values)
    if test.column is None:
        return _anywhere(test.word)
    special = _SPECIAL.get(test.column)
    if special is not None:
        return special(test, now)
    return _matches(_TEXTS[test.column], test)


def _within(span: Span) -> Condition:
    value = _NUMBERS[span.column]
    limits = []
    if span.column == "size":
        limits.append(value >= 0)  # below: not known
    if span.least is not None:
        limits.append(value >= span.least)
    if span.below is not None:
        limits.append(value < span.below)
    return and_(*limits)


def _anywhere(word: str) -> Condition:
    """The word somewhere in a row, or at the start of its id."""
    shown = _V.search.contains(word, autoescape=True)
    if _START_OF_ID.fullmatch(word):
        return or_(shown, _V.id.startswith(word, autoescape=True))
    return shown


def _matches(value: ColumnElement[Any], test: Text) -> Condition:
    if test.match is Match.WHOLE:
        return value == test.word
    if test.match is Match.START:
        return value.startswith(test.word, autoescape=True)
    return value.contains(test.word, autoescape=True)


def _zone(test: Text, now: datetime) -> Condition:
    """One of its zones' names, or that they are all."""
    if test.match is Match.WHOLE:
        bounded = literal(ZONE_SEPARATOR) + _ZONES + ZONE_SEPARATOR
        one = f"{ZONE_SEPARATOR}{test.word}{ZONE_SEPARATOR}"
        found = bounded.contains(one, autoescape=True)
    else:
        found = _ZONES.contains(test.word, autoescape=True)
    return or_(found, _V.allzones) if _says(test, CATALOGUE["word.all-zones"]) else found


def _failure(test: Text, now: datetime) -> Condition:
    """By its code, or by the words that the list shows, in either language."""
    return _FAILURE.in_([code for code, words in _failures() if _says(test, words)])


def _progress(test: Text, now: datetime) -> Condition:
    """What is going on, or why nothing is, in the list's words of either language."""
    overdue = and_(
        _V.iso_phase == Phase.WAITING.value,
        or_(_V.iso_due.is_(None), _V.iso_due <= now),
        _FAILURE != NO_SPACE,
    )
    phase = case((overdue, Phase.QUEUED.value), else_=_V.iso_phase)
    phases = [each for each, words in _phases() if _says(test, words)]
    return or_(phase.in_(phases) if phases else false(), _failure(test, now))


@cache
def _failures() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(
        (code, (code, *texts))
        for id_, texts in CATALOGUE.items()
        if (code := id_.removeprefix(_FAILURE_WORDS)) != id_
    )


@cache
def _phases() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(
        (phase.value, (phase.value, *CATALOGUE.get(f"word.phase.{phase}", ())))
        for phase in Phase
        if phase is not Phase.IDLE
    )


def _says(test: Text, texts: Iterable[str]) -> bool:
    shown = map(searchable, texts)
    if test.match is Match.WHOLE:
        return test.word in shown
    return any(test.word in text for text in shown)


_SPECIAL: Final[dict[str, Callable[[Text, datetime], Condition]]] = {
    "zonename": _zone,
    "failure": _failure,
    "progress": _progress,
}
