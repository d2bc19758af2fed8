"""A real server on loopback, and an ISO on it."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.certificates import Authority
from tests.support.downloads import small_iso
from tests.support.fault_server import FaultServer


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture(scope="session")
def iso(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A genuine ISO; not to be changed."""
    return small_iso(tmp_path_factory.mktemp("iso") / "a.iso")


@pytest.fixture(scope="session")
def image(iso: Path) -> bytes:
    """Its bytes."""
    return iso.read_bytes()


@pytest.fixture(scope="session")
def other_image(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Other bytes of the same length."""
    return small_iso(tmp_path_factory.mktemp("iso") / "b.iso", seed=1).read_bytes()


@pytest.fixture
def site(iso: Path, tmp_path: Path) -> Path:
    """The server's directory: ``a.iso``, an hour old."""
    directory = tmp_path / "site"
    directory.mkdir()
    shutil.copy(iso, directory / "a.iso")
    hour_ago = time.time() - 3600
    os.utime(directory / "a.iso", (hour_ago, hour_ago))
    return directory


@pytest.fixture
def server(site: Path) -> Iterator[FaultServer]:
    with FaultServer(site) as server:
        yield server


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where the ISO is to be."""
    return tmp_path / "isos" / "zone" / "id.iso"


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """A site's CA; the test is skipped where nobody can make one."""
    if shutil.which("openssl") is None:
        pytest.skip("the openssl command makes the certificates")
    return Authority(tmp_path_factory.mktemp("ca"))


@pytest.fixture(scope="session")
def certificate(authority: Authority) -> Path:
    """Key and certificate of this machine, issued by the site's CA."""
    return authority.issue()
