"""ISOs that failed because of what is in them, as somebody read it who may overrule that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kisotui.domain.contents import Finding


@dataclass(frozen=True, slots=True)
class Rejected:
    """One of them. ``iso``: its id; ``generation``: which of its files."""

    iso: str
    generation: int
    digest: str
    errors: tuple[Finding, ...]


def errors_of(isos: Iterable[Rejected]) -> tuple[Finding, ...]:
    """What speaks against them, each once."""
    each = [error for iso in isos for error in iso.errors]
    return tuple(error for at, error in enumerate(each) if error not in each[:at])
