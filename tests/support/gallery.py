"""What the pictures show: versions in every state, and the way to every screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from sqlmodel import select

from demo.contents import elf
from kisotui.domain.catalogue import Listed, Page
from kisotui.domain.checksums import Checksum
from kisotui.domain.contents import Glance
from kisotui.domain.evidence import Evidence, Origin
from kisotui.domain.forms import VersionForm
from kisotui.domain.preflight import Name, Report, State, Step
from kisotui.domain.states import Arch, DownloadStatus, IsoState, VersionState, Work
from kisotui.service import versions, zones
from kisotui.service.context import Context
from kisotui.store import contents as verdicts
from kisotui.store import sources, tables, work
from kisotui.store import versions as rows
from kisotui.store.source_table import Source
from tests.support import isos
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
    report: Report | None = None
    """What a worker answers to the pre-flight that the last key asks for."""


_DIGEST: Final = Checksum("SHA-256", SHA.partition("}")[2])
_SEEN: Final[tuple[tuple[Name, str, dict[str, Any]], ...]] = (
    (Name.ADDRESS, "", {}),
    (Name.CONNECTION, "connected", {"host": "download.example", "peer": "192.0.2.9"}),
    (Name.TLS, "certificate", {"issuer": "CN=Example CA", "date": "2027-03-01"}),
    (Name.ANSWER, "redirected", {"status": 206, "hosts": "cdn.example"}),
    (Name.FILE, "file", {"size": 829 * _MIB, "type": "application/octet-stream"}),
    (Name.RANGES, "ranges", {}),
    (Name.VALIDATOR, "etag", {}),
    (Name.SPACE, "space", {"free": 42 << 30}),
    (Name.VOLUME, "volume", {"label": "CDROM"}),
    (
        Name.CONTENTS,
        "mold",
        {"version": "1.35.2", "arch": "x86_64", "profile": "mold-cks", "revision": "r1"},
    ),
)
_REPORT: Final = Report(
    tuple(Step(name, State.PASSED, fact, values) for name, fact, values in _SEEN),
    glance=Glance("CDROM", version="1.35.2", arch="x86_64"),
    size=829 * _MIB,
    evidence=(Evidence(_DIGEST, Origin.BESIDE, f"{_SITE}SHA256SUMS"),),
)
_FORM: Final = ("a", *"1.35.1", "tab", "tab", "tab", *f"{_SITE}k8s-v1.35.2.iso")
_UNFIT: Final = ("end", "up", "enter")

SCENES: Final = (
    Scene("dashboard"),
    Scene("add", ("a", *"1.35.2", "tab", "tab", "tab", *"ftp://mirror", "tab")),
    Scene("preflight", (*_FORM, *("shift+tab",) * 3, "ctrl+t"), _REPORT),
    Scene("sources", ("o",)),
    Scene("edit", ("e",)),
    Scene("marks", ("space", "space", "down", "v", "down", "down")),
    Scene("manage", ("down", "down", "m")),
    Scene("limit", ("b", *"20MiB")),
    Scene("delete", ("down", "down", "d")),
    Scene("details", ("enter",)),
    Scene("events", ("enter", "2")),
    Scene("downloads", ("enter", "3")),
    Scene("why", _UNFIT),
    Scene("contents", (*_UNFIT, "4")),
    Scene("filters", ("f",)),
    Scene("sort", ("s",)),
    Scene("palette", ("colon",)),
    Scene("help", ("question_mark",)),
)


def fill(context: Context) -> None:
    """Versions in every state, the first of the list half way in two zones; what sources had."""
    _listed(context)
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
    _unfit(context, f"{_SITE}setup-v1.32.11-calico-x86_64.iso", seoul)


def _unfit(context: Context, url: str, zone: str) -> None:
    """A version whose ISO holds the kubelet of another one, and lacks an image."""
    form = VersionForm("1.32.11", "v1.32.11", zone, url, SHA)
    version = versions.add(context, form).version.id
    files = isos.whole("cloudstack", "1.32.11")
    del files["docker/node:v3.33.0.tar"]
    files["k8s/kubelet"] = elf("x86_64", "kubelet", "1.32.9", b"")
    contents = isos.judged(files, "1.32.11")
    problem = verdicts.problem_of(contents)
    assert problem is not None
    failure = {"failure": problem.code, "failure_values": problem.values}
    set_iso(context, version, "seoul", **_FAILED, **failure, digest=SHA)
    with context.store.write() as session:
        iso = session.exec(select(tables.Iso).where(tables.Iso.version_id == version)).one()
        verdicts.judge(session, iso, contents, NOW)
        session.flush()
        rows.summarise(session, version)


def _listed(context: Context) -> None:
    """The usual sources, asked three hours ago."""
    fetched = NOW - timedelta(hours=3)
    for source, items in (("cloudstack", _CLOUDSTACK), ("ablestack", _ABLESTACK)):
        with context.store.write() as session:
            page = Page(_SITE, items=items)
            sources.listed(session, work.this_process(), id=source, pages=(page,))
            row = session.get_one(Source, source)
            row.fetched = row.asked = fetched


def _offered(version: str, arch: str, name: str) -> Listed:
    evidence = (Evidence(_DIGEST, Origin.RELEASE, f"{_SITE}{name}.sha256"),)
    date = NOW - timedelta(days=9)
    url = f"{_SITE}{name}"
    return Listed(name, version, arch, "", url, "", 829 * _MIB, date, evidence=evidence)


_CLOUDSTACK: Final = tuple(
    _offered(version, arch, f"setup-v{version}-calico-{arch}.iso")
    for version in ("1.34.11", "1.33.7", "1.32.11", "1.31.14", "1.30.3")
    for arch in ("x86_64", "aarch64")
)
_ABLESTACK: Final = tuple(
    _offered(version, "x86_64", f"k8s-v{version}-mold-cks-amd64-r1.iso")
    for version in ("1.35.2", "1.34.12")
)
