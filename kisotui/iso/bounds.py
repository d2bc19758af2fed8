"""How much is read of an image, which can claim anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much is read of an image's tree. Real ones: 500 entries, 3 deep, 200 KB in all."""

    entries: int = 10_000
    depth: int = 32
    path: int = 1_000
    """Characters of a path."""
    directory: int = 4 << 20
    """Bytes of one directory."""
    total: int = 32 << 20
    """Bytes of all directories, and of what Rock Ridge puts elsewhere."""


BOUNDS: Final = Bounds()
