"""Why a server cannot be reached: what lies under the exceptions of an HTTP library."""

from __future__ import annotations

import errno
import socket
import ssl
from collections.abc import Iterator
from urllib.request import getproxies, proxy_bypass

from kisotui.domain.failures import Problem
from kisotui.domain.text import visible

_UNREACHABLE = (
    errno.ENETUNREACH,
    errno.EHOSTUNREACH,
    errno.ENETDOWN,
    errno.EHOSTDOWN,
    errno.EADDRNOTAVAIL,
    errno.EACCES,
    errno.EPERM,  # a firewall's REJECT
)


def causes(error: BaseException) -> Iterator[BaseException]:
    """The exception and all that lie under it, also where its raiser wanted to hide them."""
    yield error
    if isinstance(error, BaseExceptionGroup):
        for member in error.exceptions:
            yield from causes(member)
    below = error.__cause__ or error.__context__
    if below is not None:
        yield from causes(below)


def distrust(error: BaseException) -> ssl.SSLCertVerificationError | None:
    """The refusal to believe a certificate that lies under the exception."""
    refusals = (c for c in causes(error) if isinstance(c, ssl.SSLCertVerificationError))
    return next(refusals, None)


def unreached(error: BaseException, host: str, port: int) -> Problem | None:
    """The Problem of a connection that did not come about; None if it broke off."""
    found = list(causes(error))
    for cause in found:
        if isinstance(cause, ssl.SSLError) and not isinstance(cause, ssl.SSLEOFError):
            return _handshake(cause, host)
    if any(isinstance(cause, ConnectionRefusedError) for cause in found):
        return Problem("refused", host=host, port=port)
    if any(isinstance(cause, socket.gaierror) for cause in found):
        return Problem("dns", host=host)
    if any(isinstance(cause, OSError) and cause.errno in _UNREACHABLE for cause in found):
        return Problem("unreachable", host=host)
    return None


def broken_off(error: OSError | None, host: str, patience: float) -> Problem:
    """The Problem of a connection that fails later; ``error``: None if the other side ended it."""
    if isinstance(error, TimeoutError):
        return stalled(host, patience)
    return Problem("connection-lost", host=host)


def stalled(host: str, patience: float) -> Problem:
    """The Problem of a connection on which nothing comes."""
    return Problem("stalled", host=host, seconds=f"{patience:g}")


def _handshake(error: ssl.SSLError, host: str) -> Problem:
    reason = error.reason or ""
    if reason in ("WRONG_VERSION_NUMBER", "HTTP_REQUEST"):  # it does not speak TLS at all
        return Problem("http-protocol", host=host)
    return Problem("tls-handshake", host=host, reason=visible(reason.lower().replace("_", " "), 80))


def proxy_to(scheme: str, host: str) -> str | None:
    """The URL of the proxy that the environment sends requests for the host through."""
    proxies = getproxies()
    found = proxies.get(scheme) or proxies.get("all")
    return found if found and not proxy_bypass(host) else None
