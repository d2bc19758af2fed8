"""The one list of what can be found wrong with a Kubernetes ISO.

Each is one entry: a code and how much it matters. Its sentence and what to do about it stand in
the catalogue under ``finding.CODE`` and ``finding.CODE.next``; they get the finding's path as
``path`` and its values.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum, auto
from typing import Final

from kisotui.domain.contents import LONGEST, Finding, Severity

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE

FINDINGS: Final[dict[str, Severity]] = {
    # The image: its directories and names
    "directory-loop": _E,
    "directory-deep": _E,
    "directory-broken": _E,
    "directory-twice": _E,
    "volume-cut": _E,
    "outside-volume": _E,
    "name-unsafe": _E,
    "number-halves": _W,
    "file-odd": _W,
    "too-many-entries": _E,
    "link-outside": _W,
    "link-broken": _W,
    # What was too much to be looked at
    "budget-bytes": _E,
    "budget-time": _E,
    "findings-more": _N,
    # The parts that every Kubernetes ISO has
    "part-missing": _E,
    "part-empty": _E,
    "part-cut": _E,
    "kind-unknown": _N,
    # Programs
    "not-elf": _E,
    "elf-cut": _E,
    "arch-wrong": _E,
    "version-wrong": _E,
    "version-unknown": _W,
    # Archives of programs
    "archive-broken": _E,
    "archive-cut": _E,
    "archive-huge": _E,
    "archive-unsafe": _E,
    "archive-empty": _E,
    # Container images
    "images-none": _E,
    "image-broken": _E,
    "image-cut": _E,
    "image-huge": _E,
    "image-unsafe": _E,
    "image-no-manifest": _E,
    "image-json": _E,
    "image-config-missing": _E,
    "image-layer-missing": _E,
    "image-blob-missing": _E,
    "image-digest": _E,
    "image-arch": _E,
    "image-untagged": _W,
    # The container images that kubeadm, the manifests and the lists name
    "image-missing": _E,
    "image-version": _E,
    "image-tag": _W,
    "image-registry": _W,
    "kubeadm-unknown": _N,
    "image-referenced": _W,
    "image-listed": _W,
    "image-unlisted": _N,
    # Manifests
    "yaml-broken": _E,
    "yaml-empty": _E,
    "yaml-huge": _E,
    # What a Mold build says of itself
    "sums-broken": _E,
    "sums-missing": _W,
    "sums-mismatch": _E,
    "sums-absent": _E,
    "sums-unlisted": _W,
    "manifest-broken": _E,
    "manifest-version": _E,
    "manifest-arch": _E,
    "manifest-mismatch": _E,
    "manifest-absent": _E,
    "manifest-unlisted": _W,
}


def finding(code: str, path: str = "", /, **values: object) -> Finding:
    """What was found. Its texts are cut to what is kept: an ISO may hold lines of megabytes.

    Raises KeyError for a code that is not in the list.
    """
    short = {
        name: value[:LONGEST] if isinstance(value, str) else value for name, value in values.items()
    }
    return Finding(code, FINDINGS[code], path[:LONGEST], short)


PROGRAMS: Final = ("k8s/kubeadm", "k8s/kubelet", "k8s/kubectl")
"""What a Kubernetes ISO is for."""


class _Weight(IntEnum):
    """What a finding is about; of two that are as severe, the one to be told first."""

    IMAGE_FILE = auto()
    """All of the ISO: whatever else is found may come from it."""
    PROGRAMS = auto()
    CONTAINERS = auto()
    FILES = auto()
    MEMBERS = auto()
    """One file in an archive, such as a CNI plugin."""


_OF_IMAGE_FILE: Final = frozenset(
    {
        "directory-loop",
        "directory-deep",
        "directory-broken",
        "directory-twice",
        "volume-cut",
        "outside-volume",
        "name-unsafe",
        "too-many-entries",
        "budget-bytes",
        "budget-time",
    }
)
_OF_BUILD: Final = frozenset({"manifest-version", "manifest-arch"})


def ordered(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """The most important first: by severity, by what it is about, as they stand in the list, by
    path; each once."""
    unique = {(each.code, each.path, repr(sorted(each.values.items()))): each for each in found}
    severities, codes = tuple(Severity), tuple(FINDINGS)

    def place(each: Finding) -> tuple[int, int, int, str]:
        weight, code = _weight(each), codes.index(each.code)
        return severities.index(each.severity), weight, code, each.path

    return tuple(sorted(unique.values(), key=place))


def _weight(each: Finding) -> _Weight:
    if each.code in _OF_IMAGE_FILE:
        return _Weight.IMAGE_FILE
    if each.path in PROGRAMS or each.code in _OF_BUILD:
        return _Weight.PROGRAMS
    if each.code.startswith("image"):
        return _Weight.CONTAINERS
    return _Weight.MEMBERS if ":" in each.path else _Weight.FILES
