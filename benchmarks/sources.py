"""The files to be downloaded: genuine ISOs, made large by random bytes behind their end."""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from benchmarks.measured import MIB
from demo.images import write_iso

_CHUNK: Final = 4 * MIB


@dataclass(frozen=True, slots=True)
class Source:
    """A file on the site."""

    path: Path
    size: int
    _digests: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    @property
    def name(self) -> str:
        return self.path.name

    def digest(self, algorithm: str) -> str:
        """In hex; ``algorithm`` by hashlib's name. Reads the file the first time."""
        if algorithm not in self._digests:
            with self.path.open("rb") as file:
                self._digests[algorithm] = hashlib.file_digest(file, algorithm).hexdigest()
        return self._digests[algorithm]

    def warm(self) -> None:
        """See to it that the file lies in the page cache, for everybody alike."""
        buffer = bytearray(_CHUNK)
        with self.path.open("rb", buffering=0) as file:
            while file.readinto(buffer):
                pass


def make(directory: Path, name: str, size: int, seed: int = 0) -> Source:
    """Write an ISO of exactly ``size`` bytes; another seed gives another one."""
    path = directory / name
    with tempfile.TemporaryDirectory(dir=directory) as scratch:
        small = write_iso(Path(scratch, "small.iso"), size=2 * MIB, seed=seed).read_bytes()
    with path.open("wb") as file:
        file.write(small)
        for start in range(len(small), size, _CHUNK):
            file.write(os.urandom(min(_CHUNK, size - start)))
        file.flush()
        os.fsync(file.fileno())
    return Source(path, size)
