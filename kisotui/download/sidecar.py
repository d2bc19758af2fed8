"""The note beside a part: what it is a part of, and how much of it is safe on disk."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

_LONGEST = 4096  # bytes; one that we wrote has a few hundred


@dataclass(frozen=True, slots=True)
class Sidecar:
    """Enough to go on with a part, and nothing that is secret."""

    source: str
    """Fingerprint of the URL, which may hold a token."""
    validator: str
    """What If-Range is asked with."""
    size: int | None
    """Of the whole file."""
    stored: int
    """So many bytes from the start are on disk for good."""

    @property
    def is_resumable(self) -> bool:
        """Whether one can go on from it, and then tell when the file is complete."""
        return bool(self.validator and self.size and self.stored)


def fingerprint(url: str) -> str:
    """What tells one URL from another without telling it."""
    return hashlib.sha256(url.encode()).hexdigest()


def draft_path(path: Path) -> Path:
    """Where a note is written before it takes the place of the one before."""
    return path.with_name(f"{path.name}.new")


def load(path: Path) -> Sidecar | None:
    """The note; None where there is none that makes sense."""
    try:
        file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        return _note(json.loads(os.read(file, _LONGEST)))
    except (OSError, ValueError, RecursionError):
        return None
    finally:
        os.close(file)


def save(path: Path, note: Sidecar) -> None:
    """Put the note down in one step: after a crash it is the old one or the new one."""
    draft = draft_path(path)
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
    file = os.open(draft, flags, 0o600)
    try:
        os.write(file, json.dumps(asdict(note)).encode())
        os.fsync(file)
    finally:
        os.close(file)
    draft.replace(path)


def _note(values: object) -> Sidecar | None:
    match values:
        case {
            "source": str(source),
            "validator": str(validator),
            "size": int(size),
            "stored": int(stored),
        } if 0 <= stored <= size:
            return Sidecar(source, validator, size, stored)
    return None
