"""The files inside a Kubernetes binaries ISO, as the field's build scripts lay them out."""

from __future__ import annotations

import gzip
import json
import random
import struct
from collections.abc import Mapping

from demo import image_tars
from demo.image_tars import BUILD_ARCH, EPOCH, sha256, tar
from kisotui.domain import kubeadm

_NOTHING: Mapping[str, bytes] = {}
NETWORK_IMAGE = "quay.io/calico/node:v3.33.0"
# ELF: e_machine, byte order, and the code of exit(0).
_MACHINE = {
    "x86_64": (62, "<", bytes.fromhex("31ffb83c0000000f05")),
    "aarch64": (183, "<", bytes.fromhex("000080d2a80b80d2010000d4")),
    "s390x": (22, ">", bytes.fromhex("a72800000a01")),
}
_PROGRAMS = ("kubeadm", "kubelet", "kubectl")

_KUBELET_SERVICE = """\
[Unit]
Description=kubelet: The Kubernetes Node Agent
Wants=network-online.target
After=network-online.target

[Service]
ExecStart=/opt/bin/kubelet
Restart=always
StartLimitInterval=0
RestartSec=10

[Install]
WantedBy=multi-user.target
"""
_KUBEADM_CONF = """\
[Service]
Environment="KUBELET_CONFIG_ARGS=--config=/var/lib/kubelet/config.yaml"
EnvironmentFile=-/var/lib/kubelet/kubeadm-flags.env
ExecStart=
ExecStart=/opt/bin/kubelet $KUBELET_CONFIG_ARGS $KUBELET_KUBEADM_ARGS $KUBELET_EXTRA_ARGS
"""
_NETWORK = """\
apiVersion: v1
kind: ConfigMap
metadata:
  name: calico-config
  namespace: kube-system
data:
  calico_backend: bird
---
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: calico-node
  namespace: kube-system
spec:
  selector:
    matchLabels: {k8s-app: calico-node}
  template:
    metadata:
      labels: {k8s-app: calico-node}
    spec:
      hostNetwork: true
      containers:
        - name: calico-node
          image: quay.io/calico/node:v3.33.0
"""


def image_names(version: str, arch: str) -> list[str]:
    """The container images that a cluster of this version pulls."""
    needed = kubeadm.needed(version, BUILD_ARCH[arch])
    return [*(str(each.name) for each in needed), NETWORK_IMAGE]


def elf(arch: str, program: str, version: str, padding: bytes) -> bytes:
    """A statically linked program that exits 0 and names its version, as a real one does."""
    machine, order, code = _MACHINE[arch]
    # Go's linker puts in the version once for each of two packages, side by side.
    text = f"{program}\0v{version}\0v{version}\0".encode()
    body = code.ljust(16, b"\0") + text + padding
    start, base = 120, 0x400000  # behind the ELF header (64 bytes) and one program header (56)
    ident = b"\x7fELF" + bytes([2, 1 if order == "<" else 2, 1]) + bytes(9)
    header = struct.pack(
        order + "HHIQQQIHHHHHH", 2, machine, 1, base + start, 64, 0, 0, 64, 56, 1, 64, 0, 0
    )
    size = start + len(body)
    segment = struct.pack(order + "IIQQQQQQ", 1, 5, 0, base, base, size, size, 0x1000)
    return ident + header + segment + body


def cloudstack(
    version: str, arch: str, size: int, seed: int, instead: Mapping[str, bytes] = _NOTHING
) -> dict[str, bytes]:
    """The files of CloudStack's build script: path to content, about ``size`` bytes in all.

    ``instead``: other contents for some of them.
    """
    noise = random.Random(f"{seed} {version} {arch}")  # incompressible
    files = {**_common(version, arch, size, noise), **instead}
    names = image_names(version, arch)
    writers = (image_tars.docker_save, image_tars.both)  # of an older Docker, and of a newer one
    for number, name in enumerate(names):
        data = noise.randbytes(size * 13 // 16 // len(names))
        saved = writers[number % len(writers)](name, arch, data)
        files[f"docker/{name.rpartition('/')[2]}.tar"] = tar(saved)
    return files


def mold(
    version: str, arch: str, size: int, seed: int, instead: Mapping[str, bytes] = _NOTHING
) -> dict[str, bytes]:
    """The files of Mold's build, and what proves them; the rest as in ``cloudstack``."""
    noise = random.Random(f"{seed} {version} {arch}")
    files = {**_common(version, arch, size, noise), **instead}
    etcd = tar(
        {f"etcd-v3.6.5-linux-{BUILD_ARCH[arch]}/etcd": elf(arch, "etcd", "3.6.5", b"")}, 0o755
    )
    files[f"etcd/etcd-linux-{BUILD_ARCH[arch]}.tar.gz"] = gzip.compress(etcd, mtime=EPOCH)
    names = image_names(version, arch)
    images = [
        _mold_image(files, name, arch, noise.randbytes(size * 13 // 16 // len(names)))
        for name in names
    ]
    lines = (
        f"{image['path'].removeprefix('docker/')} {image['reference'].partition('@')[0]}\n"
        for image in images
    )
    files["docker/images.list"] = "".join(lines).encode()
    manifest = {
        "schema": 1,
        "kubernetes_version": version,
        "architecture": BUILD_ARCH[arch],
        "profile": "mold-cks",
        "revision": "r1",
        "images": images,
        "files": {path: sha256(data) for path, data in sorted(files.items())},
    }
    files["manifest.json"] = json.dumps(manifest, indent=2).encode()
    component = {"type": "application", "name": "kubernetes", "version": version}
    sbom = {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "components": [component]}
    files["sbom.cdx.json"] = json.dumps(sbom, indent=2).encode()
    files["SHA256SUMS"] = sums(files)
    return files


def sums(files: Mapping[str, bytes]) -> bytes:
    """What ``SHA256SUMS`` says of these files."""
    return "".join(f"{sha256(data)}  {path}\n" for path, data in files.items()).encode()


def _mold_image(files: dict[str, bytes], name: str, arch: str, data: bytes) -> dict[str, str]:
    """Put an archive among the files; gives what the manifest says of it."""
    digest = image_tars.image(arch, data).manifest
    path, archive = f"docker/{digest}.tar", tar(image_tars.oci(name, arch, data))
    files[path] = archive
    return {
        "original": name,
        "reference": f"{name.rpartition(':')[0]}@sha256:{digest}",
        "import_alias": name,
        "path": path,
        "sha256": sha256(archive),
    }


def _common(version: str, arch: str, size: int, noise: random.Random) -> dict[str, bytes]:
    """What both kinds have but for the images."""
    build = BUILD_ARCH[arch]
    cni = tar({name: elf(arch, name, version, b"") for name in ("./bridge", "./loopback")}, 0o755)
    crictl = tar({"crictl": elf(arch, "crictl", version, b"")}, 0o755)
    return {
        **{
            f"k8s/{name}": elf(arch, name, version, noise.randbytes(size // 16))
            for name in _PROGRAMS
        },
        f"cni/cni-plugins-{build}.tgz": gzip.compress(cni, mtime=EPOCH),
        f"cri-tools/crictl-linux-{build}.tar.gz": gzip.compress(crictl, mtime=EPOCH),
        "kubelet.service": _KUBELET_SERVICE.encode(),
        "10-kubeadm.conf": _KUBEADM_CONF.encode(),
        "network.yaml": _NETWORK.encode(),
    }
