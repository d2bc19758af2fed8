"""Defects of a Kubernetes ISO, made by code: each spoils a whole one in one way.

A defect has a name, whose kind of ISO it spoils, and exactly what is to be found then.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from typing import NamedTuple

from demo import contents, image_tars
from demo.image_tars import sha256, tar
from demo.images import Kind
from tests.support import isos
from tests.support.iso_writer import Link

Made = dict[str, bytes | Link]
Spoil = Callable[[Made], Made]

CNI = "cni/cni-plugins-amd64.tgz"
PROXY = "docker/kube-proxy:v1.34.12.tar"  # as an older Docker writes it
PAUSE = "docker/pause:3.10.1.tar"
PROXY_NAME = "registry.k8s.io/kube-proxy:v1.34.12"
PAUSE_NAME = "registry.k8s.io/pause:3.10.1"


class Defect(NamedTuple):
    name: str
    kind: Kind
    spoil: Spoil
    found: list[tuple[str, str]]
    """Code and path of each finding, the worst first."""


def _plain(made: Made, path: str) -> bytes:
    data = made[path]
    assert isinstance(data, bytes)
    return data


def _with(path: str, data: bytes | Link) -> Spoil:
    return lambda made: {**made, path: data}


def _without(*paths: str) -> Spoil:
    return lambda made: {path: data for path, data in made.items() if path not in paths}


def _changed(path: str, change: Callable[[bytes], bytes]) -> Spoil:
    return lambda made: {**made, path: change(_plain(made, path))}


def _program(arch: str = "x86_64", version: str = "1.34.12") -> bytes:
    return contents.elf(arch, "kubelet", version, b"")


def _packed(files: dict[str, bytes]) -> bytes:
    return gzip.compress(tar(files), mtime=0)


def _saved(name: str, arch: str = "x86_64") -> dict[str, bytes]:
    return image_tars.docker_save(name, arch, b"data")


def programs() -> Iterator[Defect]:
    for path in ("k8s/kubeadm", "kubelet.service", "10-kubeadm.conf", "network.yaml"):
        yield Defect(f"no {path}", "cloudstack", _without(path), [("part-missing", path)])
    yield Defect("no cni", "cloudstack", _without(CNI), [("part-missing", CNI)])
    crictl = "cri-tools/crictl-linux-amd64.tar.gz"
    yield Defect("no crictl", "cloudstack", _without(crictl), [("part-missing", crictl)])
    kubelet = "k8s/kubelet"
    yield Defect("empty kubelet", "cloudstack", _with(kubelet, b""), [("part-empty", kubelet)])
    page = b"<html>404 Not Found</html>"
    yield Defect("a page as kubelet", "cloudstack", _with(kubelet, page), [("not-elf", kubelet)])
    arm = _with(kubelet, _program("aarch64"))
    yield Defect("arm kubelet", "cloudstack", arm, [("arch-wrong", kubelet)])
    old = _with(kubelet, _program(version="1.33.1"))
    yield Defect("old kubelet", "cloudstack", old, [("version-wrong", kubelet)])
    cut = _changed(kubelet, lambda data: data[: len(data) // 2])
    yield Defect("cut kubelet", "cloudstack", cut, [("elf-cut", kubelet)])
    helper = _with("tools/helper", _program("s390x"))
    yield Defect("another program", "cloudstack", helper, [("arch-wrong", "tools/helper")])
    dangling = _with("etc", Link("nowhere"))
    yield Defect("a dangling link", "cloudstack", dangling, [("link-broken", "etc")])


def packed() -> Iterator[Defect]:
    for name, data, code in (
        ("no gzip", b"<html>" * 200, "archive-broken"),
        ("no tar", gzip.compress(b"x" * 1000), "archive-broken"),
        ("a bomb", gzip.compress(bytes(64 << 20)), "archive-huge"),
        ("no programs", _packed({"README": b"none"}), "archive-empty"),
    ):
        yield Defect(f"cni: {name}", "cloudstack", _with(CNI, data), [(code, CNI)])
    half = _changed(CNI, lambda data: data[: len(data) // 2])
    yield Defect("cni: cut", "cloudstack", half, [("archive-cut", CNI)])
    arm = _with(CNI, _packed({"./bridge": _program(), "./host-local": _program("aarch64")}))
    yield Defect("cni: arm", "cloudstack", arm, [("arch-wrong", f"{CNI}:host-local")])
    out = _with(CNI, _packed({"bridge": _program(), "../../etc/passwd": b"root"}))
    yield Defect("cni: out", "cloudstack", out, [("archive-unsafe", f"{CNI}:../../etc/passwd")])


def images() -> Iterator[Defect]:
    def one(name: str, data: bytes, *found: tuple[str, str]) -> Defect:
        return Defect(f"image: {name}", "cloudstack", _with(PROXY, data), list(found))

    missing = ("image-missing", "")
    whole = _saved(PROXY_NAME)
    layer = next(name for name in whole if name.endswith("layer.tar"))
    config = next(name for name in whole if name.endswith(".json") and name != "manifest.json")
    yield Defect(
        "no images", "cloudstack", _no_images, [("images-none", "docker"), ("kind-unknown", "")]
    )
    yield Defect("no kube-proxy", "cloudstack", _without(PROXY), [missing])
    yield one("no tar", b"<html>" * 200, ("image-broken", PROXY), missing)
    yield one("cut", tar(whole)[:1000], ("image-cut", PROXY), missing)
    yield one("no layer", tar(_less(whole, layer)), ("image-layer-missing", PROXY))
    yield one("no config", tar(_less(whole, config)), ("image-config-missing", PROXY))
    no_manifest = tar(_less(whole, "manifest.json"))
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
    old_pause = _with(PAUSE, tar(_saved("registry.k8s.io/pause:3.6")))
    yield Defect("image: old pause", "cloudstack", old_pause, [("image-tag", "")])


def oci_images() -> Iterator[Defect]:
    whole = image_tars.both(PAUSE_NAME, "x86_64", b"data")
    made = image_tars.image("x86_64", b"data")

    def one(name: str, data: dict[str, bytes], *found: tuple[str, str]) -> Defect:
        return Defect(f"oci: {name}", "cloudstack", _with(PAUSE, tar(data)), list(found))

    blob, missing = f"blobs/sha256/{made.layer}", ("image-missing", "")
    yield one("both layouts", whole)
    yield one("packed", {**whole, blob: b"x"}, ("image-digest", PAUSE))
    lost = ("image-layer-missing", PAUSE), ("image-blob-missing", PAUSE)
    yield one("no layer", _less(whole, blob), *lost)
    alone = image_tars.oci(PAUSE_NAME, "x86_64", b"data")
    yield one("index alone", alone)
    manifest = f"blobs/sha256/{made.manifest}"
    yield one("no manifest", _less(alone, manifest), ("image-blob-missing", PAUSE), missing)
    arm = image_tars.oci(PAUSE_NAME, "aarch64", b"data")
    yield one("arm", arm, ("image-arch", PAUSE))
    both = image_tars.both(PAUSE_NAME, "aarch64", b"data")
    yield one("arm in both", both, ("image-arch", PAUSE))
    top = {**json.loads(alone["index.json"]), "manifests": []}
    empty = {**alone, "index.json": json.dumps(top).encode()}
    yield one("no index", empty, ("image-json", PAUSE), missing)


def manifests() -> Iterator[Defect]:
    def one(name: str, data: bytes, *found: tuple[str, str]) -> Defect:
        return Defect(f"yaml: {name}", "cloudstack", _with("headlamp.yaml", data), list(found))

    path = "headlamp.yaml"
    yield one("broken", b"a: [1,\nb: }", ("yaml-broken", path))
    yield one("control characters", b"a: \x00\x01", ("yaml-broken", path))
    yield one("a page", b"<html>404 Not Found</html>", ("yaml-empty", path))
    yield one("empty", b"# nothing\n", ("yaml-empty", path))
    yield one("deep", b"[" * 5000, ("yaml-huge", path))
    bomb = b"a: &a [x, x]\n" + b"".join(
        b"%c: &%c [*%c, *%c, *%c]\n" % (n + 1, n + 1, n, n, n) for n in range(97, 122)
    )
    yield one("aliases that multiply", bomb)
    yield one("an image", b"spec: {image: 'ghcr.io/a/b:v1'}", ("image-referenced", path))
    yield one("a template", b"spec: {image: '{{ image }}'}")


def mold() -> Iterator[Defect]:
    def one(name: str, spoil: Spoil, *found: tuple[str, str]) -> Defect:
        return Defect(f"mold: {name}", "mold", spoil, list(found))

    conf, listed = "10-kubeadm.conf", "docker/images.list"
    altered = _with(conf, b"altered")
    yield one("altered", altered, ("sums-mismatch", conf), ("manifest-mismatch", conf))
    proven = lambda made: isos.prove(altered(made))  # noqa: E731
    yield one("altered and proven", proven, ("manifest-mismatch", conf))
    added = _with("extra.conf", b"x")
    yield one("added", added, ("sums-unlisted", "extra.conf"), ("manifest-unlisted", "extra.conf"))
    etcd = "etcd/etcd-linux-amd64.tar.gz"
    yield one("taken away", _without(etcd), ("sums-absent", etcd), ("manifest-absent", etcd))
    yield one("no sums", _without("SHA256SUMS"), ("sums-missing", "SHA256SUMS"))
    yield one("sums that are none", _with("SHA256SUMS", b"<html>"), ("sums-broken", "SHA256SUMS"))
    yield one(
        "another version",
        _manifest(kubernetes_version="1.33.1"),
        ("manifest-version", "manifest.json"),
    )
    yield one("another arch", _manifest(architecture="arm64"), ("manifest-arch", "manifest.json"))
    yield one("no files", _manifest(files={}), ("manifest-broken", "manifest.json"))
    more = lambda made: _proven(made, listed, _plain(made, listed) + b"x.tar quay.io/x\n")  # noqa: E731
    yield one("a list of more", more, ("image-listed", listed))
    less = lambda made: _proven(made, listed, _plain(made, listed).partition(b"\n")[2])  # noqa: E731
    yield one("a list of less", less, ("image-unlisted", _first_archive()))


def all_defects() -> list[Defect]:
    families = (programs, packed, images, oci_images, manifests, mold)
    return [defect for family in families for defect in family()]


def _less(files: dict[str, bytes], name: str) -> dict[str, bytes]:
    return {path: data for path, data in files.items() if path != name}


def _no_images(made: Made) -> Made:
    return {path: data for path, data in made.items() if not path.startswith("docker/")}


def _manifest(**values: object) -> Spoil:
    def spoil(made: Made) -> Made:
        manifest = {**json.loads(_plain(made, "manifest.json")), **values}
        return isos.prove({**made, "manifest.json": json.dumps(manifest).encode()})

    return spoil


def _proven(made: Made, path: str, data: bytes) -> Made:
    """Change a file and all that proves it."""
    manifest = json.loads(_plain(made, "manifest.json"))
    manifest["files"][path] = sha256(data)
    return isos.prove({**made, path: data, "manifest.json": json.dumps(manifest).encode()})


def _first_archive() -> str:
    listed = _plain(isos.whole("mold"), "docker/images.list")
    return f"docker/{listed.split()[0].decode()}"
