"""The files inside a Kubernetes binaries ISO, as the field's build scripts lay them out."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import random
import struct
import tarfile
from collections.abc import Mapping

EPOCH = 1_767_225_600  # 2026-01-01 UTC: every time inside an image, so that it is reproducible

# CloudStack's names of the architectures, and the ones that Kubernetes builds carry.
BUILD_ARCH = {"x86_64": "amd64", "aarch64": "arm64", "s390x": "s390x"}
# ELF: e_machine, byte order, and the code of exit(0).
_MACHINE = {
    "x86_64": (62, "<", bytes.fromhex("31ffb83c0000000f05")),
    "aarch64": (183, "<", bytes.fromhex("000080d2a80b80d2010000d4")),
    "s390x": (22, ">", bytes.fromhex("a72800000a01")),
}
_PROGRAMS = ("kubeadm", "kubelet", "kubectl")
_CONTROL_PLANE = ("kube-apiserver", "kube-controller-manager", "kube-scheduler", "kube-proxy")

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
"""


def image_tags(version: str) -> list[str]:
    """The container images that a control plane of this version pulls."""
    return [
        *(f"registry.k8s.io/{name}:v{version}" for name in _CONTROL_PLANE),
        "registry.k8s.io/coredns/coredns:v1.12.1",
        "registry.k8s.io/pause:3.10.1",
    ]


def elf(arch: str, program: str, version: str, padding: bytes) -> bytes:
    """A statically linked program that exits 0 and names its version, as a real one does."""
    machine, order, code = _MACHINE[arch]
    text = f"{program}\0Kubernetes v{version}\0gitVersion=v{version}\0".encode()
    body = code.ljust(16, b"\0") + text + padding
    start, base = 120, 0x400000  # behind the ELF header (64 bytes) and one program header (56)
    ident = b"\x7fELF" + bytes([2, 1 if order == "<" else 2, 1]) + bytes(9)
    header = struct.pack(
        order + "HHIQQQIHHHHHH", 2, machine, 1, base + start, 64, 0, 0, 64, 56, 1, 64, 0, 0
    )
    size = start + len(body)
    segment = struct.pack(order + "IIQQQQQQ", 1, 5, 0, base, base, size, size, 0x1000)
    return ident + header + segment + body


def tar(files: Mapping[str, bytes], mode: int = 0o644) -> bytes:
    """A tar archive of these files."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.GNU_FORMAT) as archive:
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size, entry.mtime, entry.mode = len(data), EPOCH, mode
            archive.addfile(entry, io.BytesIO(data))
    return buffer.getvalue()


def container_image(tag: str, arch: str, data: bytes) -> bytes:
    """What ``docker save`` writes: one layer holding ``data``, the config, the manifest."""
    layer = tar({"payload": data})
    layer_id = hashlib.sha256(layer).hexdigest()
    config = json.dumps(
        {
            "architecture": BUILD_ARCH[arch],
            "os": "linux",
            "config": {},
            "rootfs": {"type": "layers", "diff_ids": [f"sha256:{layer_id}"]},
        }
    ).encode()
    config_name = f"{hashlib.sha256(config).hexdigest()}.json"
    entry = {"Config": config_name, "RepoTags": [tag], "Layers": [f"{layer_id}/layer.tar"]}
    return tar(
        {
            f"{layer_id}/layer.tar": layer,
            config_name: config,
            "manifest.json": json.dumps([entry]).encode(),
        }
    )


def cloudstack(version: str, arch: str, size: int, seed: int) -> dict[str, bytes]:
    """The files of CloudStack's build script: path to content, about ``size`` bytes in all."""
    noise = random.Random(f"{seed} {version} {arch}")  # incompressible
    build, tags = BUILD_ARCH[arch], image_tags(version)
    program_size, image_size = size // 16, size * 13 // 16 // len(tags)
    cni = tar({name: elf(arch, name, version, b"") for name in ("./bridge", "./loopback")}, 0o755)
    crictl = tar({"crictl": elf(arch, "crictl", version, b"")}, 0o755)
    files = {
        f"k8s/{name}": elf(arch, name, version, noise.randbytes(program_size)) for name in _PROGRAMS
    }
    files |= {
        f"cni/cni-plugins-{build}.tgz": gzip.compress(cni, mtime=EPOCH),
        f"cri-tools/crictl-linux-{build}.tar.gz": gzip.compress(crictl, mtime=EPOCH),
        "kubelet.service": _KUBELET_SERVICE.encode(),
        "10-kubeadm.conf": _KUBEADM_CONF.encode(),
        "network.yaml": _NETWORK.encode(),
    }
    for tag in tags:
        name = tag.rpartition("/")[2].replace(":", "_")
        files[f"docker/{name}.tar"] = container_image(tag, arch, noise.randbytes(image_size))
    return files


def mold(version: str, arch: str, size: int, seed: int) -> dict[str, bytes]:
    """The files of Mold's build: CloudStack's, and what proves them."""
    files = cloudstack(version, arch, size, seed)
    tags = image_tags(version)
    files["docker/images.list"] = "".join(f"{tag}\n" for tag in tags).encode()
    component = {"type": "application", "name": "kubernetes", "version": version}
    sbom = {"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1, "components": [component]}
    files["sbom.cdx.json"] = json.dumps(sbom, indent=2).encode()
    manifest = {
        "kubernetes_version": version,
        "architecture": BUILD_ARCH[arch],
        "profile": "mold-cks",
        "revision": 1,
        "images": tags,
        "files": [
            {"path": path, "sha256": hashlib.sha256(data).hexdigest()}
            for path, data in files.items()
        ],
    }
    files["manifest.json"] = json.dumps(manifest, indent=2).encode()
    sums = (f"{hashlib.sha256(data).hexdigest()}  {path}\n" for path, data in files.items())
    files["SHA256SUMS"] = "".join(sums).encode()
    return files
