"""The disk: its failures as Problems, its space, its directories."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import humanize

from kisotui.domain.failures import Problem

# Left free: the store is often on the same disk, and must be able to note down what happened.
SPARE = 16 << 20

_FULL = (errno.ENOSPC, errno.EDQUOT)
_DENIED = (errno.EACCES, errno.EPERM, errno.EROFS)


@contextmanager
def problems(path: Path, *, needed: int = 0) -> Iterator[None]:
    """Turn what goes wrong with a file into ``no-space``, ``disk-denied`` or ``disk``.

    ``needed``: the bytes that are still to be written.
    """
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise _no_space(path.parent, needed) from error
        if error.errno in _DENIED:
            raise Problem("disk-denied", path=str(path)) from error
        reason = os.strerror(error.errno) if error.errno else type(error).__name__
        raise Problem("disk", path=str(path), reason=reason) from error


def require_space(directory: Path, needed: int) -> None:
    """Raises Problem ``no-space`` unless so many more bytes fit."""
    if needed + SPARE > _free(directory):
        raise _no_space(directory, needed + SPARE)


def make_directory(path: Path) -> None:
    """Make a directory with those above it, closed to others, so that it outlives a power cut."""
    if path.is_dir():
        return
    make_directory(path.parent)
    path.mkdir(mode=0o700, exist_ok=True)
    sync_directory(path.parent)


def sync_directory(path: Path) -> None:
    """Make durable which files are in a directory."""
    directory = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)


def _free(directory: Path) -> int:
    figures = os.statvfs(directory)
    return figures.f_bavail * figures.f_frsize


def _no_space(directory: Path, needed: int) -> Problem:
    return Problem(
        "no-space",
        path=str(directory),
        needed=humanize.naturalsize(needed, binary=True),
        free=humanize.naturalsize(_free(directory), binary=True),
    )
