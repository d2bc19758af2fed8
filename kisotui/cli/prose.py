"""Longer texts as lines for a terminal. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

from kisotui.cli.terminal import width, wrapped
from kisotui.locale.prose import Block, Kind, plain

_TERM: Final = 22  # columns for what an item explains
_CLOSE: Final = ((Kind.ITEM, Kind.ITEM), (Kind.CODE, Kind.CODE))


def prose_lines(blocks: Iterable[Block], room: int) -> Iterator[str]:
    """The blocks in lines of so many columns."""
    for before, block in pairwise([Block(Kind.HEADING, ""), *blocks]):
        if before.kind is not Kind.HEADING and (before.kind, block.kind) not in _CLOSE:
            yield ""
        yield from _block(block, room)


def _block(block: Block, room: int) -> Iterable[str]:
    match block.kind:
        case Kind.HEADING:
            return [block.text]
        case Kind.CODE:
            return [f"    {block.text}"]
        case Kind.TEXT:
            return wrapped(plain(block.text), room)
        case Kind.ITEM:
            return _item(block, room)


def _item(block: Block, room: int) -> Iterator[str]:
    term = f"  {plain(block.term)}"
    if width(term) > _TERM - 2:
        yield from (f"  {line}" for line in wrapped(plain(block.term), room - 2))
        term = ""
    front = term + " " * (_TERM - width(term))
    for line in wrapped(plain(block.text), room - _TERM):
        yield f"{front}{line}".rstrip()
        front = " " * _TERM
