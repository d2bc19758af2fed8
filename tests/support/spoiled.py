"""Defects of a Kubernetes ISO, made by code: each spoils a whole one in one way.

A defect has a name, whose kind of ISO it spoils, and exactly what is to be found then.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator

from demo import contents
from demo.image_tars import sha256, tar
from tests.support import isos
from tests.support.defects import Defect, Made, Spoil, changed, plain, put, without
from tests.support.iso_writer import Link
from tests.support.spoiled_images import images, oci_images, saved_images

CNI = "cni/cni-plugins-amd64.tgz"


def _program(arch: str = "x86_64", version: str = "1.34.12") -> bytes:
    return contents.elf(arch, "kubelet", version, b"")


def _packed(files: dict[str, bytes]) -> bytes:
    return gzip.compress(tar(files), mtime=0)


def programs() -> Iterator[Defect]:
    for path in ("k8s/kubeadm", "kubelet.service", "10-kubeadm.conf", "network.yaml"):
        yield Defect(f"no {path}", "cloudstack", without(path), [("part-missing", path)])
    yield Defect("no cni", "cloudstack", without(CNI), [("part-missing", CNI)])
    crictl = "cri-tools/crictl-linux-amd64.tar.gz"
    yield Defect("no crictl", "cloudstack", without(crictl), [("part-missing", crictl)])
    kubelet = "k8s/kubelet"
    yield Defect("empty kubelet", "cloudstack", put(kubelet, b""), [("part-empty", kubelet)])
    page = b"<html>404 Not Found</html>"
    yield Defect("a page as kubelet", "cloudstack", put(kubelet, page), [("not-elf", kubelet)])
    arm = put(kubelet, _program("aarch64"))
    yield Defect("arm kubelet", "cloudstack", arm, [("arch-wrong", kubelet)])
    old = put(kubelet, _program(version="1.33.1"))
    yield Defect("old kubelet", "cloudstack", old, [("version-wrong", kubelet)])
    cut = changed(kubelet, lambda data: data[: len(data) // 2])
    yield Defect("cut kubelet", "cloudstack", cut, [("elf-cut", kubelet)])
    helper = put("tools/helper", _program("s390x"))
    yield Defect("another program", "cloudstack", helper, [("arch-wrong", "tools/helper")])
    dangling = put("etc", Link("nowhere"))
    yield Defect("a dangling link", "cloudstack", dangling, [("link-broken", "etc")])


def packed() -> Iterator[Defect]:
    for name, data, code in (
        ("no gzip", b"<html>" * 200, "archive-broken"),
        ("no tar", gzip.compress(b"x" * 1000), "archive-broken"),
        ("a bomb", gzip.compress(bytes(64 << 20)), "archive-huge"),
        ("no programs", _packed({"README": b"none"}), "archive-empty"),
    ):
        yield Defect(f"cni: {name}", "cloudstack", put(CNI, data), [(code, CNI)])
    half = changed(CNI, lambda data: data[: len(data) // 2])
    yield Defect("cni: cut", "cloudstack", half, [("archive-cut", CNI)])
    arm = put(CNI, _packed({"./bridge": _program(), "./host-local": _program("aarch64")}))
    yield Defect("cni: arm", "cloudstack", arm, [("arch-wrong", f"{CNI}:host-local")])
    out = put(CNI, _packed({"bridge": _program(), "../../etc/passwd": b"root"}))
    yield Defect("cni: out", "cloudstack", out, [("archive-unsafe", f"{CNI}:../../etc/passwd")])


def manifests() -> Iterator[Defect]:
    def one(name: str, data: bytes, *found: tuple[str, str]) -> Defect:
        return Defect(f"yaml: {name}", "cloudstack", put("headlamp.yaml", data), list(found))

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
    altered = put(conf, b"altered")
    yield one("altered", altered, ("sums-mismatch", conf), ("manifest-mismatch", conf))
    proven = lambda made: isos.prove(altered(made))  # noqa: E731
    yield one("altered and proven", proven, ("manifest-mismatch", conf))
    added = put("extra.conf", b"x")
    yield one("added", added, ("sums-unlisted", "extra.conf"), ("manifest-unlisted", "extra.conf"))
    etcd = "etcd/etcd-linux-amd64.tar.gz"
    yield one("taken away", without(etcd), ("sums-absent", etcd), ("manifest-absent", etcd))
    yield one("no sums", without("SHA256SUMS"), ("sums-missing", "SHA256SUMS"))
    yield one("sums that are none", put("SHA256SUMS", b"<html>"), ("sums-broken", "SHA256SUMS"))
    yield one(
        "another version",
        _manifest(kubernetes_version="1.33.1"),
        ("manifest-version", "manifest.json"),
    )
    yield one("another arch", _manifest(architecture="arm64"), ("manifest-arch", "manifest.json"))
    yield one("no files", _manifest(files={}), ("manifest-broken", "manifest.json"))
    more = lambda made: _proven(made, listed, plain(made, listed) + b"x.tar quay.io/x\n")  # noqa: E731
    yield one("a list of more", more, ("image-listed", listed))
    less = lambda made: _proven(made, listed, plain(made, listed).partition(b"\n")[2])  # noqa: E731
    yield one("a list of less", less, ("image-unlisted", _first_archive()))


def all_defects() -> list[Defect]:
    families = (programs, packed, images, saved_images, oci_images, manifests, mold)
    return [defect for family in families for defect in family()]


def _manifest(**values: object) -> Spoil:
    def spoil(made: Made) -> Made:
        manifest = {**json.loads(plain(made, "manifest.json")), **values}
        return isos.prove({**made, "manifest.json": json.dumps(manifest).encode()})

    return spoil


def _proven(made: Made, path: str, data: bytes) -> Made:
    """Change a file and all that proves it."""
    manifest = json.loads(plain(made, "manifest.json"))
    manifest["files"][path] = sha256(data)
    return isos.prove({**made, path: data, "manifest.json": json.dumps(manifest).encode()})


def _first_archive() -> str:
    listed = plain(isos.whole("mold"), "docker/images.list")
    return f"docker/{listed.split()[0].decode()}"
