"""What is copied of a version. Pure."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from kisotui.domain.detail_views import VersionDetail
from kisotui.domain.forms import MINIMUM_CPU, MINIMUM_MEMORY
from kisotui.domain.states import Arch
from kisotui.domain.text import is_hidden, visible
from kisotui.domain.urls import MASK
from kisotui.domain.views import Version
from kisotui.locale import CATALOGUE, t
from kisotui.service import records

# What the list shows cut off, or with a mark before it.
_AS_THEY_ARE: Final = frozenset(
    ("id", "name", "semanticversion", "state", "isostate", "arch", "url", "file", "checksum")
)


def cell(version: Version, column: str, shown: str) -> str:
    """What a column of the list stands for; ``shown``: what it shows where there is room."""
    value = getattr(version, column) if column in _AS_THEY_ARE else shown.strip()
    return safe(str(value))


def record(detail: VersionDetail) -> str:
    """The version as the command line prints it: one line of JSON."""
    return json.dumps(records.version(detail))


def fields(detail: VersionDetail) -> Iterator[tuple[str, str]]:
    """The name and the value of every field that has both, for a person to choose from."""
    for field, value in records.version(detail).items():
        name = f"field.{field}"
        if name in CATALOGUE and isinstance(value, bool):
            yield t(name), t("word.yes" if value else "word.no")
        elif name in CATALOGUE and isinstance(value, (str, int)):
            yield t(name), safe(str(value))
    for iso in detail.isos:
        for name, value in (("screen.detail.digest", iso.digest), ("field.file", iso.path)):
            if value:
                yield f"{t(name)} ({visible(iso.zonename)})", safe(value)


def command(version: Version) -> str:
    """The command that adds the same version elsewhere; secrets of its address are left out."""
    words = ["kisotui", "version", "add", version.semanticversion, "--name", version.name]
    words += ["--file", version.file] if version.file else ["--url", _open(version.url)]
    words += ["--checksum", version.checksum] if version.checksum else []
    # A command names one zone or none, for all of them.
    words += [] if version.allzones else ["--zone", *version.zonenames[:1]]
    words += ["--arch", version.arch] if version.arch is not Arch.X86_64 else []
    for option, value, usual in (
        ("--min-cpu", version.mincpunumber, MINIMUM_CPU),
        ("--min-memory", version.minmemory, MINIMUM_MEMORY),
    ):
        words += [option, str(value)] if value != usual else []
    words += ["--direct-download"] if version.directdownload else []
    return shlex.join(map(safe, words))


def _open(url: str) -> str:
    """The redacted address without the parameters that are secret."""
    parts = urlsplit(url)
    pairs = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[1] != MASK]
    return url if MASK not in parts.query else urlunsplit(parts._replace(query=urlencode(pairs)))


def safe(text: str) -> str:
    """As it is, unless it could do harm where it is pasted: then as the screen shows it."""
    return visible(text) if any(map(is_hidden, text)) else text
