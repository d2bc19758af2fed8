"""The address of an ISO: what is accepted, what is secret in it, and what of it is shown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from kisotui.domain.failures import Problem
from kisotui.domain.text import is_hidden

LONGEST = 2048  # CloudStack's column
MASK = "***"
_SECRET_PARAMETER = re.compile(
    r"token|key|secret|passw|pwd|sig|credential|auth|session|jwt|code|sas", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Address:
    """An http or https URL with its user name and password taken out of it.

    ``token``: a bearer's, in place of these.
    """

    url: str
    credentials: tuple[str, str] | None = None
    token: str = ""

    def __repr__(self) -> str:  # a traceback or a log line must not tell the password
        secret = MASK if self.credentials or self.token else None
        return f"Address({redact(self.url)!r}, credentials={secret!r})"


def parse(text: str) -> Address:
    """The address of an ISO.

    Raises Problem: ``url-missing``, ``url-too-long``, ``url-scheme``, ``url-format``.
    """
    text = text.strip()
    if not text:
        raise Problem("url-missing", field="url")
    if len(text) > LONGEST:
        raise Problem("url-too-long", field="url", limit=LONGEST)
    if any(is_hidden(char) or char.isspace() for char in text):
        raise Problem("url-format", field="url")
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise Problem("url-format", field="url") from None
    if parts.scheme not in ("http", "https"):
        raise Problem("url-scheme", field="url")
    if not host or port == 0:
        raise Problem("url-format", field="url")
    try:
        host.encode("idna")
    except UnicodeError:
        raise Problem("url-format", field="url") from None
    userinfo, _, location = parts.netloc.rpartition("@")
    credentials = None
    if userinfo:
        user, _, password = userinfo.partition(":")
        credentials = (unquote(user), unquote(password))
    return Address(urlunsplit(parts._replace(netloc=location, fragment="")), credentials)


def with_credentials(url: str, credentials: str) -> str:
    """The URL as a person gives it. ``credentials``: percent-encoded, with a colon between them."""
    if not credentials:
        return url
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=f"{credentials}@{parts.netloc}"))


def redact(url: str) -> str:
    """The URL as it may be shown: no user name, no password, no values of secret parameters."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return MASK
    netloc = parts.netloc.rpartition("@")[2]
    query = parts.query
    pairs = parse_qsl(query, keep_blank_values=True)
    if any(_SECRET_PARAMETER.search(name) for name, _ in pairs):
        query = urlencode(
            [(name, MASK if _SECRET_PARAMETER.search(name) else value) for name, value in pairs],
            safe="*/:",
        )
    return urlunsplit(parts._replace(netloc=netloc, query=query, fragment=""))
