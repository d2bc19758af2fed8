"""HTTP: the file that speaks httpx.

Redirects are followed by hand, so that the user name and password go to the server that they were
given for and nowhere else. No text of an exception leaves this file: it could hold the address.
"""

from __future__ import annotations

import logging
import socket
import ssl
from collections.abc import Callable, Generator, Mapping
from contextlib import suppress
from threading import Lock
from typing import Any

import httpx

from kisotui import __version__
from kisotui.domain.failures import Problem
from kisotui.domain.urls import Address
from kisotui.download.model import Limits
from kisotui.download.server import network
from kisotui.download.server.connections import Deadline
from kisotui.download.server.happenings import Happening, OnHappening, What, connected, unseen
from kisotui.download.server.redirects import PORTS, Server, may_know, require_allowed
from kisotui.download.server.reply import Reply
from kisotui.download.server.spare import Spare
from kisotui.download.server.trust import Trust
from kisotui.download.server.wire import Wire

_HOPS = 10

# They log whole addresses and headers, with the tokens and passwords in them.
for _name in ("httpx", "httpcore"):
    logging.getLogger(_name).setLevel(logging.WARNING)


class Http:
    """Asks for one address. ``on_socket`` is told of each connection, as soon as there is one, and
    ``on_happening`` of all that happens."""

    def __init__(
        self,
        address: Address,
        limits: Limits,
        trust: Trust,
        on_socket: Callable[[socket.socket], None],
        on_happening: OnHappening = unseen,
    ) -> None:
        self._auth: httpx.Auth | None = None
        if address.credentials:
            self._auth = httpx.BasicAuth(*address.credentials)
        elif address.token:
            self._auth = _Bearer(address.token)
        self._limits = limits
        self._trust = trust
        self._on_socket = on_socket
        self._on_happening = on_happening
        try:
            self._url = httpx.URL(address.url)
        except httpx.InvalidURL:
            raise Problem("url-format", field="url") from None
        self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # verifies, and believes nobody yet
        self._teaching, self._is_taught = Lock(), False
        self._client = self._make_client()

    def _make_client(self) -> httpx.Client:
        seconds = self._limits
        try:
            return httpx.Client(
                verify=self._tls,
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
            self._on_happening(Happening(what=What.REDIRECTED, host=_host(url)))
        raise Problem("redirect-loop", host=_host(self._url), limit=_HOPS)

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def _send(self, url: httpx.URL, headers: Mapping[str, str]) -> httpx.Response:
        if url.scheme == "https":
            self._teach()
        auth = self._auth if may_know(_server(self._url), _server(url)) else None
        deadline = Deadline(self._limits.connect_timeout + self._limits.stall_timeout)
        host = _host(url)

        def watch(event: str, info: Mapping[str, Any]) -> None:
            if event.endswith(("connect_tcp.complete", "start_tls.complete")):
                end = info["return_value"].get_extra_info("socket")
                deadline.add(end)
                self._on_socket(end)
                self._on_happening(connected(host, end))

        self._on_happening(Happening(what=What.ASKING, host=host))
        with network.problems(_server(url), self._limits, deadline), deadline:
            request = self._client.build_request(
                "GET", url, headers=headers, extensions={"trace": watch}
            )
            response = self._client.send(request, auth=auth, stream=True)
        status = response.status_code
        self._on_happening(Happening(what=What.ANSWERED, host=host, status=status))
        return response

    def _teach(self) -> None:
        with self._teaching:
            if not self._is_taught:
                self._trust.teach(self._tls)
                self._is_taught = True

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
        with network.problems(_server(response.url), self._limits):
            yield from response.iter_raw()

    def _redirected(self, url: httpx.URL, location: str) -> httpx.URL:
        try:
            target = url.join(location)
        except httpx.InvalidURL:
            raise Problem("redirect-broken", host=_host(url)) from None
        require_allowed(_server(url), _server(target), insecure=self._trust.insecure_redirects)
        return target


class _Bearer(httpx.Auth):
    """Shows a token."""

    def __init__(self, token: str) -> None:
        self._token = token

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers["Authorization"] = f"Bearer {self._token}"
        yield request


def _close(response: httpx.Response) -> None:
    with suppress(httpx.TransportError):  # it is over, well or badly, already
        response.close()


def _host(url: httpx.URL) -> str:
    return url.raw_host.decode("ascii")


def _server(url: httpx.URL) -> Server:
    return Server(url.scheme, _host(url), url.port or PORTS.get(url.scheme, 0))
