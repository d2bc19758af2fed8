"""Longer texts: what the help on the screen, ``kisotui help`` and the man page are made of.

A text is written with little: ``# Heading``; ``- term :: what it is``, going on behind two blanks;
four blanks before what is typed or shown as it stands; ``@name`` for what is made from a registry;
a literal between backquotes; blank lines between paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Final

_ITEM: Final = re.compile(r"- (.+?) :: (.*)", re.DOTALL)
_BEGINS: Final = ("#", "@", "    ", "- ")
_LITERAL: Final = re.compile(r"`([^`]*)`")


class Kind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a longer text. ``term``: what an item explains."""

    kind: Kind
    text: str
    term: str = ""


Maker = Callable[[], Iterable[Block]]


def item(term: str, text: str) -> Block:
    """A term, and what it is."""
    return Block(Kind.ITEM, text, term)


def parse(text: str, makers: Mapping[str, Maker]) -> Iterator[Block]:
    """The blocks of a text. ``makers``: for each ``@name``."""
    for is_blank, group in groupby(text.strip("\n").split("\n"), lambda line: not line.strip()):
        if not is_blank:
            yield from _paragraph(list(group), makers)


def _paragraph(lines: Sequence[str], makers: Mapping[str, Maker]) -> Iterator[Block]:
    flowing: list[str] = []
    for line in lines:
        if flowing and (line.startswith(_BEGINS) or _ends_an_item(flowing, line)):
            yield _flowed(flowing)
            flowing = []
        if line.startswith("# "):
            yield Block(Kind.HEADING, line[2:])
        elif line.startswith("@"):
            yield from makers[line[1:]]()
        elif line.startswith("    "):
            yield Block(Kind.CODE, line[4:])
        else:
            flowing.append(line)
    if flowing:
        yield _flowed(flowing)


def _ends_an_item(flowing: Sequence[str], line: str) -> bool:
    return flowing[0].startswith("- ") and not line.startswith("  ")


def _flowed(lines: list[str]) -> Block:
    text = " ".join(line.strip() for line in lines)
    found = _ITEM.fullmatch(text)
    return item(found[1], found[2]) if found else Block(Kind.TEXT, text)


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """A text in pieces, each with whether it is literal."""
    for at, piece in enumerate(_LITERAL.split(text)):
        if piece:
            yield piece, bool(at % 2)


def plain(text: str) -> str:
    """A text without its backquotes."""
    return _LITERAL.sub(r"\1", text)
