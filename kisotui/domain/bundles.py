"""Bundles: ISOs in a directory, with all that another site needs to add them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from kisotui.domain import checksums, names, registration, urls
from kisotui.domain.catalogue import Listed
from kisotui.domain.checksums import Checksum
from kisotui.domain.failures import Problem

NAME: Final = "bundle.json"
SUMS: Final = "SHA256SUMS"
LARGEST: Final = 32 << 20
"""Bytes that a ``bundle.json`` may have."""

_FORMAT: Final = 1
_MOST: Final = 10_000  # their entries, at their longest, are not larger than that
_WHICH: Final = ("name", "kubernetesversion", "arch")


@dataclass(frozen=True, slots=True)
class Packed:
    """An ISO in a bundle. ``sha256``: of its file. ``origin``: its public URL, or empty."""

    listed: Listed
    sha256: Checksum
    origin: str

    @property
    def filename(self) -> str:
        return self.listed.filename


def read(text: str, directory: str) -> tuple[Packed, ...]:
    """What a ``bundle.json`` lists. ``directory``: that of the bundle.

    Raises Problem: ``bundle-format``, ``registration-field``.
    """
    try:
        given = json.loads(text)
    except (ValueError, RecursionError):
        given = None
    versions = given.get("versions") if isinstance(given, dict) else None
    if not isinstance(given, dict) or given.get("format") != _FORMAT:
        raise Problem("bundle-format", path=directory)
    if not isinstance(versions, list) or len(versions) > _MOST:
        raise Problem("bundle-format", path=directory)
    return tuple(_packed(each, directory) for each in versions)


def _packed(given: object, directory: str) -> Packed:
    if not isinstance(given, dict):
        raise Problem("bundle-format", path=directory)
    listed = registration.of(given, f"{directory}/{NAME}")
    sha256, origin = given.get("sha256"), given.get("origin") or ""
    if not isinstance(sha256, str) or not isinstance(origin, str) or len(origin) > urls.LONGEST:
        raise Problem("bundle-format", path=directory)
    try:
        checksum = checksums.parse(f"{{SHA-256}}{sha256}")
    except Problem:
        raise Problem("bundle-format", path=directory) from None
    if checksum is None:
        raise Problem("bundle-format", path=directory)
    return Packed(listed, checksum, origin)


def entry(
    *, fields: Mapping[str, Any], filename: str, sha256: str, size: int, origin: str
) -> dict[str, Any]:
    """A version of a bundle, as JSON values; all of a registration is in it.

    ``fields``: ``name``, ``kubernetesversion``, ``arch``, ``mincpunumber``, ``minmemory``.
    """
    return {
        **fields,
        "checksum": f"{{SHA-256}}{sha256}",
        "filename": filename,
        "download_url": None,
        "sha256": sha256,
        "size": size,
        "origin": origin,
    }


def listed(text: str, directory: str) -> list[dict[str, Any]]:
    """What a ``bundle.json`` lists, as JSON values; ``text``: empty for none yet.

    Raises Problem: as ``read`` does; ``bundle-full``.
    """
    if not text:
        return []
    count = len(read(text, directory))
    if count >= _MOST:
        raise Problem("bundle-full", path=directory, limit=_MOST)
    versions: list[dict[str, Any]] = json.loads(text)["versions"]
    return versions


def merged(there: Iterable[dict[str, Any]], new: dict[str, Any]) -> list[dict[str, Any]]:
    """What is listed with one version more, in place of what had its file's name."""
    return [*(each for each in there if each["filename"] != new["filename"]), new]


def written(versions: Iterable[Mapping[str, Any]]) -> str:
    """A whole ``bundle.json``."""
    return json.dumps({"format": _FORMAT, "versions": list(versions)}, indent=2) + "\n"


def sums(versions: Iterable[Mapping[str, Any]]) -> str:
    """The SHA256SUMS of what a ``bundle.json`` lists."""
    return "".join(f"{each['sha256']}  {each['filename']}\n" for each in versions)


def free(
    there: Iterable[Mapping[str, Any]], filename: str, fields: Mapping[str, Any], digest: str
) -> str:
    """The name, or one more like it where it is listed for another version.

    ``fields``: as of ``entry``. ``digest``: of the ISO, in hex.
    """
    named = [each for each in there if each["filename"] == filename]
    is_taken = any(each.get(field) != fields[field] for each in named for field in _WHICH)
    return f"{filename.removesuffix('.iso')}-{digest[:8]}.iso" if is_taken else filename


def filename(name: str, origin: str) -> str:
    """What a version's ISO is called in a bundle: as at its URL, or by the version's name."""
    last = origin.partition("?")[0].rpartition("/")[2]
    called = last if last.lower().endswith(".iso") else f"{name}.iso"
    safe = "".join(c if c.isascii() and (c.isalnum() or c in "._-+") else "_" for c in called)
    return safe.lstrip(".")[-names.LONGEST + 60 :] or "kubernetes.iso"
