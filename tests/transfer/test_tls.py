"""TLS: who is not vouched for is refused and told nothing; it is said why, and who issued what."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kisotui.domain.failures import Problem
from kisotui.download.server.trust import Trust
from tests.support.asking import PATIENT, asking, fetched, refused
from tests.support.certificates import Authority, server_side
from tests.support.fault_server import FaultServer
from tests.support.wire_server import Talk, WireServer, answer

BODY = b"x" * 100_000
SUBJECT, ISSUER = "CN=mirror.site, O=Site", "O=Site, CN=Site CA"
DAY = timedelta(days=1)


async def good(talk: Talk) -> None:
    await talk.hear()
    await talk.say(answer(BODY))


@contextmanager
def showing(certificate: Path) -> Iterator[WireServer]:
    """A server with this certificate."""
    with WireServer(good, tls=server_side(certificate)) as server:
        yield server


def final(problem: Problem) -> dict[str, object]:
    """The values of a Problem that trying again does not help."""
    assert not problem.failure.retry
    return problem.values


def test_vouched_for_by_the_bundle(authority: Authority, certificate: Path) -> None:
    with (
        showing(certificate) as server,
        asking(f"{server.url}/a", trust=Trust(authority.bundle)) as client,
    ):
        assert fetched(client) == BODY


@pytest.mark.parametrize("variable", ["SSL_CERT_FILE", "SSL_CERT_DIR"])
def test_vouched_for_by_the_systems_store(
    authority: Authority, certificate: Path, variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = authority.bundle if variable == "SSL_CERT_FILE" else authority.hashed()
    monkeypatch.setenv(variable, str(named))
    with showing(certificate) as server, asking(f"{server.url}/a") as client:
        assert fetched(client) == BODY


def test_the_bundle_comes_beside_the_systems_store(
    authority: Authority,
    certificate: Path,
    stranger: Authority,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.bundle))
    with (
        showing(certificate) as server,
        asking(f"{server.url}/a", trust=Trust(stranger.bundle)) as client,
    ):
        assert fetched(client) == BODY


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory, authority: Authority) -> Authority:
    """A CA of nobody here."""
    return Authority(tmp_path_factory.mktemp("stranger"), "/CN=Stranger \u9999")


def test_unknown_ca(authority: Authority, stranger: Authority) -> None:
    with showing(stranger.issue("/CN=mirror.site")) as server:
        problem = refused(f"{server.url}/a", trust=Trust(authority.bundle), limits=PATIENT)
    assert problem.code == "tls-unknown-ca"
    assert final(problem) == {
        "host": "127.0.0.1",
        "subject": "CN=mirror.site",
        "issuer": "CN=Stranger \u9999",
    }
    assert server.heard == []


def test_self_signed(authority: Authority) -> None:
    with showing(authority.self_signed()) as server:
        problem = refused(f"{server.url}/a", limits=PATIENT)
    assert problem.code == "tls-unknown-ca"
    assert final(problem)["subject"] == final(problem)["issuer"] == "CN=alone"


@pytest.mark.parametrize(
    ("starts", "ends", "code", "date"),
    [(-3 * DAY, -DAY, "tls-expired", -DAY), (DAY, 3 * DAY, "tls-not-yet-valid", DAY)],
)
def test_out_of_date(
    authority: Authority, starts: timedelta, ends: timedelta, code: str, date: timedelta
) -> None:
    told = datetime.now(UTC) + date
    with showing(authority.issue(starts=starts, ends=ends)) as server:
        problem = refused(f"{server.url}/a", trust=Trust(authority.bundle), limits=PATIENT)
    assert problem.code == code
    days = {f"{told + early:%Y-%m-%d}" for early in (timedelta(), timedelta(minutes=1))}
    assert final(problem).pop("date") in days
    assert final(problem) == {"host": "127.0.0.1", "subject": SUBJECT, "issuer": ISSUER}
    assert server.heard == []


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_wrong_name(authority: Authority, host: str) -> None:
    with showing(authority.issue(names="DNS:mirror.site,DNS:*.iso.site,IP:10.1.2.3")) as server:
        url = server.url.replace("127.0.0.1", host)
        problem = refused(f"{url}/a", trust=Trust(authority.bundle), limits=PATIENT)
    assert problem.code == "tls-wrong-name"
    assert final(problem) == {
        "host": host,
        "names": "mirror.site, *.iso.site, 10.1.2.3",
        "subject": SUBJECT,
        "issuer": ISSUER,
    }
    assert server.heard == []


def test_another_fault_of_a_certificate(authority: Authority) -> None:
    """One that is for signing mail, not for servers."""
    with showing(authority.issue(usage="emailProtection")) as server:
        problem = refused(f"{server.url}/a", trust=Trust(authority.bundle), limits=PATIENT)
    assert problem.code == "tls"
    assert final(problem).pop("reason") in (
        "unsupported certificate purpose",
        "unsuitable certificate purpose",
    )
    assert final(problem) == {"host": "127.0.0.1", "subject": SUBJECT, "issuer": ISSUER}


def test_the_issuer_is_told_behind_a_proxy(
    stranger: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is the one thing to know where the proxy itself opens all connections."""
    certificate = stranger.issue("/CN=mirror.example", "DNS:mirror.example")

    async def proxy(talk: Talk) -> None:
        heard = await talk.hear()
        assert heard.headers["Proxy-Authorization"].startswith("Basic ")
        await talk.say(b"HTTP/1.1 200 Connected\r\n\r\n")
        await talk.switch_to_tls(server_side(certificate))
        await good(talk)

    with WireServer(proxy) as server:
        monkeypatch.setenv("https_proxy", server.url.replace("//", "//kim:hunter2@"))
        problem = refused("https://mirror.example/a", limits=PATIENT)
    assert problem.code == "tls-unknown-ca"
    assert problem.values["subject"] == "CN=mirror.example"
    assert problem.values["issuer"] == "CN=Stranger \u9999"
    assert {heard.method for heard in server.heard} == {"CONNECT"}


