"""``registration.json``: all that the add form asks for, in one file beside an ISO."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Final, TypeVar
from urllib.parse import quote, urljoin, urlsplit

from kisotui.domain import checksums, iso_names, names, urls, versions
from kisotui.domain.catalogue import Listed
from kisotui.domain.evidence import Evidence, Origin
from kisotui.domain.failures import Problem
from kisotui.domain.forms import MINIMUM_CPU, MINIMUM_MEMORY
from kisotui.domain.text import is_hidden

LARGEST: Final = 64 << 10
"""Bytes that one may have."""
SUFFIX: Final = ".json"
_MOST: Final = 2**31 - 1

T = TypeVar("T")


def is_meant(url: str) -> bool:
    """Whether a URL is that of a registration, and not of an ISO."""
    try:
        return urlsplit(url.strip()).path.lower().endswith(SUFFIX)
    except ValueError:
        return False


def read(text: str, address: str) -> Listed:
    """What a registration says. ``address``: where it lies, as URL or path, without credentials;
    the ISO lies beside it if it does not say where.

    Raises Problem: ``registration-format``, ``registration-field``.
    """
    try:
        given = json.loads(text)
    except (ValueError, RecursionError):
        raise Problem("registration-format") from None
    return of(given, address)


def of(given: object, address: str) -> Listed:
    """As ``read``, of what was parsed already."""
    if not isinstance(given, dict):
        raise Problem("registration-format")
    fields = _Fields(given)
    version = fields.parsed("kubernetesversion", versions.parse_supported)
    if version is None:
        raise _wrong("kubernetesversion")
    arch = iso_names.architecture(fields.text("arch"))
    if not arch:
        raise _wrong("arch")
    filename = _filename(fields)
    checksum = fields.parsed("checksum", checksums.parse)
    url, file = _place(fields, filename, address)
    shown = urls.redact(address) if "://" in address else address
    return Listed(
        filename=filename,
        semanticversion=str(version),
        arch=arch,
        name=fields.parsed("name", names.parse) or "",
        url=url,
        file=file,
        mincpunumber=fields.number("mincpunumber", MINIMUM_CPU),
        minmemory=fields.number("minmemory", MINIMUM_MEMORY),
        evidence=(Evidence(checksum, Origin.REGISTRATION, shown),) if checksum else (),
    )


def _filename(fields: _Fields) -> str:
    filename = fields.text("filename", optional=True)
    if not filename and (url := fields.text("download_url", optional=True)):
        filename = PurePosixPath(_path(url)).name
    is_plain = filename not in ("", ".", "..") and "/" not in filename and "\\" not in filename
    if not is_plain or len(filename) > names.LONGEST or any(map(is_hidden, filename)):
        raise _wrong("filename")
    return filename


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        raise _wrong("download_url") from None


def _place(fields: _Fields, filename: str, address: str) -> tuple[str, str]:
    """The ISO's URL and path, one of which is empty."""
    if "://" not in address:  # what lies in the directory, and not what was there once
        return "", str(PurePosixPath(address).parent / filename)
    told = fields.parsed("download_url", urls.parse)
    if told is None:
        told = urls.parse(urljoin(address, quote(filename)))
    if told.credentials is not None:
        raise _wrong("download_url")
    return told.url, ""


class _Fields:
    """The values of a registration, each of the type that it is to have."""

    def __init__(self, given: dict[str, object]) -> None:
        self._given = given

    def text(self, name: str, *, optional: bool = False) -> str:
        value = self._given.get(name)
        if value is None and optional:
            return ""
        if not isinstance(value, str) or len(value) > urls.LONGEST:
            raise _wrong(name)
        return value.strip()

    def parsed(self, name: str, parse: Callable[[str], T]) -> T | None:
        """What one of the form's rules makes of a text; None where there is none."""
        text = self.text(name, optional=True)
        try:
            return parse(text) if text else None
        except Problem:
            raise _wrong(name) from None

    def number(self, name: str, minimum: int) -> int:
        value = self._given.get(name, minimum)
        if isinstance(value, bool) or not isinstance(value, int) or not minimum <= value <= _MOST:
            raise _wrong(name)
        return value


def _wrong(name: str) -> Problem:
    return Problem("registration-field", name=name)
