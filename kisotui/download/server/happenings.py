"""What happens on the way to a server, for somebody who watches."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum, auto

from kisotui.download.server.certificate import Certificate, read


class What(Enum):
    ASKING = auto()
    """A request is about to be made."""
    CONNECTED = auto()
    """To the server, or to the proxy on the way to it."""
    SECURED = auto()
    """The server's certificate is believed."""
    REDIRECTED = auto()
    """To ``host``, by the one that was asked before."""
    ANSWERED = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """``host``: of the server, as it goes over the wire."""

    what: What
    host: str
    peer: str = ""
    """The address that was connected to."""
    certificate: Certificate | None = None
    status: int = 0


OnHappening = Callable[[Happening], None]
"""Told from any thread."""


def unseen(_: Happening) -> None:
    """Where nobody watches."""


def connected(host: str, end: socket.socket) -> Happening:
    """By TCP, or by TLS over that; what is seen of it, for it may be gone again."""
    shown, peer = b"", ""
    with suppress(OSError, ValueError):
        if isinstance(end, ssl.SSLSocket):
            shown = end.getpeercert(binary_form=True) or b""
        else:
            peer = str(end.getpeername()[0])
    if isinstance(end, ssl.SSLSocket):
        return Happening(what=What.SECURED, host=host, certificate=read(shown))
    return Happening(what=What.CONNECTED, host=host, peer=peer)
