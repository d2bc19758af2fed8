"""The errand of writing an ISO, and what belongs to it, into a bundle."""

from __future__ import annotations

import asyncio
import json
import os
import stat
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kisotui.domain import bundles, checksums, urls
from kisotui.domain.failures import Problem
from kisotui.download import disk
from kisotui.download.export import Exported, export, write_text
from kisotui.store.bundles import Exportable, exportable
from kisotui.store.work import ErrandJob, Process
from kisotui.worker import log
from kisotui.worker.errand import Means, Report

if TYPE_CHECKING:
    from kisotui.store.engine import Session

_TURN: Final = 0.2  # seconds until a bundle that somebody else writes to is asked for again


async def write(job: ErrandJob, means: Means) -> Report:
    """Write the ISO of the request's ``version`` into its ``directory``: the copy, verified, then
    its registration, then the bundle's own two files. Raises Problem."""
    found = await means.desk.write(partial(_find, id=str(job.request["version"])))
    directory = Path(str(job.request["directory"]))
    digest = checksums.parse(found.digest)
    async with _alone(directory):
        there = await asyncio.to_thread(_listed, directory)
        called = bundles.filename(found.name, found.origin)
        place = directory / bundles.free(
            there, called, _fields(found), digest.digest if digest else ""
        )
        done = await export(
            Path(found.path),
            place,
            digest,
            on_progress=lambda copied: means.report({"copied": copied}),
        )
        await asyncio.to_thread(_write_texts, place, there, found, done)
    log.info("exported", name=found.name, path=str(place))
    return {"file": place.name, "copied": done.size}


@asynccontextmanager
async def _alone(directory: Path) -> AsyncIterator[None]:
    """Nobody else writes to the bundle meanwhile: each one adds to what the last one listed."""
    with disk.problems(directory):
        await asyncio.to_thread(disk.make_directory, directory)
        held = os.open(directory, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        while not disk.lock(held):  # noqa: ASYNC110 - another process may hold it
            await asyncio.sleep(_TURN)
        yield
    finally:
        os.close(held)


def _find(session: Session, _me: Process, *, id: str) -> Exportable:  # noqa: A002
    return exportable(session, id)


def _fields(found: Exportable) -> dict[str, str | int]:
    return {
        "name": found.name,
        "kubernetesversion": found.semanticversion,
        "arch": found.arch,
        "mincpunumber": found.mincpunumber,
        "minmemory": found.minmemory,
    }


def _listed(directory: Path) -> list[dict[str, Any]]:
    """What the bundle lists so far; a list that cannot be read is nobody's to begin anew."""
    return bundles.listed(_text(directory / bundles.NAME), str(directory))


def _write_texts(
    place: Path, there: list[dict[str, Any]], found: Exportable, done: Exported
) -> None:
    entry = bundles.entry(
        fields=_fields(found),
        filename=place.name,
        sha256=done.sha256,
        size=done.size,
        origin=urls.redact(found.origin) if found.origin else "",
    )
    write_text(place.with_suffix(".registration.json"), json.dumps(entry, indent=2) + "\n")
    whole = bundles.merged(there, entry)
    write_text(place.with_name(bundles.SUMS), bundles.sums(whole))
    write_text(
        place.with_name(bundles.NAME), bundles.written(whole)
    )  # last: what it lists is there


def _text(path: Path) -> str:
    """Empty where there is none yet. Raises Problem: ``bundle-format``, of the disk."""
    with disk.problems(path):
        try:
            file = disk.open_existing(path)
        except FileNotFoundError:
            return ""
        try:
            found = os.fstat(file)
            if not stat.S_ISREG(found.st_mode) or not 0 < found.st_size <= bundles.LARGEST:
                raise Problem("bundle-format", path=str(path.parent))
            with os.fdopen(file, "rb", closefd=False) as opened:
                return opened.read().decode("utf-8", "replace")
        finally:
            disk.close(file)
