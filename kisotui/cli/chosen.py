"""Whose downloads a command is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kisotui.cli.session import Session
from kisotui.cli.version.selection import resolved


@dataclass(frozen=True, slots=True)
class Chosen:
    """Versions by their ids, and a zone's id where it is only about their ISOs there."""

    ids: Sequence[str]
    zone: str | None = None


def chosen(session: Session, refs: Sequence[str], zone: str | None = None) -> Chosen:
    """What is meant. Raises Problem: the first that means nothing."""
    from kisotui.service import zones

    ids = resolved(session, refs)
    return Chosen(ids, zones.resolve(session.context, zone) if zone is not None else None)
