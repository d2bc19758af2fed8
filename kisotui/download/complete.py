"""The last steps of a download: digest, checks, the final name. Blocking."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from kisotui.domain.checksums import Checksum
from kisotui.domain.failures import Problem
from kisotui.download import disk
from kisotui.download.model import Check, Fetched, Wanted
from kisotui.download.sink import Sink


def complete(sink: Sink, wanted: Wanted, check: Check) -> Fetched:
    """Verify what is on disk and put it in its place.

    Raises Problem: ``checksum``, what ``check`` raises, and those of the disk; Stopped.
    """
    part, digests = sink.part, sink.digests()
    look = partial(check, part.opened)
    if part.note.size is None:  # only the file itself can tell that its end is missing
        with disk.problems(part.path):
            look()
    verify(part.path, digests[0], wanted.checksum, look)
    part.put_in_place()
    return Fetched(part.place, sink.received, digests, verified=wanted.checksum is not None)


def verify(
    path: Path, digest: Checksum, checksum: Checksum | None, look: Callable[[], object]
) -> None:
    """Hold what is on disk to what it should be. Raises Problem as ``complete`` does.

    ``path``: the file's name, for messages. ``look``: the check of the file itself.
    """
    if checksum is not None and digest != checksum:
        raise Problem(
            "checksum",
            algorithm=checksum.algorithm,
            found=digest.digest,
            expected=checksum.digest,
        )
    with disk.problems(path):
        look()
