"""TLS: an unknown certificate is refused with the reason, a known one is taken."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.downloads import failing, get
from tests.support.fault_server import FaultServer, Raw, Reply

pytestmark = pytest.mark.skipif(
    shutil.which("openssl") is None, reason="the openssl command makes the certificate"
)


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Key and self-signed certificate of 127.0.0.1."""
    directory = tmp_path_factory.mktemp("tls")
    key, certificate, both = (directory / name for name in ("key", "certificate", "both.pem"))
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-nodes", "-days", "2"),
            *("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"),
            *("-subj", "/CN=test", "-addext", "subjectAltName=IP:127.0.0.1"),
            *("-keyout", str(key), "-out", str(certificate)),
        ],
        check=True,
        capture_output=True,
    )
    both.write_bytes(key.read_bytes() + certificate.read_bytes())
    return both


@pytest.fixture
def secure(site: Path, certificate: Path) -> Iterator[FaultServer]:
    with FaultServer(site, certificate=certificate) as server:
        yield server


async def test_a_stranger_is_refused(secure: FaultServer, place: Path) -> None:
    problem = await failing(f"{secure.url}/a.iso", place)
    assert problem.code == "tls"
    assert problem.values == {"host": "127.0.0.1", "reason": "self-signed certificate"}
    assert not problem.failure.retry
    assert secure.seen == []


async def test_ssl_cert_file_makes_it_known(
    secure: FaultServer,
    place: Path,
    image: bytes,
    certificate: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    await get(f"{secure.url}/a.iso", place)
    assert place.read_bytes() == image


async def test_another_name_is_refused(
    secure: FaultServer, place: Path, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    problem = await failing(f"https://localhost:{secure.server_port}/a.iso", place)
    assert problem.code == "tls"
    assert "ostname mismatch" in str(problem.values["reason"])


@pytest.mark.parametrize("content", [None, b"", b"no certificate"])
async def test_an_unusable_ssl_cert_file(
    server: FaultServer,
    place: Path,
    tmp_path: Path,
    content: bytes | None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = tmp_path / "ca.pem"
    if content is not None:
        file.write_bytes(content)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    problem = await failing(f"{server.url}/a.iso", place)
    assert problem.code == "tls"
    assert "SSL_CERT_FILE" in str(problem.values["reason"])


async def test_plain_http_where_tls_is_expected(server: FaultServer, place: Path) -> None:
    server.script("/a.iso", Raw(b"HTTP/1.1 400 Bad Request\r\n\r\n"))
    problem = await failing(f"https://127.0.0.1:{server.server_port}/a.iso", place)
    assert problem.code == "http-protocol"


async def test_no_common_cipher_is_told_from_an_unknown_certificate(
    secure: FaultServer, place: Path
) -> None:
    assert isinstance(secure.socket, ssl.SSLSocket)
    secure.socket.context.maximum_version = ssl.TLSVersion.TLSv1_2
    secure.socket.context.set_ciphers("PSK")
    problem = await failing(f"{secure.url}/a.iso", place)
    assert problem.code == "tls-handshake"
    assert "handshake failure" in str(problem.values["reason"])


async def test_on_to_tls_with_the_credentials_only_from_the_same_server(
    server: FaultServer,
    secure: FaultServer,
    place: Path,
    image: bytes,
    certificate: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Another port is another server, also with TLS."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    url = server.script("/x.iso", Reply(status=301, headers={"Location": f"{secure.url}/a.iso"}))
    await get(url, place, credentials=("admin", "secret"))
    assert secure.seen[-1].headers["Authorization"] is None
    assert place.read_bytes() == image
