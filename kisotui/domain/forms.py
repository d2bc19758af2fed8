"""The form of a version: raw text in, a request that may be carried out or one problem a field out.

Pure, so that the screen can ask it at every key press, and the command line asks the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from kisotui.domain import checksums, names, urls, versions
from kisotui.domain.checksums import Checksum
from kisotui.domain.contents import Finding
from kisotui.domain.corrections import Correction
from kisotui.domain.evidence import Evidence
from kisotui.domain.failures import Problem
from kisotui.domain.states import Arch, VersionState, ZoneType

MINIMUM_CPU = 2
MINIMUM_MEMORY = 2048  # MB
_MOST = 2**31 - 1  # CloudStack's columns are 32-bit integers

# In the console's order.
FIELDS = (
    "semanticversion",
    "name",
    "zone",
    "url",
    "checksum",
    "mincpunumber",
    "minmemory",
    "directdownload",
    "arch",
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class VersionForm:
    """What a person typed, as typed, with the console's defaults.

    ``zone``: a zone's id, or None for all zones; of an edited version also the ids of several,
    with blanks between. ``file``: a local file in place of the URL.
    ``state``: what a new one has is not asked. ``found``: what is known of the digest without
    anybody having typed it, for this very URL. ``overruled``: what the ISO says otherwise or lacks,
    and the person keeps.
    """

    semanticversion: str = ""
    name: str = ""
    zone: str | None = None
    url: str = field(default="", repr=False)  # it may hold a password
    checksum: str = ""
    mincpunumber: str = str(MINIMUM_CPU)
    minmemory: str = str(MINIMUM_MEMORY)
    directdownload: bool = False
    arch: str = Arch.X86_64.value
    file: str | None = None
    state: str = VersionState.ENABLED.value
    found: tuple[Evidence, ...] = ()
    overruled: tuple[Correction | Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class NewVersion:
    """A version that keeps every rule which needs no look at the store."""

    semanticversion: str
    order: int
    name: str
    """Empty: the service gives it the API's default name."""
    zone: str | None
    address: urls.Address | None
    """None when it comes from ``file``."""
    file: str | None
    checksum: Checksum | None
    mincpunumber: int
    minmemory: int
    directdownload: bool
    arch: Arch
    state: VersionState
    found: tuple[Evidence, ...] = ()
    overruled: tuple[Correction | Finding, ...] = ()


def forced_direct(zone_type: ZoneType | None) -> bool:
    """Whether the zone takes direct download only."""
    return zone_type is ZoneType.EDGE


def _integer(text: str, minimum: int, code: str, field: str) -> int:
    text = text.strip()
    if text.isascii() and text.isdigit() and len(text) <= 10 and minimum <= int(text) <= _MOST:
        return int(text)
    raise Problem(code, field=field, minimum=minimum, limit=_MOST)


def _arch(text: str) -> Arch:
    try:
        return Arch(text.strip())
    except ValueError:
        known = ", ".join(Arch)
        raise Problem("arch-unknown", field="arch", given=text[:40], known=known) from None


def _state(text: str) -> VersionState:
    try:
        return VersionState(text.strip())
    except ValueError:
        known = ", ".join(VersionState)
        raise Problem("state-unknown", field="state", given=text[:40], known=known) from None


def check(form: VersionForm) -> tuple[NewVersion | None, dict[str, Problem]]:
    """The request, or what is wrong by field, in the console's order; never both."""
    problems: dict[str, Problem] = {}

    def take(field: str, parse: Callable[[], T], otherwise: T) -> T:
        try:
            return parse()
        except Problem as problem:
            problems[field] = problem
            return otherwise

    version = take("semanticversion", lambda: versions.parse_supported(form.semanticversion), None)
    name = take("name", lambda: names.parse(form.name), "")
    address: urls.Address | None = None
    if form.file is None:
        address = take("url", lambda: urls.parse(form.url), None)
    elif form.url.strip():
        problems["url"] = Problem("url-and-file", field="url")
    elif not form.file.strip():
        problems["file"] = Problem("file-missing", field="file", path=form.file)
    checksum = take("checksum", lambda: checksums.parse(form.checksum), None)
    cpu = take(
        "mincpunumber",
        lambda: _integer(form.mincpunumber, MINIMUM_CPU, "cpu-invalid", "mincpunumber"),
        0,
    )
    memory = take(
        "minmemory",
        lambda: _integer(form.minmemory, MINIMUM_MEMORY, "memory-invalid", "minmemory"),
        0,
    )
    if form.directdownload and form.file is not None:
        problems["directdownload"] = Problem("file-direct", field="directdownload")
    arch = take("arch", lambda: _arch(form.arch), Arch.X86_64)
    state = take("state", lambda: _state(form.state), VersionState.ENABLED)
    if problems or version is None:
        return None, problems
    return (
        NewVersion(
            semanticversion=str(version),
            order=versions.order(version),
            name=name,
            zone=form.zone,
            address=address,
            file=form.file,
            checksum=checksum,
            mincpunumber=cpu,
            minmemory=memory,
            directdownload=form.directdownload,
            arch=arch,
            state=state,
            found=form.found,
            overruled=form.overruled,
        ),
        {},
    )


def with_zone_type(form: VersionForm, zone_type: ZoneType | None) -> VersionForm:
    """The form as the zone forces it to be: an Edge zone switches direct download on."""
    return replace(form, directdownload=True) if forced_direct(zone_type) else form
