"""Whole Kubernetes ISOs, small, of both kinds and by several writers; and what spoils them."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from pathlib import Path

from demo import contents
from demo.images import Kind
from kisotui.domain.contents import Contents
from kisotui.iso.judge import Expected, judge
from tests.support.iso_writer import Files, Link, write

VERSION, ARCH = "1.34.12", "x86_64"
_SIZE = 200_000  # bytes of all files, about
_BUILD = {"mold": contents.mold, "cloudstack": contents.cloudstack}
WRITERS = {
    "xorriso": "xorriso -as mkisofs -quiet -iso-level 3 -J -R -V CDROM -o {iso} {tree}",
    "genisoimage": "genisoimage -quiet -iso-level 3 -J -R -l -V CDROM -o {iso} {tree}",
}


class MemoryData:
    """An image that lies in memory."""

    def __init__(self, data: bytes) -> None:
        self._bytes = data
        self.size = len(data)

    def read(self, offset: int, length: int) -> bytes:
        return self._bytes[offset : offset + length]


@cache
def _files(kind: Kind, version: str, arch: str) -> dict[str, bytes]:
    return _BUILD[kind](version, arch, _SIZE, 0)


def whole(
    kind: Kind = "cloudstack", version: str = VERSION, arch: str = ARCH
) -> dict[str, bytes | Link]:
    """The files of a whole ISO, for a test to change. Who changes a Mold build's files has them
    proven anew by ``prove``."""
    return dict(_files(kind, version, arch))


def prove(files: dict[str, bytes | Link]) -> dict[str, bytes | Link]:
    """Write SHA256SUMS anew, as a build that went wrong would have."""
    plain = {path: data for path, data in files.items() if isinstance(data, bytes)}
    plain.pop("SHA256SUMS", None)
    return {**files, "SHA256SUMS": contents.sums(plain)}


def judged(files: Files, version: str = VERSION, arch: str = ARCH) -> Contents:
    """The verdict on an image that holds these files."""
    return judge(MemoryData(write(files)), Expected(version, arch))


def codes(found: Contents) -> list[tuple[str, str]]:
    """Code and path of each finding."""
    return [(each.code, each.path) for each in found.findings]


def write_tree(files: Files, folder: Path) -> Path:
    """The files in a directory."""
    for path, data in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(data, Link):
            place.symlink_to(data.target)
        else:
            place.write_bytes(data)
    return folder


def write_by(writer: str, tree: Path, iso: Path) -> Path:
    """The directory as an ISO, by one of WRITERS, which must be installed."""
    command = [part.format(iso=iso, tree=tree) for part in WRITERS[writer].split()]
    subprocess.run(command, check=True, capture_output=True)
    return iso


def installed(writer: str) -> bool:
    return shutil.which(writer) is not None
