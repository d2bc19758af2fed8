"""What is known of versions that a person has marked, what became of orders to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

from kisotui.domain.views import Version

PORTION: Final = 100
"""Versions that are changed in one transaction. Of more, some after the others: in between, others
write, and the screen is brought up to date."""


class Marked(NamedTuple):
    """Marked versions as they are now."""

    gone: frozenset[str] = frozenset()
    """Ids of those that there are no longer."""
    hidden: int = 0
    """How many the list does not show."""
    kinds: tuple[Version, ...] = ()
    """One for each state and phase that they are in: enough to tell what can be done with them."""


class FailedOne(NamedTuple):
    """A version whose ISO has failed, and its place in the list."""

    id: str
    place: int
    wrapped: bool
    """Whether it comes only after the end of the list."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an order to several versions."""

    concerned: int = 0
    """Versions for which there was something to do."""
    downloads: int = 0
    """Their ISOs for which there was."""
    rest: int = 0
    """Versions for which there was nothing to do, or that there are no longer."""

    def __add__(self, other: Outcome) -> Outcome:
        return Outcome(
            self.concerned + other.concerned,
            self.downloads + other.downloads,
            self.rest + other.rest,
        )
