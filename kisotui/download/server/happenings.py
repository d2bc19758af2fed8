"""What happens on the way to a server, for somebody who watches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from kisotui.download.server.certificate import Certificate


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
