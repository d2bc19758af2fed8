"""The parts of a Kubernetes ISO: what a path is, and what must be there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum, auto
from typing import Final

from kisotui.domain.contents import Finding, Kind
from kisotui.domain.findings import PROGRAMS, finding
from kisotui.iso.entry import Entry, EntryKind
from kisotui.iso.mold import IMAGES, MANIFEST, SUMS

_FILES: Final = (*PROGRAMS, "kubelet.service", "10-kubeadm.conf", "network.yaml")
# What the nodes look for, and a name to tell of where there is none.
_ARCHIVES: Final = (
    (re.compile(r"cni/cni-plugins-[^/]*\.tgz"), "cni/cni-plugins-{arch}.tgz"),
    (re.compile(r"cri-tools/crictl-linux-[^/]*\.tar\.gz"), "cri-tools/crictl-linux-{arch}.tar.gz"),
)
_OF_MOLD: Final = (MANIFEST, SUMS, IMAGES)


class Role(Enum):
    """What a file is looked at as."""

    IMAGES = auto()
    """An archive of container images."""
    PACKED = auto()
    """A packed archive of programs."""
    MANIFEST = auto()
    """A manifest for kubectl."""
    TEXT = auto()
    """One of those in which a Mold build tells of itself."""
    OTHER = auto()


def role(path: str) -> Role:
    if path in _OF_MOLD:
        return Role.TEXT
    if path.startswith("docker/") and path.endswith((".tar", ".tar.gz", ".tgz")):
        return Role.IMAGES
    if path.endswith((".tgz", ".tar.gz")):
        return Role.PACKED
    if path.endswith((".yaml", ".yml")):
        return Role.MANIFEST
    return Role.OTHER


def missing(files: Mapping[str, Entry], kind: Kind, build_arch: str) -> Iterator[Finding]:
    """What should be there and is not, or has nothing in it. ``files``: by their paths, those too
    to which a link leads."""
    for path in _FILES:
        if path not in files:
            yield finding("part-missing", path)
        elif files[path].size == 0:
            yield finding("part-empty", path)
    for pattern, name in _ARCHIVES:
        if not any(pattern.fullmatch(path) for path in files):
            yield finding("part-missing", name.format(arch=build_arch or "amd64"))
    if not any(role(path) is Role.IMAGES for path in files):
        yield finding("images-none", "docker")
    proofs = [path for path in (MANIFEST, SUMS) if path in files]
    if proofs or kind is Kind.MOLD:
        for path in (MANIFEST, SUMS):
            if path not in proofs:
                yield finding("sums-missing", path)
    elif kind is Kind.UNKNOWN:
        yield finding("kind-unknown")


def cut_off(files: Iterable[Entry]) -> Iterator[Finding]:
    """Files of which the image does not hold all bytes."""
    for file in files:
        held = sum(extent.length for extent in file.extents)
        if file.kind is EntryKind.FILE and held < file.size:
            yield finding("part-cut", file.path, size=file.size, held=held)
