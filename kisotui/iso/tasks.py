"""Who looks at the bytes of one file of an ISO."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Final

from kisotui.iso.gzipped import MAGIC, Gunzip, Unpacked
from kisotui.iso.tar import Sink, TarWalker
from kisotui.iso.tar_header import ArchiveError, Fault

HEAD: Final = 4_096
"""Bytes from the start of a program that tell what it is."""


class Digest:
    """Gives a file's SHA-256 in hex to ``done``."""

    def __init__(self, done: Callable[[str], None]) -> None:
        self._hash, self._done = hashlib.sha256(), done

    def feed(self, piece: bytes) -> None:
        self._hash.update(piece)

    def finish(self) -> None:
        self._done(self._hash.hexdigest())


class Collected:
    """Gives a file's first bytes to ``done``, at most so many."""

    def __init__(self, most: int, done: Callable[[bytes], None]) -> None:
        self._most, self._done = most, done
        self._bytes = bytearray()

    def feed(self, piece: bytes) -> None:
        room = self._most - len(self._bytes)
        if room > 0:
            self._bytes += piece[:room]

    def finish(self) -> None:
        self._done(bytes(self._bytes))


class Archive:
    """Walks a tar archive, packed or not, and says to ``done`` what is wrong with it, if anything.

    ``sink`` has been told of all members by then.
    """

    def __init__(
        self, sink: Sink, unpacked: Unpacked, done: Callable[[Fault | None], None]
    ) -> None:
        self._walker = TarWalker(sink)
        self._unpacked, self._done = unpacked, done
        self._gunzip: Gunzip | None = None
        self._begun = False
        self._fault: Fault | None = None

    def feed(self, piece: bytes) -> None:
        if self._fault is not None:
            return
        if not self._begun:
            self._begun = True
            if piece.startswith(MAGIC):
                self._gunzip = Gunzip(self._walker.feed, self._unpacked)
        try:
            (self._gunzip or self._walker).feed(piece)
        except ArchiveError as error:
            self._fault = error.fault

    def finish(self) -> None:
        if self._fault is None:
            try:
                if self._gunzip:
                    self._gunzip.finish()
                self._walker.finish()
            except ArchiveError as error:
                self._fault = error.fault
        self._done(self._fault)


def whole_or_none(most: int, done: Callable[[bytes | None], None]) -> Collected:
    """A file's bytes, or None where there are more of them."""
    return Collected(most + 1, lambda data: done(data if len(data) <= most else None))
