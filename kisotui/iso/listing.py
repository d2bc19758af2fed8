"""From the bytes of a directory to the names in it."""

from __future__ import annotations

import posixpath
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kisotui.iso import names, rock_ridge
from kisotui.iso.defects import Defects
from kisotui.iso.entry import Entry, EntryKind, Extent
from kisotui.iso.records import PARENT, SELF, Record, records
from kisotui.iso.rock_ridge import Continue, RockRidge

_OWN = (SELF, PARENT)


@dataclass(frozen=True, slots=True)
class Rules:
    """How the directories of an image are to be read."""

    block: int
    end: int
    """Of the image's bytes: nothing lies behind it."""
    decode: Callable[[bytes], str]
    """From a record's name to what is shown."""
    further: Continue | None
    """Where Rock Ridge goes on; None where it is not used."""
    path: int
    depth: int


def entries(directory: bytes, path: str, rules: Rules, defects: Defects) -> Iterator[Entry]:
    """What the directory at ``path`` lists, in the order of its records."""
    for parts in _files(directory, path, defects):
        extra = RockRidge()
        if rules.further is not None:
            extra = rock_ridge.read(parts[0].system, rules.further)
        if extra.moved:
            continue  # it is listed where it belongs
        name = names.rock_ridge(extra.name) if extra.name else rules.decode(parts[0].name)
        if not names.is_safe(name):
            defects.note("name-unsafe", path)
            continue
        full = f"{path}/{name}" if path else name
        if len(full) > rules.path or full.count("/") >= rules.depth:
            defects.note("directory-deep", path)
            continue
        if not all(part.agrees for part in parts):
            defects.note("number-halves", full)
        yield _entry(full, parts, extra, rules, defects)


def _files(directory: bytes, path: str, defects: Defects) -> Iterator[list[Record]]:
    """The records that belong together: those of one file, or one directory's."""
    parts: list[Record] = []
    for record in records(directory):
        if record is None or (parts and record.name != parts[0].name):
            defects.note("directory-broken", path)
            parts = []  # it goes on, and there is nothing that it goes on with
        if record is None or record.name in _OWN or record.is_associated:
            continue
        parts.append(record)
        if not record.has_more:
            yield parts
            parts = []
    if parts:
        defects.note("directory-broken", path)


def _entry(
    path: str, parts: list[Record], extra: RockRidge, rules: Rules, defects: Defects
) -> Entry:
    kind = _kind(parts, extra)
    if kind is EntryKind.OTHER:
        defects.note("file-odd", path)
    if kind is EntryKind.LINK and extra.target is not None:
        target = names.rock_ridge(extra.target)
        if _leads_out(path, target):
            defects.note("link-outside", path)
        return Entry(path, kind, target=target)
    if extra.child is not None:
        return Entry(path, kind, extents=(Extent(extra.child * rules.block, 0),))
    size = sum(part.length for part in parts)
    extents = tuple(_extents(parts, rules))
    if sum(length for _, length in extents) < size:
        defects.note("outside-volume", path)
    return Entry(path, kind, 0 if kind is EntryKind.DIRECTORY else size, extents)


def _extents(parts: list[Record], rules: Rules) -> Iterator[Extent]:
    """Where the bytes lie, as far as they do: together never more than the image has."""
    left = rules.end
    for part in parts:
        start = part.block * rules.block
        length = min(part.length, rules.end - start, left)
        if length > 0:
            yield Extent(start, length)
            left -= length


def _kind(parts: list[Record], extra: RockRidge) -> EntryKind:
    """What it is by its records and by Rock Ridge; ``OTHER`` where these do not agree."""
    is_directory = parts[0].is_directory
    if extra.child is not None:
        return EntryKind.DIRECTORY
    if any(part.interleaved for part in parts) or (is_directory and len(parts) > 1):
        return EntryKind.OTHER
    mode = extra.mode or (stat.S_IFDIR if is_directory else stat.S_IFREG)
    if stat.S_ISLNK(mode) and not is_directory and extra.target:
        return EntryKind.LINK
    if stat.S_ISDIR(mode) and is_directory:
        return EntryKind.DIRECTORY
    if stat.S_ISREG(mode) and not is_directory:
        return EntryKind.FILE
    return EntryKind.OTHER


def _leads_out(path: str, target: str) -> bool:
    """Whether a link leads out of the image, by its words alone."""
    if target.startswith("/"):
        return True
    end = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
    return end == ".." or end.startswith("../")
