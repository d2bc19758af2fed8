"""A first look at what arrives: is it an ISO at all? It saves a gigabyte of something else."""

from __future__ import annotations

from typing import Final

from kisotui.domain.failures import Problem
from kisotui.download.server.answer import Answer

# ISO 9660 puts its name into the first volume descriptor, which is always in the same place.
_NAME_AT: Final = 16 * 2048 + 1
_NAME: Final = b"CD001"
HEAD: Final = _NAME_AT + len(_NAME)
SMALLEST: Final = 17 * 2048

_PAGES: Final = ("text/html", "application/xhtml+xml")


def is_iso(head: bytes | bytearray) -> bool:
    """Whether a file that begins so says that it is an ISO 9660 image."""
    return bytes(head[_NAME_AT:HEAD]) == _NAME


def require_plausible(answer: Answer) -> None:
    """Refuse what cannot be an ISO by its headers alone.

    Content types prove nothing good: real ISOs come as octet-stream, as text/plain, as nothing.
    Raises Problem: ``packed``, ``empty-file``, ``web-page``, ``wrong-type``, ``too-small``.
    """
    if answer.coding:
        # Nobody asked for it. Unpacking it would part the file from its length, ranges and
        # checksum; storing it as it is would store something else.
        raise Problem("packed", host=answer.host, coding=answer.coding)
    if answer.size is not None and answer.size < SMALLEST:
        raise unlike(answer, answer.size)


def unlike(answer: Answer, size: int | None) -> Problem:
    """What to say of content that is no ISO. ``size``: of all of it, where that is known."""
    kind = answer.type
    if size == 0:
        return Problem("empty-file")
    if kind in _PAGES:
        return Problem("web-page", host=answer.host, type=kind)
    if kind.startswith("text/") or kind.endswith(("json", "xml")):
        return Problem("wrong-type", host=answer.host, type=kind)
    return not_iso(size)


def not_iso(size: int | None) -> Problem:
    """As ``unlike``, where nobody claims anything of the content."""
    if size == 0:
        return Problem("empty-file")
    if size is not None and size < SMALLEST:
        return Problem("too-small", size=size)
    return Problem("not-iso")
