"""What an image lists."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple


class EntryKind(Enum):
    FILE = "file"
    DIRECTORY = "directory"
    LINK = "link"
    OTHER = "other"
    """A device, a pipe, or what cannot be told: nobody reads it."""


class Extent(NamedTuple):
    """Bytes of an image that lie in one piece."""

    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One name in an image. What it says is the image's word: text to be made visible, sizes that
    need not be true."""

    path: str
    """From the image's root, as in ``k8s/kubelet``: no name in it is empty, ``.`` or ``..``."""
    kind: EntryKind
    size: int = 0
    """Bytes of a file, as the image claims."""
    extents: tuple[Extent, ...] = ()
    """Where they lie. All of it is inside the image: together less than ``size`` where the image
    ends too early."""
    target: str = ""
    """Where a link leads to, as it is written in the image."""

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]
