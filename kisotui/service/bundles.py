"""Bundles for sites without a network: what goes into one, and what is added from one."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from kisotui.domain import bundles
from kisotui.domain.bundles import Packed
from kisotui.domain.failures import Problem
from kisotui.domain.forms import VersionForm
from kisotui.service import versions
from kisotui.service.context import Context
from kisotui.store import bundles as rows

_PIECE: Final = 4 << 20


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of an ISO of a bundle. ``there``: the version that has it already; ``added``:
    the id of the new one; neither: it is verified, and would be added."""

    name: str
    there: str = ""
    added: str = ""


def exportable(ctx: Context, id: str) -> rows.Exportable:  # noqa: A002 - the field's name
    """Raises Problem: ``version-not-found``, ``nothing-to-export``."""
    with ctx.store.read() as session:
        return rows.exportable(session, id)


def contents(directory: Path) -> tuple[Packed, ...]:
    """What a bundle lists. Raises Problem: ``bundle-missing``, ``bundle-format``,
    ``registration-field``."""
    try:
        with _opened(directory / bundles.NAME) as file:
            data = file.read(bundles.LARGEST + 1)
    except OSError:
        raise Problem("bundle-missing", path=str(directory)) from None
    if len(data) > bundles.LARGEST:
        raise Problem("bundle-format", path=str(directory))
    return bundles.read(data.decode("utf-8", "replace"), str(directory))


def take(ctx: Context, packed: Packed, zones: Sequence[str], *, dry: bool = False) -> Imported:
    """Verify an ISO of a bundle and add it, unless there is a version that has it.

    ``zones``: ids; none: all. Raises Problem: ``bundle-file``, ``bundle-digest``, and those of
    adding a version.
    """
    if not dry:
        ctx.refuse_if_read_only()
    listed = packed.listed
    with ctx.store.read() as session:
        there = rows.same(session, listed.semanticversion, listed.arch, str(packed.sha256))
    if there is not None:
        return Imported(listed.name, there=there)
    _require_whole(Path(listed.file), packed)
    form = listed.form(VersionForm(zone=" ".join(zones) or None, checksum=str(packed.sha256)))
    if dry:
        for problem in versions.check(ctx, form).values():
            raise problem
        return Imported(listed.name)
    return Imported(listed.name, added=versions.add(ctx, form).version.id)


def _require_whole(path: Path, packed: Packed) -> None:
    """Raises Problem: ``bundle-file``, ``bundle-digest``."""
    digest = hashlib.sha256()
    try:
        with _opened(path) as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
    except OSError:
        raise Problem("bundle-file", path=str(path)) from None
    if digest.hexdigest() != packed.sha256.digest:
        raise Problem("bundle-digest", path=str(path))


def _opened(path: Path) -> BinaryIO:
    """A regular file; no link is followed, nobody at a pipe's other end waited for. Raises
    OSError."""
    file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(file).st_mode):
        os.close(file)
        raise OSError(errno.EINVAL, "no regular file")
    return os.fdopen(file, "rb")
