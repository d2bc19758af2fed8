"""Defects of the container images in a Kubernetes ISO, as those in ``spoiled``."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator

from demo import image_tars
from demo.image_tars import Image, sha256, tar
from tests.support.defects import Defect, Made, less, put, without

PROXY = "docker/kube-proxy:v1.34.12.tar"  # as an older Docker writes it
PAUSE = "docker/pause:3.10.1.tar"
PROXY_NAME = "registry.k8s.io/kube-proxy:v1.34.12"
PAUSE_NAME = "registry.k8s.io/pause:3.10.1"


def images() -> Iterator[Defect]:
    def one(name: str, data: bytes, *found: tuple[str, str]) -> Defect:
        return Defect(f"image: {name}", "cloudstack", put(PROXY, data), list(found))

    missing = ("image-missing", "")
    whole = _saved(PROXY_NAME)
    layer = next(name for name in whole if name.endswith("layer.tar"))
    config = next(name for name in whole if name.endswith(".json") and name != "manifest.json")
    yield Defect(
        "no images", "cloudstack", _no_images, [("images-none", "docker"), ("kind-unknown", "")]
    )
    yield Defect("no kube-proxy", "cloudstack", without(PROXY), [missing])
    yield one("no tar", b"<html>" * 200, ("image-broken", PROXY), missing)
    yield one("cut", tar(whole)[:1000], ("image-cut", PROXY), missing)
    yield one("no layer", tar(less(whole, layer)), ("image-layer-missing", PROXY))
    yield one("no config", tar(less(whole, config)), ("image-config-missing", PROXY))
    no_manifest = tar(less(whole, "manifest.json"))
    yield one("no manifest", no_manifest, ("image-no-manifest", PROXY), missing)
    broken = tar({**whole, "manifest.json": b"[{"})
    yield one("no JSON", broken, ("image-json", PROXY), missing)
    other = tar({**whole, layer: b"another layer"})
    yield one("another layer", other, ("image-digest", PROXY))
    yield one("arm", tar(_saved(PROXY_NAME, "aarch64")), ("image-arch", PROXY))
    unsafe = tar({**whole, "../x": b"y"})
    yield one("out", unsafe, ("image-unsafe", PROXY))
    untagged = [{**json.loads(whole["manifest.json"])[0], "RepoTags": None}]
    nameless = tar({**whole, "manifest.json": json.dumps(untagged).encode()})
    yield one("nameless", nameless, missing, ("image-untagged", PROXY))
    old = tar(_saved("registry.k8s.io/kube-proxy:v1.33.1"))
    yield one("old", old, ("image-version", ""))
    elsewhere = tar(_saved("mirror.example/kube-proxy:v1.34.12"))
    yield one("elsewhere", elsewhere, ("image-registry", ""))
    old_pause = put(PAUSE, tar(_saved("registry.k8s.io/pause:3.6")))
    yield Defect("image: old pause", "cloudstack", old_pause, [("image-tag", "")])


def saved_images() -> Iterator[Defect]:
    """What other programs than Docker make of its layout."""

    def one(name: str, data: dict[str, bytes], *found: tuple[str, str]) -> Defect:
        return Defect(f"saved: {name}", "cloudstack", put(PROXY, tar(data)), list(found))

    made = image_tars.image("x86_64", b"data")
    layer = made.blobs[made.layer]
    zipped = gzip.compress(layer, mtime=0)
    yield one("plain layer", _named(f"{made.layer}.tar", layer))
    yield one("packed layer", _named(f"{sha256(zipped)}.tar.gz", zipped))
    other = _named(f"{sha256(zipped)}.tar.gz", gzip.compress(b"other", mtime=0))
    yield one("another packed layer", other, ("image-digest", PROXY))
    whole = _named(f"{made.layer}.tar", layer)
    none_listed = {**json.loads(whole["manifest.json"])[0], "Layers": []}
    unlisted = {**whole, "manifest.json": json.dumps([none_listed]).encode()}
    yield one("layer not listed", unlisted, ("image-layer-missing", PROXY))


def _named(path: str, layer: bytes) -> dict[str, bytes]:
    """An image whose only layer is called so."""
    saved = _saved(PROXY_NAME)
    listed = json.loads(saved["manifest.json"])[0]
    (before,) = listed["Layers"]
    manifest = json.dumps([{**listed, "Layers": [path]}]).encode()
    return {**less(saved, before), path: layer, "manifest.json": manifest}


def oci_images() -> Iterator[Defect]:
    whole = image_tars.both(PAUSE_NAME, "x86_64", b"data")
    made = image_tars.image("x86_64", b"data")

    def one(name: str, data: dict[str, bytes], *found: tuple[str, str]) -> Defect:
        return Defect(f"oci: {name}", "cloudstack", put(PAUSE, tar(data)), list(found))

    blob, missing = f"blobs/sha256/{made.layer}", ("image-missing", "")
    yield one("both layouts", whole)
    yield one("packed", {**whole, blob: b"x"}, ("image-digest", PAUSE))
    lost = ("image-layer-missing", PAUSE), ("image-blob-missing", PAUSE)
    yield one("no layer", less(whole, blob), *lost)
    alone = image_tars.oci(PAUSE_NAME, "x86_64", b"data")
    yield one("index alone", alone)
    manifest = f"blobs/sha256/{made.manifest}"
    yield one("no manifest", less(alone, manifest), ("image-blob-missing", PAUSE), missing)
    arm = image_tars.oci(PAUSE_NAME, "aarch64", b"data")
    yield one("arm", arm, ("image-arch", PAUSE))
    both = image_tars.both(PAUSE_NAME, "aarch64", b"data")
    yield one("arm in both", both, ("image-arch", PAUSE))
    yield one("layers not listed", _unlisted(alone, made), ("image-layer-missing", PAUSE))
    top = {**json.loads(alone["index.json"]), "manifests": []}
    empty = {**alone, "index.json": json.dumps(top).encode()}
    yield one("no index", empty, ("image-json", PAUSE), missing)


def _unlisted(alone: dict[str, bytes], made: Image) -> dict[str, bytes]:
    """The configuration knows of a layer more than the manifest lists."""
    config = json.loads(made.blobs[made.config])
    config["rootfs"]["diff_ids"].append(f"sha256:{'0' * 64}")
    manifest = json.loads(made.blobs[made.manifest])
    manifest["config"] = _described(config)
    index = json.loads(alone["index.json"])
    index["manifests"][0] |= _described(manifest)
    blobs = {f"blobs/sha256/{sha256(data)}": data for data in (_json(config), _json(manifest))}
    return {**alone, **blobs, "index.json": _json(index)}


def _described(value: object) -> dict[str, object]:
    data = _json(value)
    return {"digest": f"sha256:{sha256(data)}", "size": len(data)}


def _json(value: object) -> bytes:
    return json.dumps(value).encode()


def _no_images(made: Made) -> Made:
    return {path: data for path, data in made.items() if not path.startswith("docker/")}


def _saved(name: str, arch: str = "x86_64") -> dict[str, bytes]:
    return image_tars.docker_save(name, arch, b"data")
