"""The place of an ISO on disk."""

from __future__ import annotations

from pathlib import Path


def discard(place: Path) -> None:
    """Remove what an unfinished download left for ``place``. Raises Problem."""
    raise NotImplementedError


def destroy(place: Path) -> None:
    """Remove the file in its place and what an unfinished download left. Raises Problem."""
    raise NotImplementedError
