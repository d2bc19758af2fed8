"""What a person wrote to mean one of several things."""

from __future__ import annotations

from collections.abc import Sequence

from kisotui.domain.failures import Problem

_SHOWN = 5


def shortened(ref: str) -> str:
    """What was written, short enough for a message."""
    return ref if len(ref) <= 80 else ref[:79] + "…"


def one(kind: str, ref: str, found: Sequence[tuple[str, str]]) -> str | None:
    """The id of the one (id, name) that was found; None where there is none.

    Raises Problem: ``KIND-ambiguous``.
    """
    if len(found) > 1:
        matches = ", ".join(f"{key[:8]} {name}" for key, name in found[:_SHOWN])
        more = ", …" if len(found) > _SHOWN else ""
        raise Problem(f"{kind}-ambiguous", ref=shortened(ref), matches=matches + more)
    return found[0][0] if found else None
