"""The note beside a part: what it is a part of, and which of its bytes are safe on disk."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from kisotui.download import disk
from kisotui.download.extents import Extents, Span

_LONGEST = 1 << 16  # bytes; one that we wrote has a few hundred


@dataclass(frozen=True, slots=True)
class Sidecar:
    """Enough to go on with a part, and nothing that is secret."""

    source: str
    """Fingerprint of the URL, which may hold a token."""
    validator: str
    """What If-Range is asked with."""
    size: int | None
    """Of the whole file."""
    spans: tuple[Span, ...] = ()
    """The bytes that are on disk for good."""
    files: tuple[int, ...] = ()
    """The inodes that this is true of: a writer that was taken for dead may note down what it has
    when another file has the part's name already."""

    @property
    def is_resumable(self) -> bool:
        """Whether one can go on from it, and then tell when the file is complete."""
        return bool(self.validator and self.size and self.spans)

    @property
    def stored(self) -> int:
        """How many bytes are safe."""
        return sum(end - start for start, end in self.spans)

    @property
    def end(self) -> int:
        """The one past the last of them."""
        return max((end for _, end in self.spans), default=0)


def fingerprint(url: str) -> str:
    """What tells one URL from another without telling it."""
    return hashlib.sha256(url.encode()).hexdigest()


def draft_path(path: Path) -> Path:
    """Where a note is written before it takes the place of the one before."""
    return path.with_name(f"{path.name}.new")


def load(path: Path) -> Sidecar | None:
    """The note; None where there is none that makes sense."""
    try:
        file = disk.open_existing(path)
    except OSError:
        return None
    try:
        return _note(json.loads(os.read(file, _LONGEST)))
    except (OSError, ValueError, RecursionError):
        return None
    finally:
        disk.close(file)


def save(path: Path, note: Sidecar) -> None:
    """Put the note down in one step: after a crash it is the old one or the new one.

    Raises OSError.
    """
    draft = draft_path(path)
    disk.unlink(draft)
    file = disk.create(draft)
    try:
        disk.pwrite(file, json.dumps(asdict(note)).encode(), 0)
        disk.fdatasync(file)
    finally:
        disk.close(file)
    disk.replace(draft, path)
    disk.sync_directory(path.parent)


def _note(values: object) -> Sidecar | None:
    match values:
        case {
            "source": str(source),
            "validator": str(validator),
            "size": int(size),
            "spans": [*spans],
            "files": [*files],
        } if all(isinstance(file, int) for file in files):
            stored = Extents(_span(span) for span in spans).spans
            if all(start >= 0 and end <= size for start, end in stored):
                return Sidecar(source, validator, size, stored, tuple(files))
    return None


def _span(values: object) -> Span:
    """Raises ValueError."""
    match values:
        case [int(start), int(end)] if start < end:
            return start, end
    raise ValueError
