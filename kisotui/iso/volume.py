"""The volume of an ISO 9660 image."""

from __future__ import annotations

from pathlib import Path


def check(path: Path) -> None:
    """Raises Problem: ``not-iso``, ``iso-truncated``."""
    raise NotImplementedError
