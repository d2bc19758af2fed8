"""The disk: what is done to files so that it lasts, its failures as Problems, its space.

Whatever matters to what is left after a crash goes through the functions of this file.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import humanize

from kisotui.domain.failures import Problem

# Left free: the store is often on the same disk, and must be able to note down what happened.
SPARE: Final = 16 << 20

_FULL = (errno.ENOSPC, errno.EDQUOT)
_DENIED = (errno.EACCES, errno.EPERM, errno.EROFS)
# Somebody else is at the same files: who took this worker for dead, or was taken for dead by it.
_CHANGED = (errno.ENOENT, errno.EEXIST, errno.ESTALE)
_UNABLE = (errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL, errno.EPERM)
_KEEP_SIZE = 1  # of linux/falloc.h
_FICLONE = 0x40049409  # of linux/fs.h
_SAFE_FLAGS = os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


@contextmanager
def problems(path: Path, *, needed: int = 0) -> Iterator[None]:
    """Turn what goes wrong with a file into ``no-space``, ``disk-denied``, ``file-changed`` or
    ``disk``.

    ``needed``: the bytes that are still to be written.
    """
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise _no_space(path.parent, needed) from error
        if error.errno in _DENIED:
            raise Problem("disk-denied", path=str(path)) from error
        if error.errno in _CHANGED:
            raise Problem("file-changed", path=str(path)) from error
        reason = os.strerror(error.errno) if error.errno else type(error).__name__
        raise Problem("disk", path=str(path), reason=reason) from error


# All below raise OSError.


def create(path: Path) -> int:
    """A new file, for nobody else to read; there must be none under that name."""
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _SAFE_FLAGS, 0o600)


def show_to_all(file: int) -> None:
    """Let everybody read it: it is going to another site."""
    os.fchmod(file, 0o644)


def open_existing(path: Path, flags: int = os.O_RDONLY) -> int:
    """A file that is there; no link is followed, nobody at a pipe's other end waited for."""
    return os.open(path, flags | _SAFE_FLAGS)


def close(file: int) -> None:
    os.close(file)


def pwrite(file: int, data: bytes | memoryview, offset: int) -> None:
    """Write all of it to where it belongs."""
    rest = memoryview(data)
    while rest:
        written = os.pwrite(file, rest, offset)
        rest, offset = rest[written:], offset + written


def preadv(file: int, view: memoryview, offset: int) -> int:
    """Read into the view; how many bytes, 0 only at the end of the file."""
    return os.preadv(file, [view], offset)


def forget(file: int, offset: int, length: int) -> None:
    """Leave none of these bytes in the page cache: they are read from the disk next."""
    with suppress(OSError):  # advice only
        os.posix_fadvise(file, offset, length, os.POSIX_FADV_DONTNEED)


def copy(source: int, target: int, start: int, end: int) -> None:
    """Copy these bytes from file to file, in the kernel."""
    while start < end:
        count = os.copy_file_range(source, target, end - start, start, start)
        if not count:
            raise OSError(errno.EIO, "the file became shorter")
        start += count


def fdatasync(file: int) -> None:
    """Make durable what was written."""
    os.fdatasync(file)


def fsync(file: int) -> None:
    """As ``fdatasync``, with all that is noted of the file."""
    os.fsync(file)


def allocate(file: int, size: int) -> bool:
    """Reserve the blocks of so many bytes; False where the file system cannot.

    Never by writing zeros, as the C library does it where the kernel cannot.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    function = getattr(libc, "fallocate64", libc.fallocate)
    function.argtypes = [ctypes.c_int, ctypes.c_int, ctypes.c_int64, ctypes.c_int64]
    while function(file, _KEEP_SIZE, 0, size):
        error = ctypes.get_errno()
        if error in _UNABLE:
            return False
        if error != errno.EINTR:
            raise OSError(error, os.strerror(error))
    return True


def truncate(file: int, size: int) -> None:
    """Cut off what lies behind, also what was only reserved."""
    os.ftruncate(file, size)


def lock(file: int) -> bool:
    """Keep others from writing to it for as long as it is open; False where one of them does."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True  # a file system that knows no locks: offsets and names must do
    return True


def name(file: int, path: Path) -> None:
    """Give the open file one more name, whatever its first one belongs to by now.

    Raises FileNotFoundError for a file that has lost its last name.
    """
    directory = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        # With a directory's descriptor it is linkat(2), the one that follows /proc's links.
        os.link(f"/proc/self/fd/{file}", path.name, dst_dir_fd=directory, follow_symlinks=True)
    finally:
        os.close(directory)


def reflink(source: int, file: int) -> None:
    """Let a new file have the blocks of another one, until either is changed."""
    fcntl.ioctl(file, _FICLONE, source)


def link(path: Path, target: Path) -> None:
    """Give a file one more name."""
    os.link(path, target, follow_symlinks=False)


def replace(path: Path, target: Path) -> None:
    """Give a file another name, in place of what has it."""
    path.replace(target)


def unlink(path: Path) -> None:
    """Take a name away, if it is there."""
    path.unlink(missing_ok=True)


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


def require_space(directory: Path, needed: int) -> None:
    """Raises Problem ``no-space`` unless so many more bytes fit."""
    if needed + SPARE > free(directory):
        raise _no_space(directory, needed + SPARE)


def free(directory: Path) -> int:
    """Bytes; also where the directory is still to be made: a full disk has no room for it
    either. Raises OSError."""
    there = next(each for each in (directory, *directory.parents) if each.exists())
    figures = os.statvfs(there)
    return figures.f_bavail * figures.f_frsize


def _no_space(directory: Path, needed: int) -> Problem:
    return Problem(
        "no-space",
        path=str(directory),
        needed=humanize.naturalsize(needed, binary=True),
        free=humanize.naturalsize(free(directory), binary=True),
    )
