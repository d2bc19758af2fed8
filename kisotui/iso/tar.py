"""A tar archive, read as it comes: whoever has bytes of it hands them on, in pieces of any size.

``tarfile`` wants to pull its bytes, copies them twice, and takes as much memory as a PAX header or
a long name says. Here nothing is copied but headers, and every length is bounded before it is used.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final, Protocol

from kisotui.iso import budgets
from kisotui.iso.tar_header import BLOCK, ArchiveError, Header, parse, pax_records


class MemberKind(Enum):
    FILE = auto()
    DIRECTORY = auto()
    SYMLINK = auto()
    HARDLINK = auto()
    OTHER = auto()


_KINDS: Final = {
    b"0": MemberKind.FILE,
    b"\0": MemberKind.FILE,
    b"7": MemberKind.FILE,
    b"1": MemberKind.HARDLINK,
    b"2": MemberKind.SYMLINK,
    b"5": MemberKind.DIRECTORY,
}
_LONG_NAME, _LONG_LINK, _PAX, _PAX_GLOBAL, _SPARSE = b"L", b"K", b"x", b"g", b"S"
_EXTENDED: Final = frozenset({_LONG_NAME, _LONG_LINK, _PAX, _PAX_GLOBAL})


@dataclass(frozen=True, slots=True)
class Member:
    name: str
    """As it stands there: it may be absolute or hold ``..``."""
    kind: MemberKind
    size: int
    target: str
    """Where a link points."""


class Sink(Protocol):
    """Who gets what is in an archive."""

    def begin(self, member: Member) -> None: ...
    def data(self, piece: memoryview) -> None: ...
    def end(self) -> None:
        """All bytes of the member have come."""


class TarWalker:
    """Hands the members of an archive to a sink, one after the other.

    ``feed`` and ``finish`` raise ArchiveError.
    """

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._header = bytearray()
        self._extended = bytearray()
        self._reading: bytes = b""  # the kind of header whose body is being collected
        self._left = 0  # bytes of the present body that are still to come
        self._padding = 0
        self._in_member = False
        self._is_over = False
        self._headers = 0
        self._given: dict[str, str] = {}  # what extended headers say of the next member
        self._global: dict[str, str] = {}

    def feed(self, data: bytes | memoryview) -> None:
        """The next bytes. What comes behind the end of the archive is passed over."""
        view = memoryview(data)
        while view and not self._is_over:
            if self._left:
                view = self._body(view)
            elif self._padding:
                skipped = min(self._padding, len(view))
                self._padding -= skipped
                view = view[skipped:]
            else:
                view = self._head(view)

    def finish(self) -> None:
        """No more bytes come. An end between two members is one: others accept it, too."""
        if self._header or self._left or self._padding or self._reading:
            raise ArchiveError("cut")
        if not self._is_over and not self._headers:
            raise ArchiveError("cut")

    def _body(self, view: memoryview) -> memoryview:
        piece = view[: self._left]
        self._left -= len(piece)
        if self._reading:
            self._extended += piece
        else:
            self._sink.data(piece)
        if not self._left:
            self._body_ended()
        return view[len(piece) :]

    def _body_ended(self) -> None:
        if self._reading:
            self._note_extended()
        elif self._in_member:
            self._in_member = False
            self._sink.end()

    def _head(self, view: memoryview) -> memoryview:
        wanted = BLOCK - len(self._header)
        self._header += view[:wanted]
        if len(self._header) == BLOCK:
            block = bytes(self._header)
            self._header.clear()
            self._begin(block)
        return view[wanted:]

    def _begin(self, block: bytes) -> None:
        if not any(block):
            self._is_over = True
            return
        self._headers += 1
        if self._headers > budgets.MEMBERS:
            raise ArchiveError("huge")
        header = parse(block)
        if header.kind == _SPARSE:
            raise ArchiveError("broken")  # nobody packs programs or images with holes
        self._left, self._padding = header.size, -header.size % BLOCK
        if header.kind in _EXTENDED:
            if header.size > budgets.EXTENDED:
                raise ArchiveError("huge")
            self._reading = header.kind
            self._extended.clear()
        else:
            self._open(header)
        if not self._left:
            self._body_ended()

    def _open(self, header: Header) -> None:
        given = {**self._global, **self._given}
        self._given.clear()
        size = _size(given.get("size"), header.size)
        name = given.get("path", header.name)
        target = given.get("linkpath", header.target)
        if len(name) > budgets.NAME or len(target) > budgets.NAME:
            raise ArchiveError("huge")
        kind = _KINDS.get(header.kind, MemberKind.OTHER)
        if kind is not MemberKind.FILE:
            size = header.size if kind is MemberKind.OTHER else 0  # links name a size without bytes
        elif name.endswith("/"):
            kind = MemberKind.DIRECTORY
        self._left, self._padding = size, -size % BLOCK
        self._in_member = True
        self._sink.begin(Member(name, kind, size, target))

    def _note_extended(self) -> None:
        kind, self._reading = self._reading, b""
        body = bytes(self._extended)
        if kind == _PAX:
            self._given |= pax_records(body)
        elif kind == _PAX_GLOBAL:
            self._global |= pax_records(body)
        else:
            text = body.partition(b"\0")[0].decode("utf-8", "surrogateescape")
            self._given["path" if kind == _LONG_NAME else "linkpath"] = text


def _size(given: str | None, otherwise: int) -> int:
    if given is None:
        return otherwise
    if not (given.isascii() and given.isdigit() and len(given) < 20):
        raise ArchiveError("broken")
    return int(given)
