"""What a filter's terms ask of a row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Match(StrEnum):
    """Where in a text a word must be found."""

    ANYWHERE = "anywhere"
    START = "start"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Text:
    """The word (``searchable``) in what a column shows; without a column, in what any shows."""

    word: str
    column: str | None = None
    match: Match = Match.ANYWHERE


@dataclass(frozen=True, slots=True)
class OneOf:
    """A column with few values has one of these."""

    column: str
    values: tuple[str | bool, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A column's value is at least the one and below the other; None: no limit on that side."""

    column: str
    least: int | datetime | None
    below: int | datetime | None


Test = Text | OneOf | Span
