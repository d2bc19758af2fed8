"""What a server answered: its headers read with distrust, its refusals as Problems."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final, NamedTuple

from kisotui.domain.failures import Problem
from kisotui.domain.text import visible

OK, PARTIAL, OUT_OF_RANGE = 200, 206, 416

_RANGE = re.compile(r"bytes ([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18}|\*)")
_NO_RANGE = re.compile(r"bytes \*/([0-9]{1,18})")
_STRONG_ETAG = re.compile(r'"[\x21\x23-\x7e]*"')
_CODES: Final = {
    401: "http-login",
    403: "http-denied",
    404: "http-missing",
    407: "proxy-login",
    408: "http-busy",
    410: "http-gone",
    416: "http-range",
    425: "http-busy",
    429: "http-busy",
    503: "http-unavailable",
}
_BUSY: Final = (408, 425, 429, 503)
_LIMITING: Final = (403, 429)
_UNSAID: Final = 60.0  # seconds that GitHub asks to wait where it names no time
_LONGEST_LIMIT: Final = 86400.0


class Range(NamedTuple):
    """First byte, last byte and size of the whole, as a Content-Range tells them."""

    first: int
    last: int
    size: int | None


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a request for an ISO, its body yet to come."""

    host: str
    status: int
    headers: Mapping[str, str]
    fill: Callable[[memoryview], int]
    """Puts the next bytes of the body into the view and tells how many: until the view is full, the
    body is over, or a quarter of a second has passed since its first byte came. 0 is the end of the
    body, and comes only there. Raises Problem: ``stalled``, ``connection-lost``, ``too-long``, ...;
    Stopped."""

    @property
    def length(self) -> int | None:
        """Of the body; None where only its end tells."""
        text = self.headers.get("content-length", "")
        if "transfer-encoding" in self.headers or not re.fullmatch(r"[0-9]{1,18}", text):
            return None
        return int(text)

    @property
    def range(self) -> Range | None:
        """Where the body belongs in the file; None for an answer that does not say it rightly."""
        match = _RANGE.fullmatch(self.headers.get("content-range", ""))
        if match is None:
            return None
        found = Range(int(match[1]), int(match[2]), None if match[3] == "*" else int(match[3]))
        if found.last < found.first or (found.size is not None and found.last >= found.size):
            return None
        if self.length not in (None, found.last - found.first + 1):
            return None
        return found

    @property
    def start(self) -> int:
        """Where in the file the body begins."""
        return self.range.first if self.range else 0

    @property
    def size(self) -> int | None:
        """Of the whole file."""
        if self.status == OUT_OF_RANGE:
            match = _NO_RANGE.fullmatch(self.headers.get("content-range", ""))
            return int(match[1]) if match else None
        return self.range.size if self.range else self.length

    @property
    def type(self) -> str:
        """The content type, fit to be shown; empty where there is none."""
        return visible(self.headers.get("content-type", "").partition(";")[0].strip().lower(), 40)

    @property
    def coding(self) -> str:
        """How the body is packed, fit to be shown; empty for not at all."""
        coding = self.headers.get("content-encoding", "").strip().lower()
        return "" if coding == "identity" else visible(coding, 40)

    @property
    def is_last(self) -> bool:
        """Whether its connection ends with it."""
        return "close" in re.split(r"[\s,]+", self.headers.get("connection", "").lower())

    @property
    def validator(self) -> str:
        """What If-Range may be asked with: it changes whenever a byte changes. Else empty."""
        etag = self.headers.get("etag", "")
        if _STRONG_ETAG.fullmatch(etag):
            return etag
        modified = self.headers.get("last-modified", "")
        changed, now = _date(modified), _date(self.headers.get("date", ""))
        # Within the second the file could change again under the same date (RFC 9110, 8.8.2.2).
        is_strong = changed is not None and now is not None and (now - changed).total_seconds() >= 1
        return modified if is_strong else ""

    def agrees(self, validator: str) -> bool:
        """Whether nothing in the answer says that the validator is another by now."""
        name = "etag" if validator.startswith('"') else "last-modified"
        return self.headers.get(name, validator) == validator

    def refusal(self) -> Problem | None:
        """What stands against taking the body; None where the server gives us what we want."""
        if self.status in (OK, PARTIAL, OUT_OF_RANGE):
            return None
        wait = _retry_after(self.headers)
        if self.status in _LIMITING and (limit := _limited(self.headers, wait)) is not None:
            minutes = max(1, round(limit / 60))
            return Problem("rate-limited", host=self.host, minutes=minutes, retry_after=limit)
        problem = Problem(_code(self.status), host=self.host, status=self.status)
        if self.status in _BUSY and wait is not None:
            problem.values["retry_after"] = wait
        return problem


def _code(status: int) -> str:
    if code := _CODES.get(status):
        return code
    if 400 <= status < 500:
        return "http-client"
    return "http-server" if 500 <= status < 600 else "http-status"


def _limited(headers: Mapping[str, str], wait: float | None) -> float | None:
    """Seconds until GitHub's API, and what does as it does, takes requests again; None where the
    refusal is not for their number."""
    if "x-ratelimit-limit" not in headers:
        return None
    if wait is not None:
        return wait
    reset = headers.get("x-ratelimit-reset", "").strip()
    if headers.get("x-ratelimit-remaining", "").strip() != "0":
        return None
    if not re.fullmatch(r"[0-9]{1,11}", reset):
        return _UNSAID
    return min(_LONGEST_LIMIT, max(0.0, int(reset) - datetime.now(UTC).timestamp()))


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that the server asks to wait."""
    text = headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]{1,9}", text):
        return float(text)
    date = _date(text)
    return max(0.0, (date - datetime.now(UTC)).total_seconds()) if date else None


def _date(text: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return date.replace(tzinfo=UTC) if date.tzinfo is None else date
