"""The errand of writing an ISO, and what belongs to it, into a bundle."""

from __future__ import annotations

import asyncio
import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kisotui.domain import bundles, checksums, urls
from kisotui.domain.failures import Problem
from kisotui.download.export import Exported, export, write_text
from kisotui.store.bundles import Exportable, exportable
from kisotui.store.work import ErrandJob, Process
from kisotui.worker import log
from kisotui.worker.errand import Means, Report

if TYPE_CHECKING:
    from kisotui.store.engine import Session


async def write(job: ErrandJob, means: Means) -> Report:
    """Write the ISO of the request's ``version`` into its ``directory``: the copy, verified, then
    its registration, then the bundle's own two files. Raises Problem."""
    found = await means.desk.write(partial(_find, id=str(job.request["version"])))
    directory = Path(str(job.request["directory"]))
    filename = bundles.filename(found.name, found.origin)
    file, place = Path(found.path), directory / filename
    done = await export(
        file,
        place,
        checksums.parse(found.digest),
        on_progress=lambda copied: means.report({"copied": copied}),
    )
    await asyncio.to_thread(_write_texts, directory, filename, found, done)
    log.info("exported", name=found.name, path=str(place))
    return {"file": filename, "copied": done.size}


def _find(session: Session, _me: Process, *, id: str) -> Exportable:  # noqa: A002
    return exportable(session, id)


def _write_texts(directory: Path, filename: str, found: Exportable, done: Exported) -> None:
    entry = bundles.entry(
        fields={
            "name": found.name,
            "kubernetesversion": found.semanticversion,
            "arch": found.arch,
            "mincpunumber": found.mincpunumber,
            "minmemory": found.minmemory,
        },
        filename=filename,
        sha256=done.sha256,
        size=done.size,
        origin=urls.redact(found.origin) if found.origin else "",
    )
    stem = filename.removesuffix(".iso")
    write_text(directory / f"{stem}.registration.json", json.dumps(entry, indent=2) + "\n")
    whole = bundles.merged(_text(directory / bundles.NAME), entry)
    write_text(directory / bundles.SUMS, bundles.sums(whole))
    write_text(directory / bundles.NAME, whole)  # last: what it lists is there


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(bundles.LARGEST).decode("utf-8", "replace")
    except FileNotFoundError:
        return ""
    except OSError:
        raise Problem("disk-denied", path=str(path)) from None
