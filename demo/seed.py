"""Sample versions in every state that there is, made as a person and the worker make them."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from demo.site import BUSY, IMAGES, MIRROR, NEW
from kisotui.domain.catalogue import SourceKind
from kisotui.domain.detail_views import Iso
from kisotui.domain.forms import VersionForm
from kisotui.domain.states import Arch, IsoState, Phase, VersionState, ZoneType
from kisotui.service import downloads, sources, versions, worker, zones
from kisotui.service.context import Context
from kisotui.service.watch import Watch

PATIENCE: Final = 60.0  # seconds
CORE, EDGE = "seoul", "busan-edge"
_WRONG: Final = "0" * 64


@dataclass(frozen=True, slots=True)
class Sample:
    """A version of the demo. ``zone``: the name of one, or None for all."""

    semanticversion: str
    path: str
    name: str = ""
    zone: str | None = CORE
    arch: Arch = Arch.X86_64
    direct: bool = False
    digest: str | None = None
    """In place of the right one; empty for none at all."""


# Over and done with before the console opens.
_SETTLED: Final = (
    Sample("1.31.14", f"{MIRROR}setup-v1.31.14-calico-x86_64.iso"),
    Sample("1.32.11", f"{MIRROR}setup-v1.32.11-calico-x86_64.iso", zone=None),
    Sample(
        "1.32.11", f"{MIRROR}setup-v1.32.11-calico-aarch64.iso", "v1.32.11-arm", arch=Arch.AARCH64
    ),
    # Said to be for x86_64, which it is not.
    Sample("1.32.11", f"{MIRROR}setup-v1.32.11-calico-aarch64.iso", "v1.32.11-mixed-up"),
    Sample("1.34.7", f"{MIRROR}k8s-v1.34.7-mold-cks-amd64-r2.iso"),  # with a warning
    Sample("1.33.6", f"{MIRROR}k8s-v1.33.6-mold-cks-amd64-r1.iso", digest=_WRONG),
    Sample("1.33.7", f"{MIRROR}k8s-v1.33.7-mold-cks-amd64-r1.iso", zone=EDGE, direct=True),
    Sample("1.34.8", f"{MIRROR}k8s-v1.34.8-mold-cks-amd64-r1.iso", digest=""),  # not there: 404
    Sample("1.34.9", f"{BUSY}k8s-v1.34.9-mold-cks-amd64-r1.iso", digest=""),
)
_DISABLED: Final = _SETTLED[0]
_PAUSED: Final = Sample("1.34.10", "k8s-v1.34.10-mold-cks-amd64-r1.iso")
# Three at once is the default: the last one waits for its turn.
_UNDER_WAY: Final = tuple(
    Sample(image.version, image.path)
    for image in IMAGES
    if image.path not in (NEW.path, _PAUSED.path) and not image.path.startswith(MIRROR)
)


def seed(ctx: Context, url: str, digests: Mapping[str, str]) -> None:
    """Fill a fresh store from the site at ``url``, whose ISOs have these digests."""
    zone_ids = _zones(ctx)
    sources.add(ctx, SourceKind.INDEX, f"{url}/", "Demo")

    def add(sample: Sample) -> str:
        digest = digests.get(sample.path, "") if sample.digest is None else sample.digest
        form = VersionForm(
            semanticversion=sample.semanticversion,
            name=sample.name,
            zone=zone_ids[sample.zone] if sample.zone else None,
            url=f"{url}/{sample.path}",
            checksum=f"{{SHA-256}}{digest}" if digest else "",
            directdownload=sample.direct,
            arch=sample.arch,
        )
        return versions.add(ctx, form).version.id

    paused = add(_PAUSED)
    settled = {sample: add(sample) for sample in _SETTLED}
    worker.ensure(ctx)
    _wait(ctx, lambda: all(_is_settled(iso) for it in settled.values() for iso in _isos(ctx, it)))
    versions.set_state(ctx, [settled[_DISABLED]], VersionState.DISABLED)
    _wait(ctx, lambda: all(iso.received * 4 > (iso.size or 0) for iso in _isos(ctx, paused)))
    downloads.pause(ctx, [paused])
    for sample in _UNDER_WAY:
        add(sample)
    worker.ensure(ctx)


def _zones(ctx: Context) -> dict[str, str]:
    """The ids of the two zones by their names, in place of the one of a fresh store."""
    first = zones.all_zones(ctx)
    ids = {
        CORE: zones.add(ctx, CORE, ZoneType.CORE).id,
        EDGE: zones.add(ctx, EDGE, ZoneType.EDGE).id,
    }
    for zone in first:
        zones.remove(ctx, zone.id)
    return ids


def _isos(ctx: Context, version: str) -> tuple[Iso, ...]:
    return versions.get(ctx, version).isos


def _is_settled(iso: Iso) -> bool:
    return iso.state in (IsoState.READY, IsoState.FAILED) or iso.phase is Phase.WAITING


def _wait(ctx: Context, holds: Callable[[], bool]) -> None:
    """Wait until something holds; looked at whenever the store changed."""
    watch = Watch(ctx)
    deadline = time.monotonic() + PATIENCE
    try:
        while not holds():
            while not watch.changed():
                if time.monotonic() > deadline:
                    raise TimeoutError("the worker has not done the demo's work; see its log")
                time.sleep(0.02)
    finally:
        watch.close()
