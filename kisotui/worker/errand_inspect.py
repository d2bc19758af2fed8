"""The errand of judging an ISO that is nobody's yet: a file of this host, or one on a server."""

from __future__ import annotations

import asyncio
import os
import stat
from pathlib import Path

from kisotui.domain import contents_json, urls
from kisotui.domain.failures import Problem
from kisotui.download.fetch import fetch
from kisotui.download.place import destroy
from kisotui.iso.judge import Expected
from kisotui.iso.volume import inspect as check
from kisotui.store.work import ErrandJob
from kisotui.worker import inspected, terms
from kisotui.worker.errand import Means, Report


async def inspect(job: ErrandJob, means: Means) -> Report:
    """What is in the ISO at ``file``, a path, or ``url``, held to ``version`` and ``arch``.

    Its report: ``contents``, and ``fetched``, the bytes that a server sent. The verdict needs all
    of them, so that an ISO on a server is fetched, and dropped afterwards. Raises Problem.
    """
    await inspected.sweep(means.desk, means.settings)
    expected = Expected(str(job.request.get("version", "")), str(job.request.get("arch", "")))
    if "file" in job.request:
        file = Path(job.request["file"])
        await asyncio.to_thread(_require_file, file)
        return await _judged(file, expected, means, fetched=0)
    place = inspected.place(means.settings, job.id)
    try:
        fetched = await _fetched(job, means, place)
        return await _judged(place, expected, means, fetched=fetched)
    finally:
        await asyncio.to_thread(destroy, place)


async def _fetched(job: ErrandJob, means: Means, place: Path) -> int:
    given = urls.parse(urls.with_credentials(job.request["url"], job.secret))
    fetched = await fetch(
        terms.mirrored(means.settings, given),
        place=place,
        check=check,
        limits=terms.limits(means.settings),
        trust=terms.trust(means.settings, ""),
        on_progress=lambda got, size: means.report({"fetched": got, "size": size}),
    )
    return fetched.size


async def _judged(file: Path, expected: Expected, means: Means, *, fetched: int) -> Report:
    contents = await means.bench.judge(
        file, expected, lambda read, size: means.report({"read": read, "size": size})
    )
    return {"contents": contents_json.to_json(contents), "fetched": fetched}


def _require_file(path: Path) -> None:
    """Raises Problem: ``file-missing``, ``file-unreadable``, ``file-not-regular``."""
    try:
        found = path.stat()
    except FileNotFoundError:
        raise Problem("file-missing", path=str(path)) from None
    except (OSError, ValueError):
        raise Problem("file-unreadable", path=str(path)) from None
    if not stat.S_ISREG(found.st_mode):  # to open a pipe is to wait for whoever writes to it
        raise Problem("file-not-regular", path=str(path))
    if not os.access(path, os.R_OK):
        raise Problem("file-unreadable", path=str(path))
