"""What lies under an exception decides what is said."""

from __future__ import annotations

import errno
import socket
import ssl

import httpx
import pytest

from kisotui.download.model import Limits
from kisotui.download.server.network import problem, proxy_to, unreached
from kisotui.download.server.redirects import Server


def wrapped(error: Exception) -> Exception:
    """As the layers of an HTTP library wrap it: from it, and with it hidden."""
    try:
        try:
            raise OSError("all attempts failed") from error
        except OSError as failed:
            outer = RuntimeError("connect")
            outer.__context__ = failed
            raise outer from None
    except RuntimeError as last:
        return last


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (ConnectionRefusedError(errno.ECONNREFUSED, ""), "refused"),
        (socket.gaierror(socket.EAI_NONAME, ""), "dns"),
        (socket.gaierror(socket.EAI_AGAIN, ""), "dns"),
        (OSError(errno.ENETUNREACH, ""), "unreachable"),
        (OSError(errno.EHOSTUNREACH, ""), "unreachable"),
        (PermissionError(errno.EPERM, ""), "unreachable"),
        (
            ExceptionGroup(
                "", [OSError(errno.ENETUNREACH, ""), ConnectionRefusedError(errno.ECONNREFUSED, "")]
            ),
            "refused",
        ),
    ],
)
def test_unreached(error: Exception, code: str) -> None:
    found = unreached(wrapped(error), "host", 443)
    assert found is not None
    assert found.code == code
    assert found.values["host"] == "host"


@pytest.mark.parametrize(
    ("reason", "code"),
    [("WRONG_VERSION_NUMBER", "http-protocol"), ("TLSV1_ALERT_PROTOCOL_VERSION", "tls-handshake")],
)
def test_handshakes(reason: str, code: str) -> None:
    error = ssl.SSLError(1, "failed")
    error.reason = reason
    found = unreached(wrapped(error), "host", 443)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    "error", [ConnectionResetError(errno.ECONNRESET, ""), ssl.SSLEOFError(8, "EOF"), RuntimeError()]
)
def test_a_connection_that_broke_off_was_reached(error: Exception) -> None:
    assert unreached(wrapped(error), "host", 443) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Server disconnected without sending a response.", "connection-lost"),
        ("peer closed connection without sending complete message body (..)", "connection-lost"),
        ("illegal chunk header: bytearray(b'zz')", "http-framing"),
        ("malformed chunk footer: bytearray(b'zz')", "http-framing"),
        ("illegal header line: bytearray(b'chunk')", "http-protocol"),
        ("Invalid URL in location header: Invalid port", "redirect-broken"),
    ],
)
def test_what_is_not_http(text: str, code: str) -> None:
    error = httpx.RemoteProtocolError(text)
    assert problem(error, Server("http", "host", 80), Limits()).code == code


def test_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    assert proxy_to("https", "mirror.example") is None
    monkeypatch.setenv("https_proxy", "http://proxy:3128")
    monkeypatch.setenv("no_proxy", "inside.example")
    assert proxy_to("https", "mirror.example") == "http://proxy:3128"
    assert proxy_to("http", "mirror.example") is None
    assert proxy_to("https", "inside.example") is None
    monkeypatch.setenv("all_proxy", "http://other:3128")
    assert proxy_to("http", "mirror.example") == "http://other:3128"
