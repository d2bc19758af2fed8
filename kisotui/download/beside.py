"""Checksums that lie beside an ISO on its server."""

from __future__ import annotations

import re
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import Final
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from kisotui.domain import sums
from kisotui.domain.evidence import Evidence, Origin, ordered
from kisotui.domain.failures import Problem
from kisotui.domain.urls import Address, redact
from kisotui.download.model import Limits
from kisotui.download.server.client import SYSTEM, Stopped
from kisotui.download.server.trust import Trust
from kisotui.download.stopping import Stopping
from kisotui.download.texts import Texts
from kisotui.download.threads import run_until_stopped

# What such files are called, the likely ones first; with whether they are of one ISO alone.
_CALLED: Final = (
    ("{iso}.sha256", True),
    ("SHA256SUMS", False),
    ("{iso}.sha512", True),
    ("{stem}.sha256", True),
    ("{iso}.md5", True),
    ("md5sum.txt", False),
    ("CHECKSUMS", False),
    ("SHA512SUMS", False),
    ("sha256sum.txt", False),
    ("CHECKSUM", False),
    ("{iso}.sha256sum", True),
    ("{iso}.sha1", True),
    ("checksums.txt", False),
    ("MD5SUMS", False),
)
_AT_ONCE: Final = 4  # requests
_PATIENCE: Final = 5.0  # seconds
_NO_SMALL_FILE: Final = ("packed", "source-large")
MOST: Final = 11
"""Requests, where nobody says that there may be fewer."""

_LINK: Final = re.compile(r"""href\s*=\s*["']?([^"'<>\s]+)""", re.IGNORECASE)


async def find(
    address: Address, *, limits: Limits, trust: Trust = SYSTEM, most: int = MOST
) -> tuple[Evidence, ...]:
    """What is stated beside the ISO of its digest, the strongest first.

    A server that lists the directory is asked for what lies there, any other one for what such
    files are usually called; ``most``: with that many requests. One that does not answer states
    nothing: its faults are the download's to tell.
    """
    search = _Search(address, limits, trust)
    return await run_until_stopped(partial(search.run, most), search.stop)


class _Search:
    """Blocks; one thread for each request."""

    def __init__(self, address: Address, limits: Limits, trust: Trust) -> None:
        self._address = address
        # It is done before a download, and must not hold it up.
        patient = replace(
            limits,
            connect_timeout=min(limits.connect_timeout, _PATIENCE),
            stall_timeout=min(limits.stall_timeout, _PATIENCE),
        )
        self._texts = Texts(patient, trust)
        self._stopping = Stopping()
        self._parts = urlsplit(address.url)
        self._folder, _, file = self._parts.path.rpartition("/")
        self._name = unquote(file)

    def stop(self) -> None:
        self._stopping.stop()
        self._texts.stop()

    def run(self, most: int) -> tuple[Evidence, ...]:
        """Raises Stopped."""
        if not self._name:
            return ()
        try:
            there = self._listed()
        except Problem:
            return ()
        stem = self._name.removesuffix(".iso")
        called = {name.format(iso=self._name, stem=stem): own for name, own in _CALLED}
        wanted = [name for name in called if there is None or name in there][: most - 1]
        with ThreadPoolExecutor(_AT_ONCE, "kisotui-beside") as threads:
            found = list(threads.map(lambda name: self._stated(name, called[name]), wanted))
        self._stopping.require_going()
        return ordered(each for some in found for each in some)

    def _listed(self) -> frozenset[str] | None:
        """The names in the ISO's directory; None where the server does not list it.

        Raises Problem: of a server that cannot be talked to at all.
        """
        try:
            page = self._text("")
        except Problem as problem:
            if problem.code.startswith("http-"):
                return None
            raise
        names = frozenset(unquote(link.removeprefix("./")) for link in _LINK.findall(page))
        return names if self._name in names else None

    def _stated(self, name: str, own: bool) -> Iterable[Evidence]:
        try:
            text = self._text(name)
        except (Problem, Stopped):
            return ()
        stated = sums.stated(text, self._name, own=own)
        return [Evidence(each, Origin.BESIDE, redact(self._url(name))) for each in stated]

    def _url(self, name: str) -> str:
        return urlunsplit(self._parts._replace(path=f"{self._folder}/{quote(name)}"))

    def _text(self, name: str) -> str:
        """A small file of the directory, or its list; empty where it is no small one.

        Raises Problem; Stopped.
        """
        address = Address(self._url(name), self._address.credentials)
        try:
            text = self._texts.read(address, sums.LARGEST)
        except Problem as problem:
            if problem.code in _NO_SMALL_FILE:
                return ""
            raise
        return text.body if text else ""
