"""The text of the help screen: what a place or a dialog offers, then every topic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from textual.content import Content

from kisotui.domain.actions import GROUPS, MOVE, Action, Place, at
from kisotui.domain.keynames import written
from kisotui.domain.states import IsoState, VersionState
from kisotui.locale import prose, t
from kisotui.locale.prose import Block, Kind
from kisotui.service import topics
from kisotui.tui import keys
from kisotui.tui.glyphs import glyph
from kisotui.tui.widgets.lines import indented

_STATES: Final = (*VersionState, *IsoState)
# What the fields of a form need to be understood.
_BESIDE: Final = {"adding": ("checksums", "zones"), "editing": ("checksums", "zones")}
_KEYS: Final = 16  # cells for the keys
_TERM: Final = 22  # cells for what an item explains


def place_lines(place: Place, width: int) -> Iterator[Content]:
    """The help of a place, for so many columns: all that can be done there, then every topic."""
    for group in GROUPS:
        actions = [action for action in at(place) if action.group == group]
        if actions:
            yield _heading(t(f"screen.help.{group}"))
            for action in actions:
                yield from _action(action, width)
            yield Content()
    for topic in topics.NAMES:
        if topic != "keys":  # which stand above
            yield from _topic(topic, width)


def dialog_lines(
    title: str, hints: Sequence[tuple[str, str]], topic: str, width: int
) -> Iterator[Content]:
    """The help of a dialog: its keys, and the topic that tells more about it."""
    yield _heading(title)
    for key, does in hints:
        yield from _line([key], Content(does), width)
    yield Content()
    for each in (topic, *_BESIDE.get(topic, ())) if topic else ():
        yield from _topic(each, width)


def _action(action: Action, width: int) -> Iterator[Content]:
    if action.group == MOVE:  # its name says no more than what it does
        yield from _line(keys.of(action), Content(t(f"action.{action.id}.help")), width)
        return
    yield from _line(keys.of(action), Content.styled(t(f"action.{action.id}"), "bold"), width)
    yield from _line((), Content(t(f"action.{action.id}.help")), width)
    if action.twin:
        yield from _line((), Content.styled(action.twin, "dim"), width)


def _line(shown: Iterable[str], text: Content, width: int) -> list[Content]:
    first = Content.styled(" ".join(map(written, shown)), "$accent")
    return indented(text, width, first, _KEYS)


def _topic(topic: str, width: int) -> Iterator[Content]:
    yield _heading(t(f"topic.{topic}.title"))
    blocks = list(topics.blocks(topic, keys.of))
    for before, block in pairwise([Block(Kind.HEADING, ""), *blocks]):
        if before.kind is not Kind.HEADING and (before.kind, block.kind) not in _CLOSE:
            yield Content()
        yield from _block(block, width)
    yield Content()


_CLOSE: Final = ((Kind.ITEM, Kind.ITEM), (Kind.CODE, Kind.CODE))


def _block(block: Block, width: int) -> Iterable[Content]:
    match block.kind:
        case Kind.HEADING:
            return [Content.styled(block.text, "bold")]
        case Kind.CODE:
            return indented(_prose(f"`{block.text}`"), width, Content(), 4)
        case Kind.TEXT:
            return _prose(block.text).wrap(width)
        case Kind.ITEM:
            return _item(block, width)


def _item(block: Block, width: int) -> Iterator[Content]:
    term = Content.styled(_with_glyph(prose.plain(block.term)), "bold")
    if term.cell_length >= _TERM:
        yield from term.wrap(width)
        term = Content()
    yield from indented(_prose(block.text), width, term, _TERM)


def _with_glyph(term: str) -> str:
    """A state as it stands in the tables."""
    return f"{glyph(term)} {term}" if term in _STATES else term


def _prose(text: str) -> Content:
    return Content.assemble(
        *((piece, "$accent" if literal else "") for piece, literal in prose.pieces(text))
    )


def _heading(text: str) -> Content:
    return Content.styled(text, "bold underline")
