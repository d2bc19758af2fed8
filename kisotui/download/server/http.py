"""HTTP: the only file that speaks httpx.

Redirects are followed by hand, so that the user name and password go to the server that they were
given for and nowhere else. No text of an exception leaves this file: it could hold the address.
"""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

import httpx

from kisotui import __version__
from kisotui.domain.failures import Problem
from kisotui.domain.text import visible
from kisotui.domain.urls import Address
from kisotui.download.model import Limits
from kisotui.download.server import certificate, network
from kisotui.download.server.reply import Reply
from kisotui.download.server.spare import Spare
from kisotui.download.server.trust import Trust, distrusted
from kisotui.download.server.wire import Wire

_HOPS = 10
_PORTS = {"http": 80, "https": 443}

# They log whole addresses and headers, with the tokens and passwords in them.
for _name in ("httpx", "httpcore"):
    logging.getLogger(_name).setLevel(logging.WARNING)


class Http:
    """Asks for one address. ``on_socket`` is told of each connection, as soon as there is one."""

    def __init__(
        self,
        address: Address,
        limits: Limits,
        trust: Trust,
        on_socket: Callable[[socket.socket], None],
    ) -> None:
        self._credentials = address.credentials
        self._limits = limits
        self._trust = trust
        self._on_socket = on_socket
        try:
            self._url = httpx.URL(address.url)
        except httpx.InvalidURL:
            raise Problem("url-format", field="url") from None
        self._client = self._make_client()

    def _make_client(self) -> httpx.Client:
        seconds = self._limits
        trusted = self._trust.context()
        try:
            return httpx.Client(
                verify=trusted,
                timeout=httpx.Timeout(seconds.stall_timeout, connect=seconds.connect_timeout),
                # Never twice the same connection: what lies behind a body would pass for an answer.
                limits=httpx.Limits(max_connections=None, max_keepalive_connections=0),
                headers={
                    "User-Agent": f"kisotui/{__version__}",
                    "Accept": "*/*",
                    "Accept-Encoding": "identity",
                },
            )
        except (ValueError, ImportError, httpx.InvalidURL):  # what *_PROXY holds is no good
            raise Problem("proxy", host=_host(self._url)) from None

    def ask(self, headers: Mapping[str, str]) -> Reply:
        """What the server answers at the end of all redirects. Raises Problem."""
        url = self._url
        for _ in range(_HOPS + 1):
            response = self._send(url, headers)
            if not response.has_redirect_location:
                return self._reply(response, headers)
            _close(response)
            url = self._redirected(url, response.headers["location"])
        raise Problem("redirect-loop", host=_host(self._url), limit=_HOPS)

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def _send(self, url: httpx.URL, headers: Mapping[str, str]) -> httpx.Response:
        auth = None
        if self._credentials and is_same_server(self._url, url):
            auth = httpx.BasicAuth(*self._credentials)
        with self._problems(url):
            request = self._client.build_request(
                "GET", url, headers=headers, extensions={"trace": self._watch}
            )
            return self._client.send(request, auth=auth, stream=True)

    def _watch(self, event: str, info: Mapping[str, Any]) -> None:
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            self._on_socket(info["return_value"].get_extra_info("socket"))

    def _reply(self, response: httpx.Response, headers: Mapping[str, str]) -> Reply:
        stream = response.extensions["network_stream"]
        wire = Wire.under(stream) if response.http_version == "HTTP/1.1" else None
        chunks = self._chunks(response)

        def close() -> None:
            chunks.close()
            _close(response)

        return Reply(
            _host(response.url),
            response.status_code,
            response.headers,
            chunks,
            lambda: bool(stream.get_extra_info("is_readable")),
            wire,
            self._spare(response, wire, headers, close) if wire else None,
            close,
        )

    def _spare(
        self,
        response: httpx.Response,
        wire: Wire,
        headers: Mapping[str, str],
        close: Callable[[], None],
    ) -> Spare | None:
        url, host = response.url, _host(response.url)
        if url.scheme == "http" and network.proxy_to("http", host):
            return None  # a proxy wants to be asked in other words
        lasting = response.request.headers.copy()
        for name in headers:
            lasting.pop(name, None)
        return Spare(wire, host, url.raw_path, lasting.raw, close)

    def _chunks(self, response: httpx.Response) -> Generator[bytes, None, None]:
        with self._problems(response.url):
            try:
                yield from response.iter_raw()
            except httpx.RemoteProtocolError as error:
                code = "connection-lost" if _ended_early(error) else "http-framing"
                raise Problem(code, host=_host(response.url)) from None

    @contextmanager
    def _problems(self, url: httpx.URL) -> Iterator[None]:
        try:
            yield
        except httpx.TransportError as error:
            raise self._problem(error, url) from None
        except httpx.InvalidURL:  # httpx looks at where a redirect leads, even if told not to go
            raise Problem("redirect-broken", host=_host(url)) from None
        except UnicodeError:  # a host name that breaks the rules of names
            raise Problem("dns", host=_host(url)) from None

    def _problem(self, error: httpx.TransportError, url: httpx.URL) -> Problem:
        host, port = _host(url), url.port or _PORTS[url.scheme]
        proxy = network.proxy_to(url.scheme, host)
        if distrust := network.distrust(error):
            seconds = self._limits.connect_timeout
            shown = certificate.shown_by(host, port, proxy=proxy, seconds=seconds)
            return distrusted(distrust, host, shown)
        if isinstance(error, httpx.ReadTimeout | httpx.WriteTimeout):
            return network.stalled(host, self._limits.stall_timeout)
        if isinstance(error, httpx.ProxyError):
            wants_login = str(error).startswith("407")
            return Problem("proxy-login" if wants_login else "proxy", host=host)
        if proxy and isinstance(error, httpx.ConnectError | httpx.ConnectTimeout):
            return Problem("proxy", host=host)
        if isinstance(error, httpx.TimeoutException):
            return Problem(
                "connect-timeout", host=host, seconds=f"{self._limits.connect_timeout:g}"
            )
        if isinstance(error, httpx.ProtocolError) and not _hung_up(error):
            return Problem("http-protocol", host=host)
        return network.unreached(error, host, port) or Problem("connection-lost", host=host)

    def _redirected(self, url: httpx.URL, location: str) -> httpx.URL:
        try:
            target = url.join(location)
        except httpx.InvalidURL:
            raise Problem("redirect-broken", host=_host(url)) from None
        if target.scheme not in _PORTS:
            raise Problem("redirect-scheme", host=_host(url))
        if (url.scheme, target.scheme) == ("https", "http") and not self._trust.insecure_redirects:
            raise Problem("redirect-insecure", host=_host(url), target=visible(_host(target), 100))
        if not _host(target) or (target.port or 0) > 65535:
            raise Problem("redirect-broken", host=_host(url))
        return target


def _close(response: httpx.Response) -> None:
    with suppress(httpx.TransportError):  # it is over, well or badly, already
        response.close()


def _hung_up(error: httpx.ProtocolError) -> bool:
    """Whether the server just said nothing.

    Otherwise what it said is complained of by httpx itself, or by the parser two layers below.
    """
    return len(list(network.causes(error))) == 2


def _ended_early(error: httpx.RemoteProtocolError) -> bool:
    """Whether a body ended before its end; otherwise its chunks are marked wrongly."""
    return str(error).startswith("peer closed connection")


def _host(url: httpx.URL) -> str:
    """The host as it goes over the wire: a name in another script cannot pass for a known one."""
    return url.raw_host.decode("ascii")


def is_same_server(first: httpx.URL, url: httpx.URL) -> bool:
    """Whether what was given for the one may be told the other: the same, or the same by TLS."""
    if (first.scheme, first.raw_host, first.port) == (url.scheme, url.raw_host, url.port):
        return True
    upgraded = first.scheme == "http" and url.scheme == "https"
    return upgraded and first.raw_host == url.raw_host and first.port is url.port is None
