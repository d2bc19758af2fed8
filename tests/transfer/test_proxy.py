"""Proxies from the environment: gone through, told of when they do not let us, never told on."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from kisotui.download.server.trust import Trust
from tests.support.asking import PATIENT, asking, fetched, refused
from tests.support.certificates import Authority, server_side
from tests.support.downloads import SECRET
from tests.support.places import free_port
from tests.support.scenes import closing, saying, scenes
from tests.support.wire_server import Talk, WireServer, answer

BODY = b"x" * 100_000
LOGIN = f"//kim:{SECRET}@"


@pytest.mark.parametrize("variable", ["http_proxy", "HTTP_PROXY", "all_proxy"])
def test_plain(variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with WireServer(scenes(saying(answer(BODY)))) as proxy:
        monkeypatch.setenv(variable, proxy.url.replace("//", LOGIN))
        with asking("http://mirror.example/a?b=c") as client:
            assert fetched(client) == BODY
    [heard] = proxy.heard
    assert heard.target == "http://mirror.example/a?b=c"
    assert heard.headers["Proxy-Authorization"].startswith("Basic ")


def test_tunnel(authority: Authority, certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def part(talk: Talk) -> None:
        await talk.hear()
        await talk.say(b"HTTP/1.1 200 Connected\r\n\r\n")
        await talk.switch_to_tls(server_side(certificate))
        await talk.hear()
        await talk.say(answer(BODY))

    with WireServer(part) as proxy:
        monkeypatch.setenv("https_proxy", proxy.url.replace("//", LOGIN))
        with asking("https://localhost/a", trust=Trust(authority.bundle)) as client:
            assert fetched(client) == BODY
    to_proxy, to_server = proxy.heard
    assert to_proxy.headers["Proxy-Authorization"].startswith("Basic ")
    assert "Proxy-Authorization" not in to_server.headers


def test_not_for_what_is_near(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{free_port()}")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with WireServer(scenes(saying(answer(BODY)))) as server, asking(f"{server.url}/a") as client:
        assert fetched(client) == BODY


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize(
    ("said", "code"),
    [
        (answer(b"", 407, Proxy_Authenticate="Basic"), "proxy-login"),
        (b"", "connection-lost"),
    ],
    ids=["login", "hangs up"],
)
def test_does_not_let_us_through(
    scheme: str, said: bytes, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with WireServer(scenes(closing(said))) as proxy:
        monkeypatch.setenv(f"{scheme}_proxy", proxy.url.replace("//", LOGIN))
        problem = refused(f"{scheme}://mirror.example/a", limits=PATIENT)
    assert (problem.code, problem.values["host"]) == (code, "mirror.example")


@pytest.mark.parametrize("status", [403, 502])
def test_forbids_the_tunnel(status: int, monkeypatch: pytest.MonkeyPatch) -> None:
    with WireServer(scenes(closing(answer(b"", status)))) as proxy:
        monkeypatch.setenv("https_proxy", proxy.url)
        assert refused("https://mirror.example/a", limits=PATIENT).code == "proxy"


@pytest.mark.parametrize(
    "proxy", ["http://{}127.0.0.1:{}", "nonsense://%%", "http://[", "socks5://{}127.0.0.1:{}"]
)
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_no_good(
    proxy: str, scheme: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv(f"{scheme}_proxy", proxy.format(LOGIN[2:], free_port()))
    problem = refused(f"{scheme}://mirror.example/a")
    assert problem.code == "proxy"
    assert SECRET not in caplog.text
