"""An ISO 9660 image, read in place: its tree, and the bytes of its files.

Nobody vouches for what an image says. Every number from it is held against what there is before
it is used, and all that it can ask for is counted (``Bounds``), so that reading any image ends soon
and in little memory. What is wrong with it and can be survived is kept in ``Image.defects``.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Final

from kisotui.domain.contents import Finding
from kisotui.iso import listing, names, rock_ridge, volume
from kisotui.iso.bounds import BOUNDS, Bounds
from kisotui.iso.data import Data
from kisotui.iso.defects import Defects
from kisotui.iso.entry import Entry, EntryKind, Extent
from kisotui.iso.records import SELF, first_record
from kisotui.iso.stream import Stream
from kisotui.iso.volume import SECTOR, Volume

_HOPS: Final = 40  # links followed on one way, as many as Linux follows
_STEPS: Final = 1_000  # names on one way, with those of the links on it


class Image:
    """An image. Rock Ridge's names come before Joliet's, these before plain ones, as on Linux.

    Raises Problem: ``not-iso``, ``iso-truncated`` (where not even its root directory is there). It
    and its methods raise what ``data`` raises. Not for several threads.
    """

    def __init__(self, data: Data, bounds: Bounds = BOUNDS) -> None:
        self._data, self._bounds = data, bounds
        self._left, self._entries_left = bounds.total, bounds.entries
        self._defects = Defects()
        self._listed: dict[int, tuple[str, dict[str, Entry]]] = {}
        self._kept: tuple[int, bytes] = (-1, b"")
        described = volume.read_descriptors(data)
        self._volume, self._block = described.volume, described.block
        if self._volume.size > data.size:
            self._defects.note("volume-cut", "")
            if (described.root.block + 1) * self._block > data.size:
                raise volume.truncated(self._volume, data)
        own = volume.require_root(data, described)
        root, decode, has_rock_ridge = described.root, names.plain, rock_ridge.is_used(own.system)
        if described.joliet is not None and not has_rock_ridge:
            root, decode = described.joliet, names.joliet
        self._root = Entry(
            "", EntryKind.DIRECTORY, extents=(Extent(root.block * self._block, root.length),)
        )
        self._rules = listing.Rules(
            self._block,
            data.size,
            decode,
            self._further if has_rock_ridge else None,
            bounds.path,
            bounds.depth,
        )

    @property
    def volume(self) -> Volume:
        return self._volume

    @property
    def size(self) -> int:
        """Bytes that there are of it."""
        return self._data.size

    @property
    def defects(self) -> list[Finding]:
        """What was found wrong in what has been read of the tree so far, one finding of a code."""
        return self._defects.findings()

    def children(self, path: str = "") -> tuple[Entry, ...]:
        """What the directory lists; nothing where there is no such directory."""
        found = self.find(path)
        if found is None or found.kind is not EntryKind.DIRECTORY:
            return ()
        return tuple(self._list(found).values())

    def find(self, path: str) -> Entry | None:
        """What the path leads to, over links too; None if nothing, or out of the image."""
        trail, names_left, hops = [self._root], path.split("/")[::-1], 0
        for _ in range(_STEPS):
            if not names_left:
                return trail[-1]
            name = names_left.pop()
            if name in ("", "."):
                continue
            if name == "..":
                trail.pop()
                if not trail:
                    return None
                continue
            entry = self._list(trail[-1]).get(name)
            if entry is None:
                return None
            if entry.kind is not EntryKind.LINK:
                trail.append(entry)
                continue
            hops += 1
            if hops > _HOPS or entry.target.startswith("/"):
                return None
            names_left.extend(entry.target.split("/")[::-1])
        return None

    def walk(self) -> Iterator[Entry]:
        """All that the image lists, a directory before what is in it."""
        open_ones = [iter(self._list(self._root).values())]
        while open_ones:
            entry = next(open_ones[-1], None)
            if entry is None:
                open_ones.pop()
                continue
            yield entry
            if entry.kind is EntryKind.DIRECTORY:
                open_ones.append(iter(self._list(entry).values()))

    def read(self, entry: Entry, offset: int = 0, length: int | None = None) -> bytes:
        """Bytes of a file: so many, or all of the rest, however large that is.

        Fewer at its end, which comes before ``entry.size`` where the image ends too early.
        """
        left = entry.size - offset if length is None else length
        pieces = []
        for start, size in entry.extents:
            wanted = min(left, size - offset)
            if wanted > 0:
                pieces.append(self._data.read(start + offset, wanted))
                left -= wanted
            offset = max(0, offset - size)
        return b"".join(pieces)

    def open(self, entry: Entry) -> io.RawIOBase:
        """The file as a stream, for those who read it in pieces."""
        return Stream(self, entry)

    def _list(self, entry: Entry) -> dict[str, Entry]:
        """What a directory lists. Each directory of the image is listed at one path alone."""
        if entry.kind is not EntryKind.DIRECTORY or not entry.extents:
            return {}
        place = entry.extents[0].offset
        if place not in self._listed:
            found = self._listed[place] = (entry.path, {})
            found[1].update(self._read_list(entry))
        path, listed = self._listed[place]
        if path != entry.path:
            self._defects.note("directory-loop", entry.path)
            return {}
        return listed

    def _read_list(self, entry: Entry) -> dict[str, Entry]:
        found: dict[str, Entry] = {}
        directory = self._directory(entry)
        for each in listing.entries(directory, entry.path, self._rules, self._defects):
            if self._entries_left <= 0:
                self._defects.note("too-many-entries", entry.path)
                break
            self._entries_left -= 1
            if found.setdefault(each.name, each) is not each:
                self._defects.note("directory-twice", each.path)
        return found

    def _directory(self, entry: Entry) -> bytes:
        """The bytes of a directory; none where it is none."""
        place, length = entry.extents[0]
        if not length:  # what was moved is found by its place alone, and says itself how long it is
            own = first_record(self._counted(place, SECTOR))
            length = own.length if own else 0
        if length > self._bounds.directory:
            self._defects.note("too-many-entries", entry.path)
        directory = self._counted(place, min(length, self._bounds.directory))
        own = first_record(directory)
        if own is None or own.name != SELF:
            self._defects.note("directory-broken", entry.path)
            return b""
        return directory

    def _further(self, block: int, offset: int, length: int) -> bytes:
        """Where Rock Ridge goes on: inside one block, and often in the same as the last time."""
        if offset + length > SECTOR:
            return b""
        if self._kept[0] != block:
            self._kept = (block, self._counted(block * self._block, SECTOR))
        return self._kept[1][offset : offset + length]

    def _counted(self, offset: int, length: int) -> bytes:
        if length > self._left:
            self._defects.note("too-many-entries", "")
            return b""
        self._left -= length
        return self._data.read(offset, length)
