"""The container images that ``kubeadm`` of a version needs, by minor.

What ``kubeadm config images list`` prints, from ``cmd/kubeadm/app/constants/constants.go`` of each
release. Compared in November 2026: 1.16 to 1.36 with the table of every release that minikube
keeps (``pkg/minikube/constants/constants_kubeadm_images.go``), 1.37 with the recipe of Mold's
1.37.1, 1.11 to 1.15 with printed lists, as kubernetes/kubernetes keeps no such table. Later patch
releases go on to later patches of CoreDNS and etcd, never to another minor of them; the tags here
are those of one of the minor's releases. ``pause`` stays the same in all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from kisotui.domain.image_names import ImageName

REGISTRIES: Final = frozenset({"registry.k8s.io", "k8s.gcr.io"})
"""Where kubeadm takes them from; the second one until 1.24."""
_CONTROL_PLANE: Final = (
    "kube-apiserver",
    "kube-controller-manager",
    "kube-scheduler",
    "kube-proxy",
)
_COREDNS_MOVED: Final = 21
_REGISTRY_MOVED: Final = 25
_LAST_BY_ARCH: Final = 11
"""The last minor that had an image of each architecture under a name of its own, but for CoreDNS
and pause."""
_SERIES: Final = re.compile(r"v?(\d+)\.(\d+)")


class _Tags(NamedTuple):
    coredns: str
    pause: str
    etcd: str


_BY_MINOR: Final = {
    11: _Tags("1.1.3", "3.1", "3.2.18"),
    12: _Tags("1.2.2", "3.1", "3.2.24"),
    13: _Tags("1.2.6", "3.1", "3.2.24"),
    14: _Tags("1.3.1", "3.1", "3.3.10"),
    15: _Tags("1.3.1", "3.1", "3.3.10"),
    16: _Tags("1.6.2", "3.1", "3.3.15-0"),
    17: _Tags("1.6.5", "3.1", "3.4.3-0"),
    18: _Tags("1.6.7", "3.2", "3.4.3-0"),
    19: _Tags("1.7.0", "3.2", "3.4.13-0"),
    20: _Tags("1.7.0", "3.2", "3.4.13-0"),
    21: _Tags("v1.8.0", "3.4.1", "3.4.13-0"),
    22: _Tags("v1.8.4", "3.5", "3.5.0-0"),
    23: _Tags("v1.8.6", "3.6", "3.5.1-0"),
    24: _Tags("v1.8.6", "3.7", "3.5.3-0"),
    25: _Tags("v1.9.3", "3.8", "3.5.4-0"),
    26: _Tags("v1.9.3", "3.9", "3.5.6-0"),
    27: _Tags("v1.10.1", "3.9", "3.5.7-0"),
    28: _Tags("v1.10.1", "3.9", "3.5.9-0"),
    29: _Tags("v1.11.1", "3.9", "3.5.10-0"),
    30: _Tags("v1.11.1", "3.9", "3.5.12-0"),
    31: _Tags("v1.11.1", "3.10", "3.5.15-0"),
    32: _Tags("v1.11.3", "3.10", "3.5.16-0"),
    33: _Tags("v1.12.0", "3.10", "3.5.21-0"),
    34: _Tags("v1.12.1", "3.10.1", "3.6.5-0"),
    35: _Tags("v1.13.1", "3.10.1", "3.6.6-0"),
    36: _Tags("v1.14.2", "3.10.2", "3.6.8-0"),
    37: _Tags("v1.14.6", "3.10.2", "3.7.0-0"),
}
NEWEST: Final = max(_BY_MINOR)


@dataclass(frozen=True, slots=True)
class Needed:
    """An image that kubeadm looks for on the node, by this very name."""

    name: ImageName
    any_patch: bool = False
    """Another patch of the same minor is as good: the table knows only one."""
    of_version: bool = False
    """Its tag is the Kubernetes version."""

    def fits(self, tag: str) -> bool:
        if not self.any_patch:
            return tag == self.name.tag
        series = _SERIES.match(tag)
        own = _SERIES.match(self.name.tag)
        return bool(series and own and series.groups() == own.groups())


def minor(version: str) -> int | None:
    """Of Kubernetes 1; None where the text is no version of it."""
    match = re.fullmatch(r"1\.(\d{1,3})\.\d{1,6}", version)
    return int(match[1]) if match else None


def is_known(version: str) -> bool:
    """Whether the table tells more of it than its own four images."""
    return minor(version) in _BY_MINOR


def needed(version: str, build_arch: str) -> tuple[Needed, ...]:
    """Those of a version; of one that the table does not know, those that carry its number.
    ``build_arch``: ``amd64``."""
    number = minor(version)
    return tuple(_needed(version, NEWEST + 1 if number is None else number, build_arch))


def _needed(version: str, number: int, build_arch: str) -> Iterator[Needed]:
    registry = "registry.k8s.io" if number >= _REGISTRY_MOVED else "k8s.gcr.io"
    arch = f"-{build_arch}" if number <= _LAST_BY_ARCH else ""
    for name in _CONTROL_PLANE:
        yield Needed(ImageName(f"{registry}/{name}{arch}", f"v{version}"), of_version=True)
    if tags := _BY_MINOR.get(number):
        dns = "coredns/coredns" if number >= _COREDNS_MOVED else "coredns"
        yield Needed(ImageName(f"{registry}/{dns}", tags.coredns), any_patch=True)
        yield Needed(ImageName(f"{registry}/pause", tags.pause))
        yield Needed(ImageName(f"{registry}/etcd{arch}", tags.etcd), any_patch=True)
