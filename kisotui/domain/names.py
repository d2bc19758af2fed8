"""Names of versions, zones and ISOs."""

from __future__ import annotations

from kisotui.domain.failures import Problem
from kisotui.domain.text import is_hidden

LONGEST = 255  # characters; CloudStack's column


def parse(text: str, *, field: str = "name") -> str:
    """A name as given, without blanks around it; empty where nothing was given.

    Raises Problem: ``name-too-long``, ``name-unprintable``.
    """
    text = text.strip()
    if len(text) > LONGEST:
        raise Problem("name-too-long", field=field, limit=LONGEST, given=len(text))
    if any(is_hidden(char) for char in text):
        raise Problem("name-unprintable", field=field)
    return text


def parse_required(text: str, *, field: str = "name") -> str:
    """As ``parse``, where a name must be given. Raises Problem: also ``name-missing``."""
    name = parse(text, field=field)
    if not name:
        raise Problem("name-missing", field=field)
    return name


def default(version: str, zone: str | None) -> str:
    """The name that CloudStack's API gives a version added without one."""
    return f"v{version}-{zone}"[:LONGEST] if zone else f"v{version}"


def iso_name(version_name: str) -> str:
    """The name of the binaries ISO of a version."""
    return f"{version_name}-Kubernetes-Binaries-ISO"
