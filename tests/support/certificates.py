"""Certificates as sites have them, good and bad; made by the openssl command."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

_KEY: Final = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
_CONFIG: Final = """
[ca]
default_ca = here
[here]
dir = .
database = index
serial = serial
new_certs_dir = .
default_md = sha256
policy = any
copy_extensions = copy
unique_subject = no
[any]
commonName = optional
organizationName = optional
"""
NAMES: Final = "IP:127.0.0.1,IP:::1,DNS:localhost"


class Authority:
    """A CA. ``bundle``: its certificate, for those who are to believe it."""

    def __init__(self, directory: Path, subject: str = "/O=Site/CN=Site CA") -> None:
        directory.mkdir(parents=True, exist_ok=True)
        self._directory = directory
        self._count = 0
        self.bundle = directory / "ca.pem"
        (directory / "ca.conf").write_text(_CONFIG)
        (directory / "index").touch()
        (directory / "serial").write_text("1000\n")
        self._openssl(
            *("req", "-x509", *_KEY, "-days", "3650", "-utf8", "-subj", subject),
            *("-keyout", "ca.key", "-out", "ca.pem"),
        )

    def issue(
        self,
        subject: str = "/O=Site/CN=mirror.site",
        names: str = NAMES,
        *,
        starts: timedelta = timedelta(days=-2),
        ends: timedelta = timedelta(days=2),
        usage: str = "serverAuth",
    ) -> Path:
        """Key and certificate in one file. ``starts``, ``ends``: from now."""
        self._count += 1
        name = f"server-{self._count}"
        self._openssl(
            *("req", *_KEY, "-utf8", "-subj", subject),
            *("-addext", f"subjectAltName={names}", "-addext", f"extendedKeyUsage={usage}"),
            *("-keyout", f"{name}.key", "-out", f"{name}.csr"),
        )
        now = datetime.now(UTC)
        self._openssl(
            *("ca", "-batch", "-config", "ca.conf", "-cert", "ca.pem", "-keyfile", "ca.key"),
            *("-startdate", f"{now + starts:%Y%m%d%H%M%SZ}"),
            *("-enddate", f"{now + ends:%Y%m%d%H%M%SZ}"),
            *("-in", f"{name}.csr", "-out", f"{name}.crt", "-notext"),
        )
        return self._both(name)

    def self_signed(self) -> Path:
        """Key and certificate of a server that nobody vouches for, in one file."""
        self._openssl(
            *("req", "-x509", *_KEY, "-subj", "/CN=alone", "-addext", f"subjectAltName={NAMES}"),
            *("-keyout", "alone.key", "-out", "alone.crt"),
        )
        return self._both("alone")

    def hashed(self) -> Path:
        """A directory as SSL_CERT_DIR names it."""
        directory = self._directory / "hashed"
        directory.mkdir()
        shutil.copy(self.bundle, directory)
        self._openssl("rehash", "hashed")
        return directory

    def _both(self, name: str) -> Path:
        both = self._directory / f"{name}.pem"
        parts = (self._directory / f"{name}{kind}" for kind in (".key", ".crt"))
        both.write_bytes(b"".join(part.read_bytes() for part in parts))
        return both

    def _openssl(self, *args: str) -> None:
        subprocess.run(
            ["openssl", *args], check=True, capture_output=True, cwd=self._directory, timeout=60
        )


def server_side(certificate: Path) -> ssl.SSLContext:
    """What a server with this certificate speaks TLS by."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context
