"""What is known of versions that a person has marked, and of a failed one that is looked for."""

from __future__ import annotations

from dataclasses import dataclass

from kisotui.domain.views import Version


@dataclass(frozen=True, slots=True)
class Marked:
    """Marked versions as they are now."""

    gone: frozenset[str] = frozenset()
    """Ids of those that there are no longer."""
    hidden: int = 0
    """How many the list does not show."""
    kinds: tuple[Version, ...] = ()
    """One for each state and phase that they are in: enough to tell what can be done with them."""


@dataclass(frozen=True, slots=True)
class FailedOne:
    """A version whose ISO has failed, and its place in the list."""

    id: str
    place: int
    wrapped: bool
    """Whether it comes only after the end of the list."""
