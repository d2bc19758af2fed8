"""Container images in OCI's layout: ``index.json``, and everything else named by its digest.

An index may name images of other architectures that are not there: who packs an image for one
architecture keeps the index of all, and who unpacks it looks for its own alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from kisotui.domain.contents import ContainerImage, Finding
from kisotui.domain.findings import finding
from kisotui.iso import budgets
from kisotui.iso.image_archive import Blob, ImageArchive
from kisotui.iso.image_config import layer_digests
from kisotui.iso.plain_json import entries, mapping, parse, text

_DIGEST: Final = re.compile(r"sha256:([0-9a-f]{64})")
_NAMES: Final = ("io.containerd.image.name", "org.opencontainers.image.ref.name")
_ATTESTATION: Final = "vnd.docker.reference.type"


@dataclass(frozen=True, slots=True)
class Described:
    """What a descriptor of the index leads to."""

    digest: str
    arch: str
    """As the index has it; empty where it says nothing."""
    names: tuple[str, ...]


class OciLayout:
    """The images of an archive that ``index.json`` names. ``arch``: the build's name of the
    architecture that they must have; empty where any will do."""

    def __init__(self, path: str, archive: ImageArchive, arch: str) -> None:
        self.findings: list[Finding] = []
        self._path, self._archive, self._arch = path, archive, arch
        self._seen: set[str] = set()

    def images(self) -> Iterator[ContainerImage]:
        """What is wrong with them is in ``findings`` afterwards."""
        index = self._archive.find("index.json")
        if index is None:
            return
        listed = entries(mapping(parse(index.text)).get("manifests"), budgets.IMAGES)
        if not listed:
            self._say("image-json", member="index.json")
        for each in listed:
            yield from self._image(mapping(each))

    def _image(self, descriptor: Mapping[str, object]) -> Iterator[ContainerImage]:
        found = list(self._manifests(descriptor, _names(descriptor), budgets.INDEXES))
        if not found:
            return
        ours = [each for each in found if not self._arch or each.arch in ("", self._arch)]
        if not ours:
            yield self._foreign([each for each in found if self._blob(each.digest)] or found)
        for each in ours:
            yield from self._manifest(each)

    def _foreign(self, found: list[Described]) -> ContainerImage:
        """Of images for other architectures alone, one: its parts count, but need not be whole."""
        first = found[0]
        have = ", ".join(sorted({each.arch for each in found}))
        self._say("image-arch", image=_name(first.names), found=have, expected=self._arch)
        blob = self._blob(first.digest)
        listed = mapping(parse(blob.text)).get("layers") if blob else None
        layers = [mapping(each) for each in entries(listed, budgets.LAYERS)]
        held = filter(None, (self._blob(text(each.get("digest"))) for each in layers))
        size = sum(each.size for each in held)
        return ContainerImage(self._path, first.names, have, size, len(layers), first.digest)

    def _manifests(
        self, descriptor: Mapping[str, object], names: tuple[str, ...], deep: int
    ) -> Iterator[Described]:
        """The manifests that a descriptor leads to, through any indexes; no attestations."""
        digest = text(descriptor.get("digest"))
        if _ATTESTATION in mapping(descriptor.get("annotations")) or digest in self._seen:
            return
        if not deep or len(self._seen) >= budgets.IMAGES:
            self._say("image-huge")
            return
        self._seen.add(digest)
        platform = mapping(descriptor.get("platform"))
        arch = text(platform.get("architecture"))
        blob = self._blob(digest)
        content = mapping(parse(blob.text)) if blob else {}
        if "manifests" in content:
            for each in entries(content["manifests"], budgets.IMAGES):
                yield from self._manifests(mapping(each), names, deep - 1)
        elif arch != "unknown":
            yield Described(digest, arch, names)

    def _manifest(self, described: Described) -> Iterator[ContainerImage]:
        name = _name(described.names) or described.digest
        blob = self._required(described.digest, name)
        if blob is None:
            return
        content = mapping(parse(blob.text))
        config_digest = text(mapping(content.get("config")).get("digest"))
        layers = [mapping(each) for each in entries(content.get("layers"), budgets.LAYERS)]
        if not config_digest or not layers:
            self._say("image-json", member=_member(described.digest))
            return
        config = self._required(config_digest, name)
        parsed = mapping(parse(config.text)) if config else {}
        if config and not parsed:
            self._say("image-json", member=_member(config_digest))
        arch = text(parsed.get("architecture")) or described.arch
        if self._arch and arch and arch != self._arch:
            self._say("image-arch", image=name, found=arch, expected=self._arch)
        held = [self._layer(each, name) for each in layers]
        for digest in layer_digests(parsed)[len(layers) :]:
            self._say("image-layer-missing", image=name, member=digest)
        size = sum(each.size for each in held if each)
        yield ContainerImage(self._path, described.names, arch, size, len(layers), described.digest)

    def _layer(self, layer: Mapping[str, object], image: str) -> Blob | None:
        digest = text(layer.get("digest"))
        blob = self._required(digest, image)
        if blob is not None and layer.get("size") != blob.size:
            self._say("image-digest", member=_member(digest))
        return blob

    def _required(self, digest: str, image: str) -> Blob | None:
        blob = self._blob(digest)
        if blob is None:
            self._say("image-blob-missing", image=image, digest=digest)
        return blob

    def _blob(self, digest: str) -> Blob | None:
        return self._archive.find(_member(digest)) if _DIGEST.fullmatch(digest) else None

    def _say(self, code: str, **values: object) -> None:
        if len(self.findings) < budgets.SAID:
            self.findings.append(finding(code, self._path, **values))


def _member(digest: str) -> str:
    return f"blobs/{digest.replace(':', '/', 1)}"


def _names(descriptor: Mapping[str, object]) -> tuple[str, ...]:
    """Those under which it is imported; of two that mean the same, the whole one."""
    annotations = mapping(descriptor.get("annotations"))
    for name in _NAMES:
        value = text(annotations.get(name))
        if value and ("/" in value or ":" in value):
            return (value,)
    return ()


def _name(names: tuple[str, ...]) -> str:
    return names[0] if names else ""
