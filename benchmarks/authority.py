"""A certificate authority for an afternoon, and a server's certificate by it."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_KEY: Final = ("-newkey", "rsa:2048", "-nodes", "-days", "2")


@dataclass(frozen=True, slots=True)
class Authority:
    """The files: whom to trust, and what the server shows."""

    bundle: Path
    certificate: Path
    key: Path


def found(directory: Path) -> Authority:
    """Make both, the certificate for 127.0.0.1 and ``localhost``."""
    bundle, signing = directory / "ca.pem", directory / "ca.key"
    certificate, key = directory / "server.pem", directory / "server.key"
    _openssl("-subj", "/CN=kisotui benchmarks", "-keyout", signing, "-out", bundle)
    _openssl(
        *("-CA", bundle, "-CAkey", signing, "-subj", "/CN=localhost"),
        *("-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost"),
        *("-addext", "basicConstraints=critical,CA:FALSE"),
        *("-keyout", key, "-out", certificate),
    )
    return Authority(bundle, certificate, key)


def _openssl(*args: str | Path) -> None:
    command = ("openssl", "req", "-x509", *_KEY, *args)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
