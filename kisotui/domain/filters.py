"""The language of filters: from what is typed to what is asked of a row.

    calico !s390x state:enabled version:>=1.30 size:>1G created:<7d name:"two words"

All terms must hold. What is not finished yet is not there: the list does not jump while somebody
types.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from kisotui.domain import urls
from kisotui.domain.failures import Problem
from kisotui.domain.filter_columns import BY_NAME, COLUMNS, OTHER_STATE, Column
from kisotui.domain.filter_columns import column as named
from kisotui.domain.filter_terms import Test, Text
from kisotui.domain.text import searchable, visible

MOST_TERMS: Final = 100
LONGEST: Final = 8_000  # characters, of six bytes at most: SQLite takes patterns of 50,000 bytes
_BLANK: Final = re.compile(r"\s")
_TERM: Final = re.compile(
    r'(?P<not>!?)(?:(?P<column>[^\W\d_]+):(?P<operator>[<>]=?|=)?)?(?P<value>"[^"]*(?:"|$)|\S*)'
)
_LAST_WORD: Final = re.compile(r"(?:^|\s)!?([^\W\d_]+)$")
_EQUAL: Final = "="
_SCHEMES: Final = ("http", "https")


@dataclass(frozen=True, slots=True)
class Term:
    """A test that a row must pass, or with ``!`` before it must not. ``source``: as written."""

    test: Test
    negated: bool
    source: str


@dataclass(frozen=True, slots=True)
class Filter:
    """What a text asks for: the terms that are whole, and what is wrong with the others."""

    terms: tuple[Term, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def text(self) -> str:
        """The terms that are whole, as written."""
        return " ".join(term.source for term in self.terms)


def parse(text: str, now: datetime) -> Filter:
    """The filter meant by a text. ``now``: what ages are counted back from.

    An address stands for what is in the column ``url``, as far as that may be shown.

    Its problems: ``column-unknown``, ``filter-*``; of an address, ``url-*``.
    """
    if len(text) > LONGEST:
        return Filter((), (_too_long(),))
    # Hidden characters are in no name that a form took, and a database may refuse them.
    text = visible(_BLANK.sub(" ", text), LONGEST)
    terms: list[Term] = []
    problems: list[Problem] = []
    for written in _split(text):
        if len(terms) == MOST_TERMS:
            problems.append(_too_long())
            break
        try:
            terms.append(_term(written, now))
        except Problem as problem:
            problems.append(problem)
    return Filter(tuple(terms), tuple(problems))


def may_become_column(text: str) -> bool:
    """Whether the word at the end may be the beginning of a column's name."""
    last = _LAST_WORD.search(text)
    return last is not None and any(name.startswith(searchable(last[1])) for name in BY_NAME)


def check(text: str, now: datetime) -> str:
    """The text, if all of it is whole. Raises Problem: the first of those that ``parse`` finds."""
    for problem in parse(text, now).problems:
        raise problem
    return text


def _split(text: str) -> Iterator[re.Match[str]]:
    place = 0
    while place < len(text):
        if text[place] == " ":
            place += 1
            continue
        match = _TERM.match(text, place)
        if match is None:  # not reached: the pattern takes anything
            return
        yield match
        place = match.end()


def _term(written: re.Match[str], now: datetime) -> Term:
    value, source = written["value"], written[0]
    if value.startswith('"'):
        if len(value) == 1 or not value.endswith('"'):
            raise Problem("filter-quote")
        value = value[1:-1]
    name, operator = written["column"], written["operator"] or ""
    if name and searchable(name) in _SCHEMES and value.startswith("//"):
        return _address(f"{name}:{value}", negated=bool(written["not"]))
    column = named(name) if name else None
    if column is not None and operator not in ("", _EQUAL) and not column.ordered:
        known = " ".join(each.names[0] for each in COLUMNS if each.ordered)
        raise Problem("filter-operator", operator=operator, name=name, known=known)
    value = value.strip()
    if not value:
        raise _not_whole(column, value, source)
    return Term(_test(column, operator, value, source, now), bool(written["not"]), source)


def _address(pasted: str, *, negated: bool) -> Term:
    """The column ``url``, by what is kept of an address where it may be seen."""
    url, _, _ = urls.parse(pasted).url.partition("?")
    return Term(Text(searchable(url), "url"), negated, f"{'!' * negated}url:{url}")


def _test(column: Column | None, operator: str, value: str, source: str, now: datetime) -> Test:
    if column is None:
        return Text(searchable(value))
    try:
        return column.read(column.key, operator, value, now)
    except ValueError:
        raise _meant(column, operator, value, source, now) from None


def _meant(column: Column, operator: str, value: str, source: str, now: datetime) -> Problem:
    """What is wrong with a value, with the column that has it: a version and its ISO both have a
    state."""
    other = OTHER_STATE.get(column.key)
    if other is not None:
        with suppress(ValueError):
            other.read(other.key, operator, value, now)
            instead = f"{other.names[0]}:{operator}{value}"
            return Problem("filter-other-column", text=source, instead=instead)
    return _not_whole(column, value, source)


def _not_whole(column: Column | None, value: str, source: str) -> Problem:
    if column is None:
        return Problem("filter-empty", text=source)
    if not value:
        return Problem("filter-unfinished", text=source, expected=column.expected)
    return Problem("filter-value", text=source, expected=column.expected)


def _too_long() -> Problem:
    return Problem("filter-long", terms=MOST_TERMS, characters=LONGEST)