@pytest.mark.parametrize("content", [None, b"", b"no certificate", "directory"])
@pytest.mark.parametrize("setting", ["ca_bundle", "SSL_CERT_FILE"])
def test_an_unusable_bundle(
    tmp_path: Path, content: bytes | str | None, setting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "ca.pem"
    if isinstance(content, bytes):
        file.write_bytes(content)
    elif content:
        file.mkdir()
    if setting == "SSL_CERT_FILE":
        monkeypatch.setenv(setting, str(file))
    trust = Trust(file if setting == "ca_bundle" else None)
    problem = refused("https://127.0.0.1:1/a", trust=trust)
    assert problem.code == "ca-bundle"
    assert final(problem) == {"path": str(file)}


@pytest.mark.parametrize("insecure", [False, True])
def test_a_redirect_out_of_tls(authority: Authority, certificate: Path, insecure: bool) -> None:
    async def front(talk: Talk) -> None:
        await talk.hear()
        await talk.say(answer(b"", 302, Location=f"{back.url}/b"))

    trust = Trust(authority.bundle, insecure)
    with (
        WireServer(good) as back,
        WireServer(front, tls=server_side(certificate)) as server,
        asking(f"{server.url}/a", trust=trust, credentials=("kim", "hunter2")) as client,
    ):
        if insecure:
            assert fetched(client) == BODY
            assert "Authorization" not in back.heard[0].headers
        else:
            with pytest.raises(Problem, match="redirect-insecure") as caught:
                fetched(client)
            assert final(caught.value) == {"host": "127.0.0.1", "target": "127.0.0.1"}
            assert back.connections == 0


def test_plain_http_where_tls_is_expected() -> None:
    async def part(talk: Talk) -> None:
        await talk.say(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        await talk.wait()

    with WireServer(part) as server:
        problem = refused(f"{server.url.replace('http:', 'https:')}/a", limits=PATIENT)
    assert problem.code == "http-protocol"


@contextmanager
def strict(site: Path, certificate: Path) -> Iterator[tuple[FaultServer, ssl.SSLContext]]:
    """A server that also tells why it refuses a handshake; asyncio's does not."""
    with FaultServer(site, certificate=certificate) as server:
        assert isinstance(server.socket, ssl.SSLSocket)
        yield server, server.socket.context


def test_no_common_cipher_is_told_from_an_unknown_certificate(
    site: Path, certificate: Path
) -> None:
    with strict(site, certificate) as (server, context):
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        context.set_ciphers("PSK")
        problem = refused(f"{server.url}/a", limits=PATIENT)
    assert problem.code == "tls-handshake"
    assert "handshake failure" in str(problem.values["reason"])


def test_a_server_that_wants_a_certificate_of_ours(
    site: Path, authority: Authority, certificate: Path
) -> None:
    with strict(site, certificate) as (server, context):
        context.load_verify_locations(authority.bundle)
        context.verify_mode = ssl.CERT_REQUIRED
        problem = refused(f"{server.url}/a", trust=Trust(authority.bundle), limits=PATIENT)
    assert problem.code == "tls-handshake"
    assert "certificate required" in str(problem.values["reason"])
