"""Real parts of a Kubernetes ISO, as Debian packages them: a kubectl, CNI plugins, an etcd.

They are fetched once, by ``apt-get download``, into a cache outside the tree.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

PACKAGES: Final = ("kubernetes-client", "containernetworking-plugins", "etcd-server")
_CACHE: Final = Path(os.environ.get("KISOTUI_TEST_PARTS", "/var/tmp/kisotui-debian-parts"))
_PATIENCE: Final = 120  # seconds for the packages to come


class NoPartsError(Exception):
    """Why there are none; a test that needs them is skipped with it."""


def parts() -> Path:
    """The packages' files, unpacked in one directory. Raises NoPartsError."""
    if not _CACHE.is_dir():
        _fetch()
    return _CACHE


def _fetch() -> None:
    for program in ("apt-get", "dpkg-deb"):
        if shutil.which(program) is None:
            raise NoPartsError(f"no Debian: {program} is not installed")
    with tempfile.TemporaryDirectory(dir=_CACHE.parent) as name:
        folder = Path(name)
        folder.chmod(0o755)
        unpacked = folder / "unpacked"
        try:
            _run(["apt-get", "download", "-qq", *PACKAGES], folder)
            for package in folder.glob("*.deb"):
                _run(["dpkg-deb", "--extract", str(package), str(unpacked)], folder)
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
            raise NoPartsError(f"the packages cannot be fetched: {error}") from None
        try:
            unpacked.rename(_CACHE)
        except OSError:  # another test was quicker
            if not _CACHE.is_dir():
                raise


def _run(command: list[str], folder: Path) -> None:
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=_PATIENCE)
