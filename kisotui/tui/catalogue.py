"""The catalogue between two keys: what the sources list, and what of it is shown. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from rich.cells import cell_len

from kisotui.domain.catalogue import Entry, Source
from kisotui.domain.keynames import written
from kisotui.domain.text import level, searchable
from kisotui.locale import format as fmt
from kisotui.locale import problem_text, t
from kisotui.tui.render import Cell, Tone
from kisotui.tui.widgets.cells import padded

MOST: Final = 500
"""Lines that are shown; who has more filters."""
_VERSION, _ARCH, _SIZE, _DATE, _SOURCE = 9, 7, 9, 10, 10  # cells
_TIGHT: Final = 70
"""Cells that leave no room for size and date."""
_STANDING: Final = 18  # cells
_NARROW: Final = 90
"""Cells that leave no room for the file's name."""
_REFRESH, _SOURCES = "ctrl+r", "ctrl+s"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """``only``: the id of the one source that is shown; None: all. ``asking``: the ids of those
    that a worker is asking right now."""

    sources: Sequence[Source] = ()
    entries: Sequence[Entry] = ()
    text: str = ""
    only: str | None = None
    asking: frozenset[str] = frozenset()

    @property
    def shown(self) -> list[Entry]:
        """The lines, the newest version first."""
        words = searchable(self.text).split()
        return [
            entry
            for entry in self.entries
            if self.only in (None, entry.source.id)
            and all(word in _searched(entry) for word in words)
        ]

    def with_next_source(self) -> Catalogue:
        """Another one alone, and after the last one all."""
        ids = [None, *(source.id for source in self.sources)]
        at = ids.index(self.only) if self.only in ids else 0
        return replace(self, only=ids[(at + 1) % len(ids)])

    def notice(self) -> str:
        """What to say, and to press, where there is no line."""
        seen = [source for source in self.sources if self.only in (None, source.id)]
        if not seen:
            return t("screen.sources.none", key=written(_SOURCES))
        if self.asking & {source.id for source in seen}:
            return t("screen.sources.wait")
        if any(entry for entry in self.entries if self.only in (None, entry.source.id)):
            return t("screen.sources.no-match")
        if all(source.fetched is None for source in seen):
            tried = any(source.problem for source in seen)
            words = "screen.sources.offline" if tried else "screen.sources.empty"
            return t(words, key=written(_REFRESH))
        return t("screen.sources.nothing")

    def standing(self, now: datetime) -> list[Cell]:
        """A line for each source that is seen: how old its list is, and what went wrong."""
        seen = [source for source in self.sources if self.only in (None, source.id)]
        return [self._about(source, now) for source in seen]

    def _about(self, source: Source, now: datetime) -> Cell:
        values: dict[str, object] = {"name": source.name, "count": len(source.listed)}
        if source.id in self.asking:
            return ((t("screen.sources.refreshing", **values), Tone.BUSY),)
        if source.fetched is not None:
            values["age"] = fmt.age(source.fetched, now)
        if source.problem is not None:
            values["problem"] = problem_text(source.problem)
            known = "stale" if source.fetched else "failed"
            return ((t(f"screen.sources.{known}", **values), Tone.WARN),)
        known = "fresh" if source.fetched else "never"
        return ((t(f"screen.sources.{known}", **values), Tone.DIM),)


def line(entry: Entry, width: int) -> Cell:
    """An entry on one line of so many cells."""
    return tuple(_pieces(entry, width))


def _pieces(entry: Entry, width: int) -> Iterator[tuple[str, Tone]]:
    listed = entry.listed
    date = f"{listed.date:%Y-%m-%d}" if listed.date else fmt.UNKNOWN
    columns = (
        (listed.semanticversion, _VERSION, False),
        (listed.arch or fmt.UNKNOWN, _ARCH, False),
        *(((fmt.size(listed.size), _SIZE, True), (date, _DATE, False)) if width > _TIGHT else ()),
        (level(entry.source.name), _SOURCE, False),
    )
    before = "  ".join(padded(text, cells, right) for text, cells, right in columns)
    yield before, Tone.DIM if entry.added else Tone.PLAIN
    added = t("word.source.added" if entry.added else "word.source.new")
    ended = t("word.source.ended") if entry.ended else ""
    yield f"  {added}", Tone.DIM if entry.added else Tone.GOOD
    if width > _NARROW:
        yield padded(f"  {ended}", _STANDING - cell_len(added)), Tone.WARN
        yield f"  {level(listed.filename)}", Tone.DIM
    elif ended:
        yield f"  {ended}", Tone.WARN


def _searched(entry: Entry) -> str:
    listed = entry.listed
    added = t("word.source.added" if entry.added else "word.source.new")
    texts = (listed.semanticversion, listed.arch, listed.filename, listed.name, entry.source.name)
    ended = t("word.source.ended") if entry.ended else ""
    return searchable(" ".join((*texts, added, ended)))
