"""What a few small reads tell of an ISO: before it is fetched, over Range, each is a round trip."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from kisotui.domain.contents import Finding, Glance, Kind, Severity
from kisotui.domain.findings import finding, ordered
from kisotui.domain.image_names import BUILD_ARCH
from kisotui.iso import elf, parts, plain_json
from kisotui.iso.bounds import Bounds
from kisotui.iso.data import Data
from kisotui.iso.entry import Entry, EntryKind
from kisotui.iso.image import Image
from kisotui.iso.inspection import build_arch
from kisotui.iso.programs import made_for

_BOUNDS: Final = Bounds(entries=2_000, directory=128 << 10, total=512 << 10)
_FOLDERS: Final = ("k8s", "docker", "cni", "cri-tools")
_SIDE_BY_SIDE: Final = 128 << 10  # bytes that directories are apart and still read together
_PROGRAMS: Final = ("k8s/kubelet", "k8s/kubeadm", "k8s/kubectl")
_MANIFEST: Final = "manifest.json"
_MANIFEST_MOST: Final = 256 << 10
_LONGEST: Final = 64  # characters of what Mold's manifest says of itself

_ARCHES: Final = {build: arch.value for arch, build in BUILD_ARCH.items()}
_VERSION: Final = re.compile(r"\d{1,3}\.\d{1,3}\.\d{1,3}")
# CloudStack's script saves each image to docker/NAME:TAG.tar; others write _ or - for the colon.
_SAVED: Final = re.compile(
    r"kube-(?:apiserver|controller-manager|scheduler|proxy)[^/]*?[:_@-]v?(\d+\.\d+\.\d+)\D*\.tar"
)
_NAMED: Final = re.compile(r"[-_](amd64|arm64|s390x)[-_.]")


class Seen(NamedTuple):
    glance: Glance
    findings: tuple[Finding, ...]
    """What is missing or no program, the worst first: some of what ``judge`` will find."""


def glance(data: Data) -> Glance:
    """Label, kind, version and architecture, by fewer than ten reads of some 300 KB in all.

    Raises Problem: ``not-iso``, ``iso-truncated``. Raises what ``data`` raises; an OSError only if
    it was met on the way to the files.
    """
    return look(data).glance


def look(data: Data) -> Seen:
    """As ``glance``; with what the directories that it reads do not list, and programs that are
    none or not for one machine."""
    image = Image(data, _BOUNDS)
    _read_together(data, image)
    heads = dict(_heads(image))
    found = _glance(image, heads)
    return Seen(found, ordered((*_missing(image, found), *_unfit(heads))))


def _glance(image: Image, heads: Mapping[str, bytes]) -> Glance:
    manifest = _manifest(image)
    is_whole = any(map(image.find, _PROGRAMS)) and image.find("docker") is not None
    return Glance(
        label=image.volume.label,
        kind=_built(manifest) if is_whole else Kind.UNKNOWN,
        version=_manifest_version(manifest) or _saved_version(image),
        arch=_program_arch(heads)
        or _ARCHES.get(_text(manifest, "architecture"), "")
        or _named_arch(image),
        profile=_text(manifest, "profile"),
        revision=_text(manifest, "revision"),
    )


def _read_together(data: Data, image: Image) -> None:
    """Have the directories that will be looked at read at once: they lie side by side.

    ``data`` keeps what it read, where that pays.
    """
    found = [entry for entry in image.children() if entry.name in _FOLDERS and entry.extents]
    starts = [entry.extents[0].offset for entry in found]
    ends = [sum(entry.extents[0]) for entry in found]
    if found and max(ends) - min(starts) <= _SIDE_BY_SIDE:
        data.read(min(starts), max(ends) - min(starts))


def _missing(image: Image, told: Glance) -> Iterator[Finding]:
    """What should be there and is not. What the verdict only notes can wait for that."""
    files = dict(_files(image))
    has_more = any(each.kind is EntryKind.DIRECTORY for each in image.children("docker"))
    for each in parts.missing(files, told.kind, build_arch(told.arch)):
        if each.severity is not Severity.NOTE and not (each.code == "images-none" and has_more):
            yield each


def _files(image: Image) -> Iterator[tuple[str, Entry]]:
    for folder in ("", *_FOLDERS):
        for entry in image.children(folder):
            found = image.find(entry.path) if entry.kind is EntryKind.LINK else entry
            if found is not None and found.kind is EntryKind.FILE:
                yield entry.path, found


def _manifest(image: Image) -> Mapping[str, object] | None:
    """What Mold's build says of itself; None where it may, and cannot be read."""
    entry = image.find(_MANIFEST)
    if entry is None or entry.kind is not EntryKind.FILE or entry.size > _MANIFEST_MOST:
        return {}
    try:
        text = image.read(entry, length=_MANIFEST_MOST)
    except OSError:
        return None
    found = plain_json.mapping(plain_json.parse(text))
    return found if "kubernetes_version" in found else {}


def _built(manifest: Mapping[str, object] | None) -> Kind:
    if manifest is None:
        return Kind.UNKNOWN
    return Kind.MOLD if manifest else Kind.CLOUDSTACK


def _bytes(image: Image, entry: Entry, length: int) -> bytes:
    """The beginning of a file; nothing where it cannot be read: what else there is tells, too."""
    try:
        return image.read(entry, length=length)
    except OSError:
        return b""


def _text(manifest: Mapping[str, object] | None, name: str) -> str:
    value = manifest.get(name) if manifest else None
    return str(value)[:_LONGEST] if isinstance(value, str | int) else ""


def _manifest_version(manifest: Mapping[str, object] | None) -> str:
    found = _text(manifest, "kubernetes_version").removeprefix("v")
    return found if _VERSION.fullmatch(found) else ""


def _saved_version(image: Image) -> str:
    """The version that most of the control plane's images have by their archives' names."""
    matches = (_SAVED.fullmatch(entry.name) for entry in image.children("docker"))
    found = Counter(match[1] for match in matches if match)
    return found.most_common(1)[0][0] if found else ""


def _heads(image: Image) -> Iterator[tuple[str, bytes]]:
    """The first bytes of each program; of none that is empty or cannot be read."""
    for path in _PROGRAMS:
        entry = image.find(path)
        if entry is not None and (head := _bytes(image, entry, elf.HEAD)):
            yield path, head


def _program_arch(heads: Mapping[str, bytes]) -> str:
    """The architecture of most of the programs that have one."""
    found = Counter(made.arch for head in heads.values() if (made := elf.read_elf(head)))
    del found[""]
    return found.most_common(1)[0][0] if found else ""


def _unfit(heads: Mapping[str, bytes]) -> Iterator[Finding]:
    """Programs that are none, or that are not for the same machine as the others."""
    expected = _program_arch(heads)
    for path, head in heads.items():
        arch = made_for(head)
        if arch is None:
            yield finding("not-elf", path)
        elif expected and arch != expected:
            yield finding("arch-wrong", path, found=arch, expected=expected)


def _named_arch(image: Image) -> str:
    """The architecture that archives of programs are named after: no proof, but a hint."""
    for folder in ("cni", "cri-tools"):
        for entry in image.children(folder):
            if match := _NAMED.search(entry.name):
                return _ARCHES[match[1]]
    return ""
