"""From the files that lie in one place to the ISOs among them, with all that the files tell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock
from typing import Final

from kisotui.domain import iso_names, registration, sums
from kisotui.domain.catalogue import MOST, Listed
from kisotui.domain.checksums import Checksum
from kisotui.domain.evidence import Evidence, Origin, ordered
from kisotui.domain.failures import Problem
from kisotui.domain.urls import redact

_AT_ONCE: Final = 4  # files that are read
_SHARED: Final = ("SHA256SUMS", "SHA512SUMS", "sha256sum.txt", "CHECKSUMS", "md5sum.txt")
_OWN: Final = ("{iso}.sha256", "{stem}.sha256", "{iso}.sha512", "{iso}.md5")
_REGISTRATIONS: Final = ("{stem}.registration.json", "{iso}.registration.json")
_LONE: Final = "registration.json"


@dataclass(frozen=True, slots=True)
class File:
    """``place``: its permanent URL without credentials, or its path. ``digest``: that the place
    itself states."""

    name: str
    place: str
    size: int | None = None
    date: datetime | None = None
    digest: Checksum | None = None


Shelf = Sequence[File]
"""Files that lie together: of one directory, or one release."""
Read = Callable[[File, int], str]
"""A small file's text, of so many bytes at most. Raises Problem, Stopped, OSError."""


class Clerk:
    """Lists what is on shelves. ``origin``: of what files say there. ``former``: the last list; of
    what did not change nothing is read again."""

    def __init__(self, read: Read, origin: Origin, former: Iterable[Listed]) -> None:
        self._read = read
        self._origin = origin
        self._former = {(each.place, each.size, each.date): each for each in former}
        self._told: dict[str, str] = {}
        self._locks: dict[str, Lock] = {}

    def listed(self, shelves: Iterable[Shelf]) -> tuple[Listed, ...]:
        """The ISOs on them, in their order."""
        found = [(file, shelf) for shelf in shelves for file in shelf if _is_iso(file)][:MOST]
        with ThreadPoolExecutor(_AT_ONCE, "kisotui-shelf") as threads:
            entries = threads.map(lambda each: self._entry(*each), found)
            return tuple(entry for entry in entries if entry is not None)

    def _entry(self, iso: File, shelf: Shelf) -> Listed | None:
        known = self._former.get((iso.place, iso.size, iso.date))
        if known is not None and known.evidence and iso.date is not None:
            return known
        there = {file.name: file for file in shelf}
        entry = self._registered(iso, there) or _by_name(iso)
        if entry is None:
            return None
        evidence = ordered((*entry.evidence, *self._stated(iso, there)))
        return replace(entry, size=iso.size, date=iso.date, evidence=evidence)

    def _registered(self, iso: File, there: dict[str, File]) -> Listed | None:
        names = list(_named(_REGISTRATIONS, iso))
        if sum(map(_is_iso, there.values())) == 1:
            names.append(_LONE)
        for file in (there[name] for name in names if name in there):
            try:
                entry = registration.read(self._text(file, registration.LARGEST), file.place)
            except Problem:
                continue  # what is wrong with it is no fault of the ISO's
            if entry.filename == iso.name:
                return _at(entry, iso)
        return None

    def _stated(self, iso: File, there: dict[str, File]) -> Iterator[Evidence]:
        if iso.digest is not None:
            yield Evidence(iso.digest, self._origin, _shown(iso.place))
        own = {*_named(_OWN, iso)}
        for name in (*_SHARED, *own):
            if name in there:
                file = there[name]
                for each in sums.stated(self._text(file, sums.LARGEST), iso.name, own=name in own):
                    yield Evidence(each, self._origin, _shown(file.place))

    def _text(self, file: File, largest: int) -> str:
        """Read once; a file that cannot be read says nothing."""
        with self._locks.setdefault(file.place, Lock()):
            if file.place not in self._told:
                try:
                    self._told[file.place] = self._read(file, largest)
                except (Problem, OSError):
                    self._told[file.place] = ""
            return self._told[file.place]


def _is_iso(file: File) -> bool:
    return file.name.lower().endswith(".iso")


def _named(patterns: Iterable[str], iso: File) -> Iterator[str]:
    stem = iso.name[: -len(".iso")]
    return (pattern.format(iso=iso.name, stem=stem) for pattern in patterns)


def _at(entry: Listed, iso: File) -> Listed:
    """The entry with the place that the ISO really has."""
    is_url = "://" in iso.place
    url, file = (iso.place, "") if is_url else ("", iso.place)
    return replace(entry, url=url, file=file)


def _by_name(iso: File) -> Listed | None:
    told = iso_names.read(iso.name)
    if told is None:
        return None
    entry = Listed(iso.name, told.semanticversion, told.arch, told.name)
    return _at(entry, iso)


def _shown(place: str) -> str:
    return redact(place) if "://" in place else place
