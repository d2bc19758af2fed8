"""HTTP: the only file that speaks httpx.

Redirects are followed by hand, so that the user name and password go to the server that they were
given for and nowhere else. No text of an exception leaves this file: it could hold the address.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
from types import TracebackType
from typing import Self

import httpx

from kisotui import __version__
from kisotui.domain.failures import Problem
from kisotui.domain.urls import Address
from kisotui.download import network
from kisotui.download.answer import Answer
from kisotui.download.model import Limits

_REDIRECTS = 10
_PORTS = {"http": 80, "https": 443}

# They log whole addresses and headers, with the tokens and passwords in them.
for _name in ("httpx", "httpcore"):
    logging.getLogger(_name).setLevel(logging.WARNING)


class Client:
    """Asks for the bytes behind one address. To be used in an ``async with``."""

    def __init__(self, address: Address, limits: Limits) -> None:
        self._credentials = address.credentials
        self._limits = limits
        try:
            self._url = httpx.URL(address.url)
        except httpx.InvalidURL:
            raise Problem("url-format", field="url") from None
        self._client = self._make_client()

    def _make_client(self) -> httpx.AsyncClient:
        seconds = self._limits
        try:
            trusted = httpx.create_ssl_context()
            trusted.load_default_certs()  # the system's too: that is where a site puts its own CA
        except OSError:
            raise Problem("ca-bundle", path="SSL_CERT_FILE, SSL_CERT_DIR") from None
        try:
            return httpx.AsyncClient(
                verify=trusted,
                timeout=httpx.Timeout(seconds.stall_timeout, connect=seconds.connect_timeout),
                headers={
                    "User-Agent": f"kisotui/{__version__}",
                    "Accept": "*/*",
                    "Accept-Encoding": "identity",
                },
            )
        except (ValueError, ImportError, httpx.InvalidURL):  # what *_PROXY holds is no good
            raise Problem("proxy", host=_host(self._url)) from None

    @asynccontextmanager
    async def get(self, headers: Mapping[str, str]) -> AsyncIterator[Answer]:
        """The answer to a request, its body yet to come. Raises Problem."""
        response = await self._follow(headers)
        try:
            answer = Answer(
                _host(response.url),
                response.status_code,
                response.headers,
                lambda: self._body(response),
            )
            if problem := answer.refusal():
                raise problem
            yield answer
        finally:
            with suppress(httpx.TransportError):  # it is over, well or badly, already
                await response.aclose()

    async def _follow(self, headers: Mapping[str, str]) -> httpx.Response:
        url = self._url
        for _ in range(_REDIRECTS + 1):
            response = await self._send(url, headers)
            if not response.has_redirect_location:
                return response
            await response.aclose()
            url = _redirected(url, response.headers["location"])
        raise Problem("redirect-loop", host=_host(self._url), limit=_REDIRECTS)

    async def _send(self, url: httpx.URL, headers: Mapping[str, str]) -> httpx.Response:
        auth = None
        if self._credentials and is_same_server(self._url, url):
            auth = httpx.BasicAuth(*self._credentials)
        with self._problems(url):
            request = self._client.build_request("GET", url, headers=headers)
            return await self._client.send(request, auth=auth, stream=True)

    async def _body(self, response: httpx.Response) -> AsyncGenerator[bytes, None]:
        with self._problems(response.url):
            try:
                async for chunk in response.aiter_raw():
                    yield chunk
            except httpx.RemoteProtocolError:  # it ended before its end
                raise Problem("connection-lost", host=_host(response.url)) from None

    @contextmanager
    def _problems(self, url: httpx.URL) -> Iterator[None]:
        try:
            yield
        except httpx.TransportError as error:
            raise self._problem(error, url) from None
        except httpx.InvalidURL:  # httpx looks at where a redirect leads, even if told not to go
            raise Problem("http-protocol", host=_host(url)) from None
        except UnicodeError:  # a host name that breaks the rules of names
            raise Problem("dns", host=_host(url)) from None

    def _problem(self, error: httpx.TransportError, url: httpx.URL) -> Problem:
        host = _host(url)
        if isinstance(error, httpx.ReadTimeout | httpx.WriteTimeout):
            return Problem("stalled", host=host, seconds=f"{self._limits.stall_timeout:g}")
        if isinstance(error, httpx.ProxyError) or (
            isinstance(error, httpx.ConnectError | httpx.ConnectTimeout)
            and network.is_proxied(url.scheme, host)
        ):
            return Problem("proxy", host=host)
        if isinstance(error, httpx.TimeoutException):
            return Problem(
                "connect-timeout", host=host, seconds=f"{self._limits.connect_timeout:g}"
            )
        if isinstance(error, httpx.ProtocolError) and not _hung_up(error):
            return Problem("http-protocol", host=host)
        port = url.port or _PORTS[url.scheme]
        return network.unreached(error, host, port) or Problem("connection-lost", host=host)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._client.aclose()


def _hung_up(error: httpx.ProtocolError) -> bool:
    """Whether the server just said nothing.

    Otherwise what it said is complained of by httpx itself, or by the parser two layers below.
    """
    return len(list(network.causes(error))) == 2


def _redirected(url: httpx.URL, location: str) -> httpx.URL:
    try:
        target = url.join(location)
    except httpx.InvalidURL:
        raise Problem("http-protocol", host=_host(url)) from None
    if target.scheme not in _PORTS:
        raise Problem("redirect-scheme", host=_host(url))
    if not _host(target) or (target.port or 0) > 65535:
        raise Problem("http-protocol", host=_host(url))
    return target


def _host(url: httpx.URL) -> str:
    """The host as it goes over the wire: a name in another script cannot pass for a known one."""
    return url.raw_host.decode("ascii")


def is_same_server(first: httpx.URL, url: httpx.URL) -> bool:
    """Whether what was given for the one may be told the other: the same, or the same by TLS."""
    if (first.scheme, first.raw_host, first.port) == (url.scheme, url.raw_host, url.port):
        return True
    upgraded = first.scheme == "http" and url.scheme == "https"
    return upgraded and first.raw_host == url.raw_host and first.port is url.port is None
