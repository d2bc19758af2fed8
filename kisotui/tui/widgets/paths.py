"""Completing the path of a file while it is typed."""

from __future__ import annotations

import asyncio
import os
from contextlib import suppress

from textual.suggester import Suggester

from kisotui.domain.text import is_hidden


class PathSuggester(Suggester):
    """Offers directories and ISO files."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        # In a thread: the directory may be on a network file system that hangs.
        return await asyncio.to_thread(completed, value)


def completed(path: str) -> str | None:
    """The first path in the alphabet that begins so and can be an ISO; None without one."""
    parent, _, begun = path.rpartition("/")
    found: list[str] = []
    with suppress(OSError, ValueError), os.scandir(_directory(path, parent)) as entries:
        found = [entry.name + "/" * entry.is_dir() for entry in entries if _fits(entry, begun)]
    return path + min(found)[len(begun) :] if found else None


def _directory(path: str, parent: str) -> str:
    if not parent:
        return "/" if path.startswith("/") else "."
    return os.path.expanduser(parent)  # noqa: PTH111 - Path would resolve ~ and .. in what is shown


def _fits(entry: os.DirEntry[str], begun: str) -> bool:
    name = entry.name
    if not name.startswith(begun) or (name.startswith(".") and not begun):
        return False
    if any(is_hidden(char) for char in name):
        return False
    return name.lower().endswith(".iso") or entry.is_dir()
