"""What the pictures show: versions in every state, and the way to every screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from kisotui.domain.forms import VersionForm
from kisotui.domain.states import Arch, DownloadStatus, IsoState, VersionState, Work
from kisotui.service import versions, zones
from kisotui.service.context import Context
from tests.tui.stage import NOW, SHA, half_way, set_iso

_SITE: Final = "https://download.example/cks/"
_MIB: Final = 1 << 20
_READY: Final[dict[str, Any]] = {
    "state": IsoState.READY,
    "status": DownloadStatus.DOWNLOADED,
    "work": Work.NONE,
    "size": 831 * _MIB,
    "received": 831 * _MIB,
    "digest": SHA,
    "verified": True,
    "attempts": 1,
}
_UNDER_WAY: Final[dict[str, Any]] = {
    "state": IsoState.CREATING,
    "status": DownloadStatus.DOWNLOAD_IN_PROGRESS,
    "size": 829 * _MIB,
    "attempts": 2,
}
_FAILED: Final[dict[str, Any]] = {
    "state": IsoState.FAILED,
    "status": DownloadStatus.DOWNLOAD_ERROR,
    "work": Work.NONE,
    "size": 830 * _MIB,
    "attempts": 1,
}
_WRONG: Final = {
    "algorithm": "SHA-256",
    "expected": "9f86d081884c7d65",
    "found": "e3b0c44298fc1c14",
}
_BUSY: Final = {"host": "download.example", "status": 503}
_MISSING: Final = {"host": "download.example", "status": 404}


@dataclass(frozen=True, slots=True)
class Scene:
    """One screen. ``keys``: the way to it from the list, whose cursor is on the first row."""

    name: str
    keys: tuple[str, ...] = ()


SCENES: Final = (
    Scene("dashboard"),
    Scene("add", ("a", *"1.35.2", "tab", "tab", "tab", *"ftp://mirror", "tab")),
    Scene("edit", ("e",)),
    Scene("marks", ("space", "space", "down", "v", "down", "down")),
    Scene("manage", ("down", "down", "m")),
    Scene("limit", ("b", *"20MiB")),
    Scene("delete", ("down", "down", "d")),
    Scene("details", ("enter",)),
    Scene("events", ("enter", "2")),
    Scene("downloads", ("enter", "3")),
    Scene("filters", ("f",)),
    Scene("sort", ("s",)),
    Scene("palette", ("colon",)),
    Scene("help", ("question_mark",)),
)


def fill(context: Context) -> None:
    """Versions in every state; the first of the list is half way, in two zones."""
    half_way(context)
    seoul = next(zone.id for zone in zones.all_zones(context) if zone.name == "seoul")

    def add(version: str, arch: Arch = Arch.X86_64, **columns: Any) -> str:
        url = f"{_SITE}setup-v{version}-calico-{arch}.iso"
        form = VersionForm(version, f"v{version}", seoul, url, SHA, arch=arch)
        added = versions.add(context, form).version.id
        set_iso(context, added, "seoul", **columns)
        return added

    add("1.34.11")
    add("1.34.10", **_READY)
    add(
        "1.34.9",
        **_UNDER_WAY,
        due=NOW + timedelta(seconds=75),
        failure="http-busy",
        failure_values=_BUSY,
    )
    add("1.34.8", **_UNDER_WAY | {"work": Work.PAUSED, "received": 312 * _MIB})
    add("1.33.7", Arch.AARCH64, **_READY)
    add("1.33.6", **_FAILED, failure="checksum", failure_values=_WRONG)
    add("1.33.5", **_FAILED, failure="http-missing", failure_values=_MISSING)
    old = add("1.31.14", **_READY)
    versions.set_state(context, [old], VersionState.DISABLED)
