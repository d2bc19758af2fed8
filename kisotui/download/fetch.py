"""From an address to a verified file in its place."""

from __future__ import annotations

from pathlib import Path

from kisotui.domain.checksums import Checksum
from kisotui.domain.urls import Address
from kisotui.download.model import Check, Fetched, Limits, OnProgress


async def fetch(
    address: Address,
    *,
    place: Path,
    check: Check,
    checksum: Checksum | None = None,
    limits: Limits,
    on_progress: OnProgress,
) -> Fetched:
    """Download to ``place``, going on from what an earlier attempt left.

    Cancelling keeps what has arrived. Raises Problem; ``values["retry_after"]`` holds the seconds
    that the server asked to wait, if it did.
    """
    raise NotImplementedError
