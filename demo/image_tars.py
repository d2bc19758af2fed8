"""Archives of container images, as the field's tools write them, with one layer each."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from collections.abc import Mapping
from typing import NamedTuple

EPOCH = 1_767_225_600  # 2026-01-01 UTC: every time inside an image, so that it is reproducible
# CloudStack's names of the architectures, and the ones that builds carry.
BUILD_ARCH = {"x86_64": "amd64", "aarch64": "arm64", "s390x": "s390x"}
_OCI = "application/vnd.oci.image"


class Image(NamedTuple):
    """The parts of a container image: bytes by their digests."""

    blobs: dict[str, bytes]
    config: str
    layer: str
    manifest: str


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def tar(files: Mapping[str, bytes], mode: int = 0o644) -> bytes:
    """A tar archive of these files."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.GNU_FORMAT) as archive:
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size, entry.mtime, entry.mode = len(data), EPOCH, mode
            archive.addfile(entry, io.BytesIO(data))
    return buffer.getvalue()


def image(arch: str, data: bytes) -> Image:
    """An image whose layer holds ``data``. ``arch``: CloudStack's name."""
    layer = tar({"payload": data})
    config = _json(
        {
            "architecture": BUILD_ARCH[arch],
            "os": "linux",
            "config": {},
            "rootfs": {"type": "layers", "diff_ids": [f"sha256:{sha256(layer)}"]},
        }
    )
    manifest = _json(
        {
            "schemaVersion": 2,
            "mediaType": f"{_OCI}.manifest.v1+json",
            "config": _described(f"{_OCI}.config.v1+json", config),
            "layers": [_described(f"{_OCI}.layer.v1.tar", layer)],
        }
    )
    blobs = {sha256(each): each for each in (layer, config, manifest)}
    return Image(blobs, sha256(config), sha256(layer), sha256(manifest))


def docker_save(name: str, arch: str, data: bytes) -> dict[str, bytes]:
    """What ``docker save`` wrote until version 25."""
    made = image(arch, data)
    entry = {
        "Config": f"{made.config}.json",
        "RepoTags": [name],
        "Layers": [f"{made.layer}/layer.tar"],
    }
    return {
        f"{made.layer}/layer.tar": made.blobs[made.layer],
        f"{made.config}.json": made.blobs[made.config],
        "manifest.json": _json([entry]),
    }


def oci(name: str, arch: str, data: bytes) -> dict[str, bytes]:
    """What ``skopeo copy`` writes to an ``oci-archive``."""
    made = image(arch, data)
    top = _described(f"{_OCI}.manifest.v1+json", made.blobs[made.manifest])
    top["annotations"] = {"org.opencontainers.image.ref.name": name}
    return _layout(made, top)


def both(name: str, arch: str, data: bytes) -> dict[str, bytes]:
    """What ``docker save`` writes since version 25, and ``ctr image export``: both layouts, and an
    index of the images of all architectures, of which one alone is there."""
    made = image(arch, data)
    own = _described(f"{_OCI}.manifest.v1+json", made.blobs[made.manifest])
    own["platform"] = {"architecture": BUILD_ARCH[arch], "os": "linux"}
    absent = _described(f"{_OCI}.manifest.v1+json", b"of another architecture")
    absent["platform"] = {"architecture": "ppc64le", "os": "linux"}
    index = _json({"schemaVersion": 2, "manifests": [own, absent]})
    made.blobs[sha256(index)] = index
    top = _described(f"{_OCI}.index.v1+json", index)
    top["annotations"] = {
        "io.containerd.image.name": name,
        "org.opencontainers.image.ref.name": name.rpartition(":")[2],
    }
    entry = {
        "Config": f"blobs/sha256/{made.config}",
        "RepoTags": [name],
        "Layers": [f"blobs/sha256/{made.layer}"],
    }
    return {**_layout(made, top), "manifest.json": _json([entry])}


def _layout(made: Image, top: Mapping[str, object]) -> dict[str, bytes]:
    return {
        **{f"blobs/sha256/{digest}": blob for digest, blob in made.blobs.items()},
        "index.json": _json({"schemaVersion": 2, "manifests": [top]}),
        "oci-layout": _json({"imageLayoutVersion": "1.0.0"}),
    }


def _described(media: str, blob: bytes) -> dict[str, object]:
    return {"mediaType": media, "digest": f"sha256:{sha256(blob)}", "size": len(blob)}


def _json(value: object) -> bytes:
    return json.dumps(value).encode()
