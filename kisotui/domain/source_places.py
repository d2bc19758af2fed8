"""Where a source is, as a person gives it."""

from __future__ import annotations

from kisotui.domain import registration
from kisotui.domain.catalogue import SourceKind, is_repository

_GITHUB = "https://github.com/"


def repository(text: str) -> str:
    """``owner/name`` of a repository on GitHub, or of its URL; empty for what is none."""
    place = text.strip().removeprefix(_GITHUB).strip("/").removesuffix("/releases")
    name = place.removesuffix(".git")
    return name if is_repository(name) else ""


def kind_of(text: str) -> SourceKind:
    """Of which kind a source at this place is likely to be."""
    text = text.strip()
    if text.startswith("/"):
        return SourceKind.DIRECTORY
    if repository(text):
        return SourceKind.GITHUB
    return SourceKind.REGISTRATION if registration.is_meant(text) else SourceKind.INDEX
