"""Why a server cannot be reached: what httpx's exceptions mean, and those that lie under them."""

from __future__ import annotations

import errno
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.request import getproxies, proxy_bypass

import httpx

from kisotui.domain.failures import Problem
from kisotui.domain.text import visible
from kisotui.download.model import Limits
from kisotui.download.server import certificate
from kisotui.download.server.connections import Deadline
from kisotui.download.server.redirects import Server
from kisotui.download.server.trust import distrusted

_UNREACHABLE = (
    errno.ENETUNREACH,
    errno.EHOSTUNREACH,
    errno.ENETDOWN,
    errno.EHOSTDOWN,
    errno.EADDRNOTAVAIL,
    errno.EACCES,
    errno.EPERM,  # a firewall's REJECT
)


@contextmanager
def problems(server: Server, limits: Limits, deadline: Deadline | None = None) -> Iterator[None]:
    """Raises Problem: for what httpx raises while the server is asked, or its answer is read."""
    try:
        yield
    except httpx.TransportError as error:
        if deadline and deadline.has_passed:
            raise stalled(server.host, limits.stall_timeout) from None
        raise problem(error, server, limits) from None
    except httpx.InvalidURL:  # httpx looks at where a redirect leads, even if told not to go
        raise Problem("redirect-broken", host=server.host) from None
    except UnicodeError:  # a host name that breaks the rules of names
        raise Problem("dns", host=server.host) from None


def problem(error: httpx.TransportError, server: Server, limits: Limits) -> Problem:
    """The Problem of a request, or of reading what it is answered with."""
    host = server.host
    proxy = proxy_to(server.scheme, host)
    if refusal := _refusal(error):
        seconds = limits.connect_timeout
        shown = certificate.shown_by(host, server.port, proxy=proxy, seconds=seconds)
        return distrusted(refusal, host, shown)
    if isinstance(error, httpx.ReadTimeout | httpx.WriteTimeout):
        return stalled(host, limits.stall_timeout)
    if isinstance(error, httpx.ProxyError):
        return Problem("proxy-login" if str(error).startswith("407") else "proxy", host=host)
    if proxy and isinstance(error, httpx.ConnectError | httpx.ConnectTimeout):
        return Problem("proxy", host=host)
    if isinstance(error, httpx.TimeoutException):
        return Problem("connect-timeout", host=host, seconds=f"{limits.connect_timeout:g}")
    if isinstance(error, httpx.ProtocolError):
        return Problem(_misspoken(error), host=host)
    return unreached(error, host, server.port) or Problem("connection-lost", host=host)


def _misspoken(error: httpx.ProtocolError) -> str:
    """The code of a server that does not keep to HTTP, by what its parser says of it."""
    text = str(error)
    if text.startswith(("Server disconnected", "peer closed connection")):
        return "connection-lost"
    if text.startswith("Invalid URL in location header"):
        return "redirect-broken"
    if text.startswith(("illegal chunk", "malformed chunk")):
        return "http-framing"
    return "http-protocol"


def causes(error: BaseException) -> Iterator[BaseException]:
    """The exception and all that lie under it, also where its raiser wanted to hide them."""
    yield error
    if isinstance(error, BaseExceptionGroup):
        for member in error.exceptions:
            yield from causes(member)
    below = error.__cause__ or error.__context__
    if below is not None:
        yield from causes(below)


def _refusal(error: BaseException) -> ssl.SSLCertVerificationError | None:
    """To believe a certificate."""
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
