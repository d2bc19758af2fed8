"""Names in an image, as Linux shows them where it is mounted."""

from __future__ import annotations

from typing import Final

_LONGEST: Final = 255


def plain(name: bytes) -> str:
    """A name of plain ISO 9660, ``KUBELET.;1``: in small letters, without version and lone dot."""
    return name.decode("ascii", "backslashreplace").lower().partition(";")[0].rstrip(".")


def joliet(name: bytes) -> str:
    """A name of Joliet: two bytes a character, with a version that nobody wants to see."""
    return name.decode("utf-16-be", "backslashreplace").removesuffix(";1")


def rock_ridge(name: bytes) -> str:
    """A name of Rock Ridge: bytes that should be UTF-8."""
    return name.decode("utf-8", "backslashreplace")


def is_safe(name: str) -> bool:
    """Whether it names something inside its directory, and only that."""
    return (
        0 < len(name) <= _LONGEST
        and name not in (".", "..")
        and "/" not in name
        and "\0" not in name
    )
