"""What is inside a Kubernetes ISO, and what is to be said of it: plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

LONGEST: Final = 1_024
"""Characters of a text from an ISO that are kept."""


class Severity(StrEnum):
    """How much a finding matters, the worst first."""

    ERROR = "error"
    """A cluster would fail."""
    WARNING = "warning"
    """A cluster might fail."""
    NOTE = "note"


class Kind(StrEnum):
    """Whose build script made an ISO."""

    CLOUDSTACK = "cloudstack"
    MOLD = "mold"
    UNKNOWN = "unknown"


class NodeKind(StrEnum):
    """What a path of an ISO names."""

    FILE = "file"
    DIRECTORY = "directory"
    LINK = "link"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to be said of an ISO. ``domain.findings.finding`` makes it.

    Its words are ``finding.CODE`` and ``finding.CODE.next`` of the catalogue, which get ``path``
    and ``values``.
    """

    code: str
    severity: Severity
    path: str = ""
    """The file that it is about, for one inside an archive ``archive:member``; empty where it is
    about the whole ISO."""
    values: Mapping[str, object] = field(default_factory=dict, hash=False)
    """Plain JSON values that the words name."""

    def __str__(self) -> str:
        """For an event, in no language."""
        return f"{self.code} {self.path}".rstrip()


@dataclass(frozen=True, slots=True)
class Glance:
    """What a few small reads tell of an ISO. Empty where they tell nothing."""

    label: str = ""
    kind: Kind = Kind.UNKNOWN
    version: str = ""
    """Of Kubernetes, ``1.34.12``."""
    arch: str = ""
    """By CloudStack's name: ``x86_64``."""
    profile: str = ""
    """Of a Mold build."""
    revision: str = ""
    """Of a Mold build."""


@dataclass(frozen=True, slots=True)
class Component:
    """A program of the ISO, or an archive of programs."""

    name: str
    """``kubelet``, ``cni-plugins``, ``crictl``, ``etcd``."""
    path: str
    size: int
    version: str = ""
    """Without a leading v; empty where nothing tells it."""
    arch: str = ""


@dataclass(frozen=True, slots=True)
class ContainerImage:
    """A container image in one of the ISO's archives."""

    path: str
    """The archive."""
    tags: tuple[str, ...]
    arch: str = ""
    size: int = 0
    """Bytes of its layers as they are in the archive; 0 where none of them is there."""
    layers: int = 0
    digest: str = ""
    """Of its manifest, ``sha256:hex``; empty where the archive has none."""


@dataclass(frozen=True, slots=True)
class Node:
    """A path of the ISO's tree: ``k8s/kubelet``."""

    path: str
    kind: NodeKind
    size: int = 0
    """Bytes; of a directory, all that is below it."""
    target: str = ""
    """Where a link points."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What is inside an ISO, and the verdict."""

    glance: Glance
    size: int
    """Bytes of the image file."""
    tree: tuple[Node, ...] = ()
    """A directory stands before what it holds, siblings by name; the first ones, where there are
    too many."""
    components: tuple[Component, ...] = ()
    images: tuple[ContainerImage, ...] = ()
    findings: tuple[Finding, ...] = ()
    """The most important first."""

    @property
    def worst(self) -> Severity | None:
        """None where there is nothing to say."""
        order = tuple(Severity)
        return min((each.severity for each in self.findings), key=order.index, default=None)
