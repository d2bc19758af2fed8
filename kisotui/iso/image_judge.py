"""The verdict on one archive of container images."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kisotui.domain.contents import ContainerImage, Finding
from kisotui.domain.findings import finding
from kisotui.iso import budgets
from kisotui.iso.docker_save import DockerSave
from kisotui.iso.image_archive import ImageArchive
from kisotui.iso.oci import OciLayout

_BY_DIGEST: Final = re.compile(r"(?:blobs/sha256/)?([0-9a-f]{64})(?:\.json|\.tar|\.tar\.gz)?")


def judged(
    path: str, archive: ImageArchive, arch: str
) -> tuple[tuple[ContainerImage, ...], tuple[Finding, ...]]:
    """The images, and what is wrong. ``arch``: ``amd64``, or empty where any will do.

    Newer archives hold both layouts, and which of them is read depends on who reads: both must be
    right.
    """
    docker, oci = DockerSave(path, archive, arch), OciLayout(path, archive, arch)
    saved, indexed = list(docker.images()), list(oci.images())
    images = _merged(saved, indexed)
    findings = [
        *(finding("image-unsafe", path, member=name) for name in archive.unsafe),
        *_altered(path, archive),
        *docker.findings,
        *oci.findings,
    ]
    if archive.find("manifest.json") is None and archive.find("index.json") is None:
        findings.append(finding("image-no-manifest", path))
    findings += [finding("image-untagged", path) for each in images if not each.tags][:1]
    return tuple(images), tuple(findings)


def _merged(saved: list[ContainerImage], indexed: list[ContainerImage]) -> list[ContainerImage]:
    """Both layouts tell of the same images; the index knows their digests as well."""
    if not (saved and indexed):
        return saved or indexed
    tags = tuple(dict.fromkeys(tag for each in saved for tag in each.tags))
    if len(indexed) == 1:
        (only,) = indexed
        return [
            ContainerImage(
                only.path, tags or only.tags, only.arch, only.size, only.layers, only.digest
            )
        ]
    known = {tag for each in indexed for tag in each.tags}
    return [*indexed, *(each for each in saved if not known.intersection(each.tags))]


def _altered(path: str, archive: ImageArchive) -> Iterator[Finding]:
    """Members that are named by a digest which is not theirs."""
    said = 0
    for member in archive.paths:
        match = _BY_DIGEST.fullmatch(member)
        blob = archive.find(member) if match else None
        if match and blob and blob.digest not in ("", match[1]) and said < budgets.SAID:
            said += 1
            yield finding("image-digest", path, member=member)
