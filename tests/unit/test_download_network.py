"""What lies under an exception decides what is said."""

from __future__ import annotations

import errno
import socket
import ssl

import pytest

from kisotui.download.network import is_proxied, unreached


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


def untrusted() -> ssl.SSLCertVerificationError:
    error = ssl.SSLCertVerificationError(1, "certificate verify failed")
    error.verify_message = "self-signed\x1b[31m certificate"
    return error


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (ConnectionRefusedError(errno.ECONNREFUSED, ""), "refused"),
        (socket.gaierror(socket.EAI_NONAME, ""), "dns"),
        (socket.gaierror(socket.EAI_AGAIN, ""), "dns"),
        (OSError(errno.ENETUNREACH, ""), "unreachable"),
        (OSError(errno.EHOSTUNREACH, ""), "unreachable"),
        (PermissionError(errno.EPERM, ""), "unreachable"),
        (untrusted(), "tls"),
        (ExceptionGroup("", [OSError(errno.ENETUNREACH, ""), untrusted()]), "tls"),
        (
            ExceptionGroup(
                "", [OSError(errno.ENETUNREACH, ""), ConnectionRefusedError(errno.ECONNREFUSED, "")]
            ),
            "refused",
        ),
    ],
)
def test_unreached(error: Exception, code: str) -> None:
    problem = unreached(wrapped(error), "host", 443)
    assert problem is not None
    assert problem.code == code
    assert problem.values["host"] == "host"


def test_a_reason_is_made_harmless() -> None:
    problem = unreached(untrusted(), "host", 443)
    assert problem is not None
    assert problem.values["reason"] == "self-signed\ufffd[31m certificate"


@pytest.mark.parametrize(
    ("reason", "code"),
    [("WRONG_VERSION_NUMBER", "http-protocol"), ("TLSV1_ALERT_PROTOCOL_VERSION", "tls-handshake")],
)
def test_handshakes(reason: str, code: str) -> None:
    error = ssl.SSLError(1, "failed")
    error.reason = reason
    problem = unreached(wrapped(error), "host", 443)
    assert problem is not None
    assert problem.code == code


@pytest.mark.parametrize(
    "error", [ConnectionResetError(errno.ECONNRESET, ""), ssl.SSLEOFError(8, "EOF"), RuntimeError()]
)
def test_a_connection_that_broke_off_was_reached(error: Exception) -> None:
    assert unreached(wrapped(error), "host", 443) is None


def test_is_proxied(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    assert not is_proxied("https", "mirror.example")
    monkeypatch.setenv("https_proxy", "http://proxy:3128")
    monkeypatch.setenv("no_proxy", "inside.example")
    assert is_proxied("https", "mirror.example")
    assert not is_proxied("http", "mirror.example")
    assert not is_proxied("https", "inside.example")
