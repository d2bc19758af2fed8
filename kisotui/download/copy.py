"""From a local file to a verified file in its place."""

from __future__ import annotations

from pathlib import Path

from kisotui.domain.checksums import Checksum
from kisotui.download.model import Check, Fetched, OnProgress


async def copy(
    file: Path,
    *,
    place: Path,
    check: Check,
    checksum: Checksum | None = None,
    on_progress: OnProgress,
) -> Fetched:
    """Copy ``file`` to ``place`` with the checks of a download. Raises Problem."""
    raise NotImplementedError
