"""Versions in every state that the list can show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from string import Formatter

from kisotui.domain.forms import VersionForm
from kisotui.domain.states import Arch, DownloadStatus, IsoState, VersionState, Work
from kisotui.locale import CATALOGUE
from kisotui.service import versions
from kisotui.service.context import Context
from kisotui.store import tables
from kisotui.store import versions as rows
from tests.tui.stage import NOW, set_iso, two_zones

MIB = 2**20


@dataclass(frozen=True)
class Sample:
    """``iso``: the columns of its ISO that are not as they were added."""

    semanticversion: str
    iso: dict[str, object]
    name: str = ""
    zone: str | None = "seoul"
    arch: Arch = Arch.X86_64
    memory: int = 2048


def _running(size: int | None, received: int, rate: int) -> dict[str, object]:
    return {
        "state": IsoState.CREATING,
        "status": DownloadStatus.DOWNLOAD_IN_PROGRESS,
        "owner": "worker",
        "size": size,
        "received": received,
        "rate": rate,
    }


def _ready(size: int) -> dict[str, object]:
    return {
        "state": IsoState.READY,
        "status": DownloadStatus.DOWNLOADED,
        "work": Work.NONE,
        "size": size,
        "received": size,
    }


def _failed(failure: str) -> dict[str, object]:
    return {
        "state": IsoState.FAILED,
        "status": DownloadStatus.DOWNLOAD_ERROR,
        "work": Work.NONE,
        **_because(failure),
    }


def _because(failure: str) -> dict[str, object]:
    """With something for whatever its messages name."""
    said = [*CATALOGUE[f"failure.{failure}"], *CATALOGUE[f"failure.{failure}.next"]]
    names = {name for text in said for _, name, _, _ in Formatter().parse(text) if name}
    return {"failure": failure, "failure_values": dict.fromkeys(names, 7)}


WAITING: dict[str, object] = {
    **_running(2048 * MIB, 300 * MIB, 0),
    "owner": None,
    "due": NOW + timedelta(seconds=95),
    **_because("connection-lost"),
}
BYPASSED: dict[str, object] = {
    "state": IsoState.READY,
    "status": DownloadStatus.BYPASSED,
    "work": Work.NONE,
}
SAMPLES: Sequence[Sample] = (
    Sample("1.34.12", _running(829 * MIB, 357 * MIB, 12 * MIB), "v1.34.12-calico-x86_64"),
    Sample("1.34.11", _running(829 * MIB, 829 * MIB, 12 * MIB)),
    Sample("1.34.10", _running(None, 12 * MIB, 3 * MIB)),
    Sample("1.34.9", {"owner": "worker", **_running(829 * MIB, 0, 0)}, arch=Arch.AARCH64),
    Sample("1.34.8", {}, "쿠버네티스 1.34.8 운영용", zone=None),
    Sample("1.33.6", WAITING, memory=16384),
    Sample("1.33.5", {**_running(829 * MIB, 357 * MIB, 0), "owner": None, "work": Work.PAUSED}),
    Sample("1.33.4", _failed("checksum")),
    Sample("1.33.3", _failed("http-missing"), arch=Arch.S390X),
    Sample("1.32.11", _ready(5900 * MIB), "v1.32.11[bold]\x1b[31m\u202e"),
    Sample("1.31.14", _ready(701 * MIB)),
    Sample("1.30.3", BYPASSED, zone="busan"),
    Sample("1.29.9", {**_ready(701 * MIB), "state": IsoState.DESTROYING, "work": Work.DESTROY}),
)
DISABLED = "1.31.14"


def every_state(context: Context) -> None:
    """A store with all of them."""
    zones = two_zones(context)
    for number, sample in enumerate(SAMPLES):
        form = VersionForm(
            semanticversion=sample.semanticversion,
            zone=zones[sample.zone] if sample.zone else None,
            url=f"https://download.example/cks/{number}.iso",
            directdownload=sample.zone == "busan",
            arch=sample.arch,
            minmemory=str(sample.memory),
        )
        version = versions.add(context, form).version.id
        set_iso(context, version, sample.zone or "seoul", **sample.iso)
        _rename(context, version, sample.name)
        if sample.semanticversion == DISABLED:
            versions.set_state(context, [version], VersionState.DISABLED)


def _rename(context: Context, version: str, name: str) -> None:
    """A name that no form takes may still be in a store."""
    if name:
        with context.store.write() as session:
            session.get_one(tables.Version, version).name = name
            session.flush()
            rows.summarise(session, version)
