"""A small file of a person's own that several consoles change: whole at every moment."""

from __future__ import annotations

import errno
import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Final

from kisotui.domain.failures import Problem

_LARGEST: Final = 1 << 20  # bytes; nobody writes so many views
_PATIENCE: Final = 2.0  # seconds for another console to write its change
_LOOK: Final = 0.02
_NO_LOCKS: Final = (errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS)


def read(path: Path) -> str | None:
    """What it holds; None where there is none. Raises Problem: ``views-broken``."""
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise Problem("views-broken", path=str(path)) from error
    if len(content) > _LARGEST:
        raise Problem("views-broken", path=str(path))
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise Problem("views-broken", path=str(path)) from None


def rewrite(path: Path, changed: Callable[[], str | None]) -> None:
    """Have it hold what ``changed`` gives, which is asked while nobody else writes; None: leave it.

    Raises Problem: ``views-unwritable``; and what ``changed`` raises.
    """
    try:
        path = Path(os.path.realpath(path))  # the file that a link leads to, not the link
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _alone(path):
            text = changed()
            if text is not None:
                # A lone surrogate becomes the escape that JSON has for it.
                _replace(path, text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise Problem("views-unwritable", path=str(path)) from error


def put_aside(path: Path) -> Path:
    """Give the file a name that no other one has; that name. For while nobody else writes.

    Raises Problem: ``views-unwritable``.
    """
    path = Path(os.path.realpath(path))
    for number in count(1):
        aside = path.with_name(f"{path.name}.broken-{number}")
        try:
            os.link(path, aside)  # never takes the place of another file, as a rename would
            path.unlink()
        except FileExistsError:
            continue
        except OSError as error:
            raise Problem("views-unwritable", path=str(path)) from error
        return aside
    raise AssertionError("numbers never end")


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Nobody else is in here for the same file. A lock of its own, for the file is replaced."""
    lock = os.open(
        path.with_name(path.name + ".lock"), os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600
    )
    try:
        _lock(lock)
        yield
    finally:
        os.close(lock)


def _lock(descriptor: int) -> None:
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise
            time.sleep(_LOOK)
        except OSError as error:
            if error.errno not in _NO_LOCKS:
                raise
            return  # a file system without locks: whoever writes last is right
        else:
            return


def _replace(path: Path, content: bytes) -> None:
    fresh = path.with_name(path.name + ".new")
    descriptor = os.open(fresh, os.O_CREAT | os.O_WRONLY | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(descriptor)
        fresh.replace(path)
    except BaseException:
        with suppress(OSError):
            fresh.unlink()
        raise
    directory = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
