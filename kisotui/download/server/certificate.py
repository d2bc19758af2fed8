"""What a server's certificate says of itself, for the person who has to do something about it."""

from __future__ import annotations

import base64
import http.client
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from ipaddress import ip_address
from typing import Final
from urllib.parse import unquote, urlsplit

from kisotui.domain.text import visible

_SHOWN: Final = 100
_VERSION, _EXTENSIONS, _GENERALIZED_TIME, _UTF16 = 0xA0, 0xA3, 0x18, 0x1E  # tags of ASN.1
_ATTRIBUTES: Final = {b"\x55\x04\x03": "CN", b"\x55\x04\x0a": "O", b"\x55\x04\x0b": "OU"}
_ALTERNATIVE_NAMES: Final = b"\x55\x1d\x11"
_DNS, _IP = 0x82, 0x87


@dataclass(frozen=True, slots=True)
class Certificate:
    """Texts are fit to be shown; they are empty where the certificate says nothing."""

    subject: str
    issuer: str
    starts: datetime
    ends: datetime
    names: str
    """The host names and addresses that it is for."""


def shown_by(host: str, port: int, *, proxy: str | None, seconds: float) -> Certificate | None:
    """The certificate that a server shows; None if it shows none that can be read.

    It is asked for its certificate and for nothing else: nothing that it says is believed.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    try:
        with (
            _connected(host, port, proxy, seconds) as end,
            context.wrap_socket(end, server_hostname=host) as wrapped,
        ):
            return read(wrapped.getpeercert(binary_form=True) or b"")
    except (OSError, ValueError, http.client.HTTPException):
        return None


def _connected(host: str, port: int, proxy: str | None, seconds: float) -> socket.socket:
    if proxy is None:
        return socket.create_connection((host, port), seconds)
    parts = urlsplit(proxy)
    headers = {}
    if parts.username is not None:
        login = f"{unquote(parts.username)}:{unquote(parts.password or '')}".encode()
        headers["Proxy-Authorization"] = f"Basic {base64.b64encode(login).decode()}"
    tunnel = http.client.HTTPConnection(parts.hostname or "", parts.port or 80, timeout=seconds)
    tunnel.set_tunnel(host, port, headers)
    tunnel.connect()
    return tunnel.sock


def read(der: bytes) -> Certificate | None:
    """The certificate in its DER form; None for anything else."""
    try:
        (_, certificate), *_ = _elements(der)
        (_, body), *_ = _elements(certificate)
        fields = list(_elements(body))
        if fields[0][0] == _VERSION:
            del fields[0]
        issuer, validity, subject = (content for _, content in fields[2:5])
        starts, ends = (_time(*element) for element in _elements(validity))
        extensions = b"".join(content for tag, content in fields[5:] if tag == _EXTENSIONS)
        return Certificate(_name(subject), _name(issuer), starts, ends, _names(extensions))
    except (IndexError, ValueError):
        return None


def _elements(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Tag and content of each element of a sequence."""
    at = 0
    while at < len(data):
        tag, size = data[at], data[at + 1]
        at += 2
        if size & 0x80:
            width = size & 0x7F
            size = int.from_bytes(data[at : at + width], "big")
            at += width
        yield tag, data[at : at + size]
        at += size


def _name(data: bytes) -> str:
    parts = []
    for _, group in _elements(data):
        for _, attribute in _elements(group):
            (_, kind), (tag, value) = _elements(attribute)
            if kind in _ATTRIBUTES:
                text = value.decode("utf-16-be" if tag == _UTF16 else "utf-8", "replace")
                parts.append(f"{_ATTRIBUTES[kind]}={text}")
    return visible(", ".join(parts), _SHOWN)


def _time(tag: int, value: bytes) -> datetime:
    text = value.decode("ascii")
    if tag != _GENERALIZED_TIME:  # two digits of a year between 1950 and 2049
        text = ("19" if text >= "5" else "20") + text
    return datetime.strptime(text, "%Y%m%d%H%M%SZ").replace(tzinfo=UTC)


def _names(extensions: bytes) -> str:
    names = []
    for _, sequence in _elements(extensions):
        for _, extension in _elements(sequence):
            (_, kind), *_, (_, value) = _elements(extension)
            if kind == _ALTERNATIVE_NAMES:
                (_, general), *_ = _elements(value)
                names += [_host(*element) for element in _elements(general)]
    return visible(", ".join(filter(None, names)), _SHOWN)


def _host(tag: int, value: bytes) -> str:
    if tag == _IP:
        return str(ip_address(value))
    return value.decode("ascii") if tag == _DNS else ""
