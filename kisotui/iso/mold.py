"""What a Mold build says of itself: SHA256SUMS, manifest.json and docker/images.list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from kisotui.domain.contents import Finding
from kisotui.domain.findings import finding
from kisotui.iso.archive_paths import resolved
from kisotui.iso.plain_json import mapping, parse, text

SUMS, MANIFEST, IMAGES = "SHA256SUMS", "manifest.json", "docker/images.list"
# The manifest is written before these are: it cannot know their digests.
_AFTER_MANIFEST: Final = frozenset({SUMS, MANIFEST, "sbom.cdx.json"})
_LINE: Final = re.compile(r"([0-9a-fA-F]{64}) [ *](.+)")


def check_sums(data: bytes, digests: Mapping[str, str]) -> Iterator[Finding]:
    """Every file against the sums, both ways. ``digests``: of all files that the ISO has."""
    listed = _sums(data)
    if listed is None:
        yield finding("sums-broken", SUMS)
        return
    yield from _compared(listed, digests, "sums")
    for path in sorted(digests.keys() - listed.keys() - {SUMS}):
        yield finding("sums-unlisted", path)


def proven(data: bytes) -> frozenset[str]:
    """The files that the sums list."""
    return frozenset(_sums(data) or ())


def check_manifest(
    data: bytes, digests: Mapping[str, str], version: str, arch: str
) -> Iterator[Finding]:
    """``arch``: the build's name, ``amd64``. Empty ones are not compared."""
    manifest = mapping(parse(data))
    files = _files(manifest.get("files"))
    if not manifest or not files:
        yield finding("manifest-broken", MANIFEST)
        return
    said_version = text(manifest.get("kubernetes_version")).removeprefix("v")
    if version and said_version != version:
        yield finding("manifest-version", MANIFEST, found=said_version, expected=version)
    said_arch = text(manifest.get("architecture"))
    if arch and said_arch != arch:
        yield finding("manifest-arch", MANIFEST, found=said_arch, expected=arch)
    yield from _compared(files, digests, "manifest")
    for path in sorted(digests.keys() - files.keys() - _AFTER_MANIFEST):
        yield finding("manifest-unlisted", path)


def listed_images(data: bytes) -> list[tuple[str, str]]:
    """The lines of ``images.list``: the archive in ``docker/``, if it says so, and an image."""
    found = []
    for line in data.decode("utf-8", "replace").splitlines():
        first, _, second = line.strip().partition(" ")
        if second:
            found.append((f"docker/{first}", second.strip()))
        elif first and not first.startswith("#"):
            found.append(("", first))
    return found


def _compared(
    listed: Mapping[str, str], digests: Mapping[str, str], family: str
) -> Iterator[Finding]:
    for path, digest in listed.items():
        if path not in digests:
            yield finding(f"{family}-absent", path)
        elif digests[path] != digest:
            yield finding(f"{family}-mismatch", path)


def _sums(data: bytes) -> dict[str, str] | None:
    """None for what is no list of sums."""
    listed: dict[str, str] = {}
    for line in data.decode("utf-8", "surrogateescape").splitlines():
        match = _LINE.fullmatch(line.rstrip())
        path = resolved(match[2]) if match else None
        if line.strip() and (match is None or path is None):
            return None
        if match and path:
            listed[path] = match[1].lower()
    return listed or None


def _files(value: object) -> dict[str, str]:
    """A mapping of paths to digests, or a list of mappings that hold both."""
    if isinstance(value, dict):
        pairs = [(text(path), text(digest)) for path, digest in value.items()]
    else:
        each = [mapping(entry) for entry in value] if isinstance(value, list) else []
        pairs = [(text(entry.get("path")), text(entry.get("sha256"))) for entry in each]
    found = {resolved(path): digest.lower() for path, digest in pairs}
    return {path: digest for path, digest in found.items() if path}
