"""What the name of an ISO tells: ``setup-v1.30.3-calico-x86_64.iso`` and the like."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from kisotui.domain import versions
from kisotui.domain.failures import Problem
from kisotui.domain.names import LONGEST
from kisotui.domain.states import Arch
from kisotui.domain.text import is_hidden

_VERSION: Final = re.compile(r"(?<![0-9.])([0-9]{1,4}\.[0-9]{1,4}\.[0-9]{1,4})(?!\.?[0-9])")
_ARCHES: Final = {
    "x86_64": Arch.X86_64,
    "amd64": Arch.X86_64,
    "aarch64": Arch.AARCH64,
    "arm64": Arch.AARCH64,
    "s390x": Arch.S390X,
}
_ARCH: Final = re.compile(rf"(?<![a-z0-9])({'|'.join(_ARCHES)})(?![a-z0-9])")


class Told(NamedTuple):
    """``arch``: empty where the name does not tell; ``name``: for the version."""

    semanticversion: str
    arch: str
    name: str


def read(filename: str) -> Told | None:
    """What a file's name tells of the ISO; None where it is none that can be added."""
    if len(filename) > LONGEST or not filename.lower().endswith(".iso"):
        return None
    if "/" in filename or any(map(is_hidden, filename)):
        return None
    stem = filename[: -len(".iso")]
    found = _VERSION.findall(stem)
    try:
        version = versions.parse_supported(found[0]) if found else None
    except Problem:
        version = None
    if version is None:
        return None
    name = stem.removeprefix("setup-").strip()
    return Told(str(version), architecture(stem), name)


def architecture(text: str) -> str:
    """The architecture that a text names, as CloudStack registers it; empty for none, or several:
    then it says nothing."""
    found = {_ARCHES[each] for each in _ARCH.findall(text.lower())}
    return found.pop().value if len(found) == 1 else ""
