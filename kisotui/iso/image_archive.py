"""What is in an archive of container images: its members, their digests, and its small texts."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kisotui.iso import budgets
from kisotui.iso.archive_paths import linked, resolved
from kisotui.iso.tar import Member, MemberKind
from kisotui.iso.tar_header import ArchiveError

if TYPE_CHECKING:
    from hashlib import _Hash

_LINKS: Final = {MemberKind.SYMLINK: False, MemberKind.HARDLINK: True}
_CHAIN: Final = 8  # links that lead to links
_GZIP: Final = 0x1F  # the first byte of what is packed, and of no tar archive


@dataclass(frozen=True, slots=True)
class Blob:
    """A file of the archive."""

    size: int
    digest: str
    """Hex SHA-256; empty where it was not wanted."""
    text: bytes | None
    """Its bytes, where it is small and may be JSON."""
    is_packed: bool = False
    """Whether it is gzipped, as a layer may be."""


class ImageArchive:
    """The sink of an archive's walker. ``is_proven``: something else proves all its bytes, so that
    only its small texts are digested."""

    def __init__(self, *, is_proven: bool) -> None:
        self._is_proven = is_proven
        self.unsafe: list[str] = []
        """Names that lead out of the archive; the first ones."""
        self._blobs: dict[str, Blob] = {}
        self._links: dict[str, str] = {}
        self._path: str | None = None
        self._size = 0
        self._hash: _Hash | None = None
        self._first: int | None = None
        self._text: bytearray | None = None
        self._kept = 0

    @property
    def paths(self) -> tuple[str, ...]:
        return tuple(self._blobs)

    def find(self, path: str) -> Blob | None:
        """The file of this name; links inside the archive are followed."""
        at = resolved(path)
        for _ in range(_CHAIN):
            if at is None or at in self._blobs:
                break
            at = self._links.get(at)
        return self._blobs.get(at) if at is not None else None

    def begin(self, member: Member) -> None:
        self._path = None
        path = resolved(member.name)
        if path is None:
            self._note_unsafe(member.name)
        elif member.kind in _LINKS:
            target = linked(path, member.target, hard=_LINKS[member.kind])
            if target is None:
                self._note_unsafe(member.name)
            else:
                self._links[path] = target
        elif member.kind is MemberKind.FILE:
            self._path, self._size, self._first = path, member.size, None
            is_small = member.size <= budgets.JSON
            self._hash = hashlib.sha256() if is_small or not self._is_proven else None
            self._text = bytearray() if is_small else None

    def data(self, piece: memoryview) -> None:
        if self._path is None:
            return
        if self._first is None:
            self._first = piece[0]
        if self._hash is not None:
            self._hash.update(piece)
        if self._text is None:
            return
        if not self._text and piece[0] not in b"{[ \t\r\n":
            self._text = None
            return
        self._kept += len(piece)
        if self._kept > budgets.JSON_KEPT:
            raise ArchiveError("huge")
        self._text += piece

    def end(self) -> None:
        if self._path is not None:
            text = bytes(self._text) if self._text is not None else None
            digest = self._hash.hexdigest() if self._hash is not None else ""
            self._blobs[self._path] = Blob(self._size, digest, text, self._first == _GZIP)
            self._path, self._text = None, None

    def _note_unsafe(self, name: str) -> None:
        if len(self.unsafe) < budgets.SAID:
            self.unsafe.append(name)
