"""What a step changed, so that it can be taken back: kept in memory, never written anywhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Change:
    """What a step changed of one version: its fields before the step, and after it.

    They are not part of its repr, because credentials may be among them.
    """

    id: str
    name: str
    """As it is called after the step."""
    before: Mapping[str, object] = field(repr=False)
    after: Mapping[str, object] = field(repr=False)
    refetches: bool = False
    """Whether ISOs are fetched again when it is taken back."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one action changed; taken back as one."""

    changes: tuple[Change, ...]

    def __len__(self) -> int:
        """Of how many versions."""
        return len(self.changes)
