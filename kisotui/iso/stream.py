"""A file of an image as Python reads files."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

    from kisotui.iso.entry import Entry
    from kisotui.iso.image import Image


class Stream(io.RawIOBase):
    """Read only, and from any place. Wrap it in ``io.BufferedReader`` for small reads."""

    def __init__(self, image: Image, entry: Entry) -> None:
        self._image, self._entry, self._at = image, entry, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._entry.size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        data = self._image.read(self._entry, self._at, len(view))
        view[: len(data)] = data
        self._at += len(data)
        return len(data)
