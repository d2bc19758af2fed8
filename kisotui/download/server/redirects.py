"""Where a redirect may lead, and who may be told a password."""

from __future__ import annotations

from typing import Final, NamedTuple

from kisotui.domain.failures import Problem
from kisotui.domain.text import visible

PORTS: Final = {"http": 80, "https": 443}


class Server(NamedTuple):
    """Who answers for a URL."""

    scheme: str
    host: str
    """As it goes over the wire: a name in another script cannot pass for a known one."""
    port: int


def require_allowed(here: Server, there: Server, *, insecure: bool) -> None:
    """Refuse a redirect that nobody should follow. ``insecure``: whether TLS may end with it.

    Raises Problem: ``redirect-scheme``, ``redirect-insecure``, ``redirect-broken``.
    """
    if there.scheme not in PORTS:
        raise Problem("redirect-scheme", host=here.host)
    if not there.host or there.port > 65535:
        raise Problem("redirect-broken", host=here.host)
    if (here.scheme, there.scheme) == ("https", "http") and not insecure:
        raise Problem("redirect-insecure", host=here.host, target=visible(there.host, 100))


def may_know(first: Server, other: Server) -> bool:
    """Whether what was given for the one may be told the other: the same, or the same by TLS."""
    is_upgraded = (first.scheme, other.scheme) == ("http", "https") and (
        (first.port, other.port) == (80, 443)
    )
    return first == other or (is_upgraded and first.host == other.host)
