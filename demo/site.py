"""The web site of the demo: what it serves, how slowly, and what goes wrong there."""

from __future__ import annotations

import errno
import hashlib
import sys
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Final

from demo.images import MIB, Kind, write_iso
from demo.server import FileServer, Handler

PORT: Final = 8018  # another one if somebody has it
PACE: Final = MIB  # bytes per second: a small ISO takes the seconds that it takes to watch it
MIRROR: Final = "mirror/"  # as fast as it goes
BUSY: Final = "busy/"  # answers "come back later"


@dataclass(frozen=True, slots=True)
class Image:
    """One ISO on the site."""

    path: str
    version: str
    arch: str = "x86_64"
    kind: Kind = "mold"
    size: int = 4 * MIB
    unlisted: str = ""
    """A file that somebody put in, and that the ISO's own lists do not name."""


NEW: Final = Image("k8s-1.35.3.iso", "1.35.3", size=12 * MIB)
"""Nobody has added it yet: the one to try."""
IMAGES: Final = (
    NEW,
    Image(f"{MIRROR}setup-v1.31.14-calico-x86_64.iso", "1.31.14", kind="cloudstack"),
    Image(f"{MIRROR}setup-v1.32.11-calico-x86_64.iso", "1.32.11", kind="cloudstack"),
    Image(f"{MIRROR}setup-v1.32.11-calico-aarch64.iso", "1.32.11", "aarch64", "cloudstack"),
    Image(f"{MIRROR}k8s-v1.33.6-mold-cks-amd64-r1.iso", "1.33.6"),
    Image(f"{MIRROR}k8s-v1.33.7-mold-cks-amd64-r1.iso", "1.33.7"),
    Image(f"{MIRROR}k8s-v1.34.7-mold-cks-amd64-r2.iso", "1.34.7", unlisted="notes.txt"),
    Image("k8s-v1.34.10-mold-cks-amd64-r1.iso", "1.34.10", size=6 * MIB),
    Image("k8s-v1.34.12-mold-cks-amd64-r1.iso", "1.34.12", size=10 * MIB),
    Image("k8s-v1.35.0-mold-cks-amd64-r1.iso", "1.35.0", size=20 * MIB),
    Image("k8s-v1.35.1-mold-cks-amd64-r1.iso", "1.35.1", size=48 * MIB),
    Image("k8s-v1.35.2-mold-cks-amd64-r1.iso", "1.35.2", size=24 * MIB),
)


def build(directory: Path) -> dict[str, str]:
    """Write the site's ISOs and SHA256SUMS; the digest of each ISO by its path."""
    digests = {}
    for image in IMAGES:
        place = directory / image.path
        place.parent.mkdir(parents=True, exist_ok=True)
        more = {image.unlisted: b"Built by hand.\n"} if image.unlisted else {}
        write_iso(place, image.version, image.arch, image.kind, size=image.size, more=more)
        with place.open("rb") as file:
            digests[image.path] = hashlib.file_digest(file, "sha256").hexdigest()
    lines = [f"{digest}  {path}\n" for path, digest in digests.items()]
    (directory / "SHA256SUMS").write_text("".join(lines))
    return digests


class SiteHandler(Handler):
    """The site's answers, by the part of it that is asked."""

    @property
    def pace(self) -> int | None:
        return None if self.path.startswith(f"/{MIRROR}") else super().pace

    def do_GET(self) -> None:  # noqa: N802 - http.server's name
        if not self.path.startswith(f"/{BUSY}"):
            return super().do_GET()
        self.send_response(HTTPStatus.SERVICE_UNAVAILABLE)
        self.send_header("Retry-After", "300")
        self.send_header("Content-Length", "0")
        self.end_headers()
        return None

    do_HEAD = do_GET  # noqa: N815 - http.server's name


def serve(directory: Path) -> None:
    """Serve the site until standard input ends. The first line written is its address."""
    try:
        server = FileServer(directory, pace=PACE, port=PORT, handler=SiteHandler)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        server = FileServer(directory, pace=PACE, handler=SiteHandler)
    with server:
        print(server.url, flush=True)
        sys.stdin.read()
